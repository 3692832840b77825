import { finding, type Finding, type FindingCode, type FindingDetails, type PolicyLocation } from './finding.js';

/** The fields of a finding that its message is made of, besides the action. */
type MessageFields = Pick<Finding, 'policy' | 'expectedPolicy' | 'condition'>;

/** Messages about actions. `actions` is one action or a list, so no word may depend on their number. */
const MESSAGES = {
  permissionMissing: (actions, { policy }) => `the role does not allow ${actions} as ${nameOfPolicy(policy)} should`,
  conditionTightened: (actions, { condition }) =>
    `the role allows ${actions} only under another condition: ${nameOfCondition(condition)}`,
  permissionDenied: (actions, { policy, expectedPolicy }) =>
    `${nameOfPolicy(policy)} denies ${subject(actions, expectedPolicy)}`,
  boundaryCutsOff: (actions, { policy, expectedPolicy }) =>
    `the permissions boundary \`${policy?.name}\` blocks ${subject(actions, expectedPolicy)}`,
  permissionExtra: (actions, { policy }) => `${nameOfPolicy(policy)} allows ${actions}, which Upsolver does not need`,
  conditionWeakened: (actions, { expectedPolicy, condition }) =>
    `the role allows ${actions} without the condition of ${nameOfPolicy(expectedPolicy)}: ` +
    nameOfCondition(condition),
  denyMissing: (actions, { policy }) => `the role does not deny ${actions} as ${nameOfPolicy(policy)} should`,
} as const satisfies Partial<Record<FindingCode, (actions: string, fields: MessageFields) => string>>;

/** Codes of findings about single actions. */
export type ActionFindingCode = keyof typeof MESSAGES;

/** A finding about an action. Its message is made of its fields, so that several actions can share one. */
export function actionFinding(code: ActionFindingCode, details: FindingDetails & { action: string }): Finding {
  return finding(code, MESSAGES[code](`\`${details.action}\``, details), details);
}

/** The message that findings share which differ only in their action; `undefined` for other findings. */
export function sharedMessage(first: Finding, actions: readonly string[]): string | undefined {
  if (!isActionFindingCode(first.code)) return undefined;
  return MESSAGES[first.code](actions.map((action) => `\`${action}\``).join(', '), first);
}

function isActionFindingCode(code: FindingCode): code is ActionFindingCode {
  return Object.hasOwn(MESSAGES, code);
}

/** Managed policies are compared as a whole: the action is only an example of what they grant. */
function subject(actions: string, expectedPolicy: PolicyLocation | undefined): string {
  return expectedPolicy?.kind === 'managed'
    ? `access that the managed policy \`${expectedPolicy.name}\` grants`
    : actions;
}

function nameOfCondition(condition: Finding['condition']): string {
  return `\`${condition?.operator}\` on \`${condition?.key}\``;
}

/** A statement in words: ``the statement `sid` of the policy `name` ``. */
export function nameOfPolicy(location: PolicyLocation | undefined): string {
  const policy = `the ${location?.kind === 'managed' ? 'managed ' : ''}policy \`${location?.name}\``;
  const sid = location?.sid ?? '';
  return sid === '' ? `statement ${location?.statement} of ${policy}` : `the statement \`${sid}\` of ${policy}`;
}
