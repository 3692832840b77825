import type { AnyPolicy, AnyStatement } from '../../iam/document.js';
import type { Facts } from '../../iam/facts/facts.js';
import { judge, type Setting, type Subject } from './judge.js';
import { LAUNCH_RESOURCES, type LaunchResource } from './launch-resources.js';
import { worstStatus, type GuardrailOutcome, type LaunchAuthorization } from './report.js';
import { withOthers } from './slice.js';

/** The action that AWS authorizes for several resources, each by itself. */
export const LAUNCH = 'ec2:RunInstances';

const TYPES = Object.keys(LAUNCH_RESOURCES) as LaunchResource[];

/** Judges the authorizations of a launch, one by one. */
export function judgeLaunch(
  subject: Subject,
  partition: string,
  setting: Setting,
): GuardrailOutcome & { authorizations: LaunchAuthorization[] } {
  const arnOf = (type: LaunchResource): string => `arn:${partition}:${LAUNCH_RESOURCES[type].resource}`;
  const authorizations = [...TYPES, 'other' as const].map((resourceType): LaunchAuthorization => {
    const elsewhere = resourceType === 'other' ? { Resource: TYPES.map(arnOf) } : { NotResource: arnOf(resourceType) };
    const { facts, denied } =
      resourceType === 'image' ? imageFacts(subject.facts) : { facts: subject.facts, denied: [] };
    const outside = [{ Effect: 'Deny', Action: '*', ...elsewhere }, NOT_EC2, ...denied] as AnyStatement[];
    const policies = [...subject.policies, { Version: '2012-10-17', Statement: outside } as AnyPolicy];
    return { resourceType, ...judge({ ...subject, policies, facts }, setting) };
  });
  return { ...sumOf(authorizations), authorizations };
}

/** No resource of EC2 has a colon in its name, but a wildcard in another part of an ARN would match it. */
const NOT_EC2 = { Effect: 'Deny', Action: '*', Resource: 'arn:*:*:*:*:*:*' };

/**
 * The facts about Upsolver's images: the organization of their owner is not known, only that it is another one. So the
 * key can be absent, or have any value but one.
 */
function imageFacts({ keys = {}, exceptions = [] }: Facts): { facts: Facts; denied: object[] } {
  const about = exceptions.find(({ actions, resources }) => actions.includes(LAUNCH) && resources !== undefined);
  const all = withOthers(keys, about?.keys ?? {});
  const own = keys['aws:PrincipalOrgID'];
  if (about?.keys['aws:ResourceOrgID'] !== null) return { facts: { keys: all }, denied: [] };
  const { 'aws:ResourceOrgID': _unknown, ...known } = all;
  const denied =
    typeof own === 'string'
      ? [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceOrgID': own } } }]
      : [];
  return { facts: { keys: known }, denied };
}

/** A launch needs all of its authorizations; some of them only if it asks for more. */
function sumOf(authorizations: readonly LaunchAuthorization[]): GuardrailOutcome {
  const effective = authorizations.map(({ resourceType, ...outcome }): GuardrailOutcome => {
    const isRequired = resourceType !== 'other' && LAUNCH_RESOURCES[resourceType].isRequired;
    return outcome.status === 'cutOff' && !isRequired ? { ...outcome, status: 'narrowed' } : outcome;
  });
  const statuses = effective.map(({ status }) => status);
  const isUndecided = !statuses.includes('cutOff') && statuses.includes('unknown');
  const status = isUndecided ? 'unknown' : worstStatus(statuses);
  return effective.find((each) => each.status === status) as GuardrailOutcome;
}
