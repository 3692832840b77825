import { arnFields } from '../aws/arn.js';
import { InvalidInputError, notAString, type Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { formatNumber } from '../core/words.js';
import { DENIED_LAYERS, layerOfName, type DeniedLayer } from './denied-layer.js';

/** A message of AWS that a request was denied, as data. */
export type AccessDenied = {
  /** What was requested, as far as the message says it. */
  request: {
    /** `service:Name`, as AWS writes it. */
    action: string;
    /** Missing if the message names none. AWS sometimes gives a pattern or a name in place of an ARN. */
    resource?: string;
    /** The caller: for a role, the ARN of its session. */
    principal: string;
  };
  /** `unknown` if the message does not say why. */
  effect: 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** The kind of policy that decided; missing if the message does not name it. */
  layer?: DeniedLayer;
  /** The kind of policy that made the layer deny: a message can name a policy "transitively through" another one. */
  through?: DeniedLayer;
  /** The policy with the deny, which newer messages include. */
  policyArn?: string;
  /** The operation that was called, if the message has its name: `RunInstances`. */
  operation?: string;
  /** The reason in the words of AWS, if it is no kind of policy. */
  reason?: string;
  /** What to do next; sentences. */
  whatToDo: string;
};

/** Far longer than what a tool prints about a failed run. */
const MAX_LENGTH = 4_194_304;

/** How much of the text around the words of the denial is read. */
const MAX_BEFORE = 4096;
const MAX_AFTER = 16_384;

const DENIED = ' is not authorized to perform';
const EXPECTED =
  'pass the whole message: `User: ... is not authorized to perform: ... on resource: ... with an explicit deny in ...`';
const DECODE = 'aws sts decode-authorization-message --encoded-message ...';

/**
 * Parses the message with which AWS denies a request: who requested what, which kind of policy denied it, and how.
 * Text around the message is ignored, such as what the AWS CLI, an SDK, Terraform or CloudFormation adds.
 *
 * @param text The message, of at most 4,194,304 characters.
 * @returns The request, the decision and what to do next, as new data. If several kinds of policies deny a request, AWS
 *   names one of them.
 * @throws {InvalidInputError} If the text is not such a message, or has only an encoded one.
 *
 * @example
 * const denied = parseAccessDenied(
 *   'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject on resource: ' +
 *     '"arn:aws:s3:::reports/2026" with an explicit deny in a service control policy',
 * );
 * denied.layer; // 'scp'
 * denied.request.resource; // 'arn:aws:s3:::reports/2026'
 *
 * Source: IAM User Guide, "Troubleshoot access denied error messages"; the ARN of a policy: public logs since 2026.
 */
export function parseAccessDenied(text: string): AccessDenied {
  if (typeof text !== 'string') throw refused({ ...notAString('message', text), hint: EXPECTED });
  if (text.length > MAX_LENGTH) {
    const message = `the message must have at most ${formatNumber(MAX_LENGTH)} characters`;
    throw refused({ code: 'too_long', message: `${message}, not ${formatNumber(text.length)}` });
  }
  const all = text.replaceAll('\\"', '"').replaceAll(/\s+/g, ' ');
  const start = all.search(/ is not authorized to perform\b(?! this)/i);
  if (start === -1) throw refused(problemOf(all));
  const line = all.slice(Math.max(0, start - MAX_BEFORE), start + MAX_AFTER);
  const at = Math.min(start, MAX_BEFORE);
  const principal = line.slice(line.lastIndexOf(' ', at - 1) + 1, at).replace(/^["'(]*(?:User:)?/i, '');
  const [, action = '', rest = ''] = /^:? ?([\w-]+:\w+)?(.*)$/.exec(line.slice(at + DENIED.length)) as string[];
  if (principal === '' || action === '') {
    const what = principal === '' ? 'principal' : 'action';
    throw refused({ code: 'invalid_value', message: `the message has no ${what}`, hint: EXPECTED });
  }
  const { resource, reason } = splitResource(rest);
  const [, operation = /\boperation error \w+: (\w+)/.exec(line)?.[1]] =
    /\bcalling the (\w+) operation/.exec(line) ?? [];
  const decision = decisionOf(reason);
  return {
    request: { action, ...(resource !== undefined && { resource }), principal },
    ...decision,
    ...(operation !== undefined && { operation }),
    whatToDo: whatToDo(decision, action, line.includes('Encoded authorization failure message:')),
  };
}

function refused(problem: Problem): InvalidInputError {
  return new InvalidInputError([{ ...problem, path: ['text'] }]);
}

function problemOf(line: string): Problem {
  if (line.trim() === '') return { code: 'missing', message: 'the message is empty', hint: EXPECTED };
  if (/encoded authorization failure message/i.test(line)) {
    const message = 'the message is encoded: only AWS can read it';
    return { code: 'invalid_value', message, hint: `run \`${DECODE}\`` };
  }
  return { code: 'invalid_value', message: `${quote(line.trim())} does not say who requested what`, hint: EXPECTED };
}

/** Source: IAM User Guide, "Access denied error messages", a note in its version of 2022. */
const MAYBE_IMPLICIT = 'If there is none, no SCP of a level allows the action: AWS has used the same words for that.';

/** Where the reason begins. */
const REASON = / (?:because |(?:with|due to) an explicit deny\b)/i;

/** What comes after the action: the resource, if there is one, and the reason. */
function splitResource(text: string): { resource: string | undefined; reason: string } {
  const [intro] = /^ on (?:the )?(?:following )?resources?:? ?/i.exec(text) ?? [];
  if (intro === undefined) return { resource: undefined, reason: text };
  const after = text.slice(intro.length);
  const quoted = /^"([^"]*)"/.exec(after);
  if (quoted !== null) return { resource: quoted[1] as string, reason: after.slice(quoted[0].length) };
  const end = after.search(REASON);
  // Without a reason, nothing tells where a name with spaces would end.
  const resource = end === -1 ? (/^\S*/.exec(after)?.[0] as string) : after.slice(0, end);
  return { resource: withoutPunctuation(resource), reason: after.slice(resource.length) };
}

type Decided = Pick<AccessDenied, 'effect' | 'layer' | 'through' | 'policyArn' | 'reason'>;

function decisionOf(text: string): Decided {
  const explicit = /(?:with|due to) an explicit deny(?: in (?:an? |the )?([^:.()",]*))?/i.exec(text);
  if (explicit !== null) {
    const [found, names = ''] = explicit;
    const [name = '', other] = names.trim().split(/ transitively through (?:an? |the )?/i);
    const [, arn] = /^: ?(arn:[^\s"',()]+)/.exec(text.slice(explicit.index + found.length)) ?? [];
    return withLayers('explicitDeny', name, other, arn === undefined ? undefined : withoutPunctuation(arn));
  }
  const implicit = /\bbecause no ([^:.()"]*?) allows\b/i.exec(text);
  if (implicit !== null) return withLayers('implicitDeny', implicit[1] as string, undefined, undefined);
  const [, other] = /\bbecause ([^"(.]*)/i.exec(text) ?? [];
  return { effect: 'unknown', ...(other !== undefined && { reason: withoutPunctuation(other) }) };
}

function withLayers(
  effect: 'explicitDeny' | 'implicitDeny',
  name: string,
  other: string | undefined,
  policyArn: string | undefined,
): Decided {
  const layer = layerOfName(policyName(name));
  const through = other === undefined ? undefined : layerOfName(other);
  return {
    effect,
    ...(layer !== undefined && { layer }),
    ...(through !== undefined && { through }),
    ...(policyArn !== undefined && { policyArn }),
    ...(layer === undefined && name !== '' && { reason: name }),
  };
}

/** The name of a kind of policy, without what follows it in some messages. */
function policyName(name: string): string {
  return name.trim().replace(/ (?:status code|request id)\b.*$/i, '');
}

function withoutPunctuation(text: string): string {
  return text.trim().replace(/[.,;:"')\]}]{1,8}$/, '');
}

function whatToDo({ effect, layer, through, policyArn }: Decided, action: string, isEncoded: boolean): string {
  const decode = isEncoded ? [`\`${DECODE}\` shows the condition keys of the request.`] : [];
  const decisive = through ?? layer;
  if (decisive === undefined) {
    const steps = 'The message does not name the kind of policy. Check, in this order, SCPs, RCPs, the resource-based';
    return [`${steps} policy, identity-based policies, the permissions boundary and session policies.`, ...decode].join(
      ' ',
    );
  }
  const { where, command, owner } = DENIED_LAYERS[decisive];
  const look =
    effect === 'explicitDeny'
      ? `Find the statement with \`"Effect": "Deny"\` that applies to \`${action}\``
      : `Allow \`${action}\``;
  const place = policyArn === undefined ? `in ${where}` : `in \`${policyArn}\``;
  return [
    `${look} ${place}.`,
    ...(effect === 'explicitDeny' ? ['An allow elsewhere does not help: exempt the request, or change it.'] : []),
    ...(decisive === 'scp' && effect === 'explicitDeny' && policyArn === undefined ? [MAYBE_IMPLICIT] : []),
    ...(decisive === 'scp' && effect === 'implicitDeny'
      ? ['Each level from the root to the account must allow it.']
      : []),
    ...(owner === undefined ? [] : [`It can be changed by ${owner}.`]),
    ...(policyArn === undefined ? commandFor(command) : describeCommand(policyArn)),
    ...decode,
  ].join(' ');
}

function commandFor(command: string | undefined): string[] {
  return command === undefined ? [] : [`To see it: \`${command}\`.`];
}

/** How to print a policy of which the ARN is known. */
function describeCommand(arn: string): string[] {
  const [, , service] = arnFields(arn);
  if (service === 'organizations') {
    return [`To see it: \`aws organizations describe-policy --policy-id ${arn.slice(arn.lastIndexOf('/') + 1)}\`.`];
  }
  return service === 'iam' ? [`To see it: \`aws iam get-policy --policy-arn ${arn}\`.`] : [];
}
