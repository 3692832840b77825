import { arnFields } from '../../aws/arn.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../../iam/document.js';
import type { Facts } from '../../iam/facts/facts.js';
import { matchesAction } from '../../iam/match/action.js';
import { hasWildcards } from '../../iam/match/glob.js';
import type { Setting } from './judge.js';
import { LAUNCH_RESOURCES, type LaunchResource } from './launch-resources.js';
import { judgeEverywhere, type RoleSubject } from './places.js';
import { worstGuardrailStatus, type GuardrailOutcome, type LaunchAuthorization } from './report.js';
import { mapStatements, sliceStatements, withOthers, type Narrower } from './slice.js';

/** The action that AWS authorizes for several resources. */
const LAUNCH = 'ec2:RunInstances';

const TYPES = Object.keys(LAUNCH_RESOURCES) as LaunchResource[];

type Launch = GuardrailOutcome & { authorizations: LaunchAuthorization[] };

/** Judges what policies allow of an action or a pattern of actions; what they allow of launches, as that. */
export function judgePermission(subject: RoleSubject, setting: Setting): GuardrailOutcome | Launch {
  const { action, policies } = subject;
  if (!matchesAction([action], LAUNCH.toLowerCase())) return judgeEverywhere(subject, setting);
  if (!hasWildcards(action)) return judgeLaunch(subject, setting);
  const all = judgeEverywhere(subject, setting);
  const { authorizations, ...launch } = judgeLaunch(
    { ...subject, action: LAUNCH, policies: policies.map(onlyLaunches) },
    setting,
  );
  return { ...worstOutcome([all, launch]), ...(all.left && { left: all.left }), authorizations };
}

/** What a policy says about launches. */
function onlyLaunches(policy: AnyPolicy): AnyPolicy {
  return {
    ...policy,
    Statement: sliceStatements(policy, LAUNCH).map((each) => ({ ...each, Action: LAUNCH })),
  } as AnyPolicy;
}

/** Judges the authorizations of a launch, one by one. */
function judgeLaunch(subject: RoleSubject, setting: Setting): Launch {
  const authorizations = [...TYPES, 'other' as const].map((resourceType): LaunchAuthorization => {
    const { partition } = subject.situation;
    const arn = resourceType === 'other' ? '*' : `arn:${partition}:${LAUNCH_RESOURCES[resourceType].resource}`;
    const own = resourceType === 'image' ? forImages(subject) : forOthers(subject);
    const narrow = typeNarrower(resourceType, arn);
    const policies = own.policies.map((policy) => mapStatements(policy, (each) => forResource(narrow(each), arn)));
    return { resourceType, ...judgeEverywhere({ ...own, policies, narrow }, setting) };
  });
  return { ...sumOf(authorizations), authorizations };
}

/** A statement that is for all resources of a type, for them only. */
function forResource(statement: AnyStatement | undefined, arn: string): AnyStatement | undefined {
  return statement && elementsOf(statement).Resource === '*'
    ? ({ ...statement, Resource: arn } as AnyStatement)
    : statement;
}

/** What a statement says about resources of one type, so that it can be compared without the other types. */
function typeNarrower(type: LaunchResource | 'other', arn: string): Narrower {
  const isOther = (pattern: string): boolean => {
    const found = typeIn(pattern);
    return found !== undefined && (type === 'other' ? Object.hasOwn(LAUNCH_RESOURCES, found) : found !== type);
  };
  const whole = new Set(['*', arn, arn.replace(/^arn:[^:]*/, 'arn:*')]);
  return (statement) => {
    const { Resource, NotResource, ...rest } = elementsOf(statement);
    const patterns = [(Resource ?? NotResource) as string | string[]].flat().filter((pattern) => !isOther(pattern));
    const isWhole = patterns.some((pattern) => whole.has(pattern));
    const isNegated = Resource === undefined;
    // None of the type.
    if (isNegated ? isWhole : patterns.length === 0) return undefined;
    // All of the type.
    if (isNegated ? patterns.length === 0 : isWhole) return { ...rest, Resource: '*' } as AnyStatement;
    return { ...rest, [isNegated ? 'NotResource' : 'Resource']: patterns } as AnyStatement;
  };
}

/** The type of the resources of EC2 that a pattern matches, if it is written out. */
function typeIn(pattern: string): string | undefined {
  const [, , service = '', , , resource = ''] = arnFields(pattern);
  return service === 'ec2' ? /^([a-z-]+)\//.exec(resource)?.[1] : undefined;
}

/** A launch, with what is known of its image. */
function forImages(subject: RoleSubject): RoleSubject {
  const { facts, denied } = imageFacts(subject.facts);
  const know: RoleSubject['know'] = (place) => {
    const known = subject.know(place);
    const ofImage = imageFacts(known.facts);
    return { facts: ofImage.facts, denied: [...known.denied, ...ofImage.denied] };
  };
  return { ...subject, facts, policies: [...subject.policies, ...denied], know };
}

/** A launch, without what is known of its image only. */
function forOthers(subject: RoleSubject): RoleSubject {
  const know: RoleSubject['know'] = (place) => {
    const known = subject.know(place);
    return { ...known, facts: withoutImages(known.facts) };
  };
  return { ...subject, facts: withoutImages(subject.facts), know };
}

function withoutImages({ exceptions = [], ...others }: Facts): Facts {
  return { ...others, exceptions: exceptions.filter((exception) => !isAboutImages(exception)) };
}

function isAboutImages({ actions, resources }: NonNullable<Facts['exceptions']>[number]): boolean {
  return actions.includes(LAUNCH) && resources !== undefined;
}

/**
 * The facts about Upsolver's images: the organization of their owner is not known, only that it is another one. So the
 * key can be absent, or have any value but one.
 */
function imageFacts({ keys = {}, exceptions = [] }: Facts): { facts: Facts; denied: AnyPolicy[] } {
  const about = exceptions.find(isAboutImages);
  const all = withOthers(keys, about ?? {});
  const own = keys['aws:PrincipalOrgID'];
  if (about?.unknown?.includes('aws:ResourceOrgID') !== true) return { facts: { keys: all }, denied: [] };
  const Condition = { StringEquals: { 'aws:ResourceOrgID': own as string } };
  const Statement: AnyStatement[] = [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }];
  const denied = typeof own === 'string' ? [{ Version: '2012-10-17', Statement } as AnyPolicy] : [];
  return { facts: { keys: all }, denied };
}

/** A launch needs all of its authorizations; some of them only if it asks for more. */
function sumOf(authorizations: readonly LaunchAuthorization[]): GuardrailOutcome {
  const effective = authorizations.map(({ resourceType, ...outcome }): GuardrailOutcome => {
    const isRequired = resourceType !== 'other' && LAUNCH_RESOURCES[resourceType].isRequired;
    return outcome.status === 'cutOff' && !isRequired ? { ...outcome, status: 'narrowed' } : outcome;
  });
  return worstOutcome(effective);
}

/** The worst outcome; an undecided one may be worse than one that is not cut off. */
function worstOutcome(outcomes: readonly GuardrailOutcome[]): GuardrailOutcome {
  const statuses = outcomes.map(({ status }) => status);
  const isUndecided = !statuses.includes('cutOff') && statuses.includes('unknown');
  const status = isUndecided ? 'unknown' : worstGuardrailStatus(statuses);
  return outcomes.find((each) => each.status === status) as GuardrailOutcome;
}
