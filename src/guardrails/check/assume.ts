import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import {
  elementsOf,
  PRINCIPAL_KINDS,
  type AnyPolicy,
  type AnyStatement,
  type ResourcePrincipal,
} from '../../iam/document.js';
import type { KnownKeys } from '../../iam/facts/facts.js';
import { actionMatcher } from '../../iam/match/action.js';
import type { RoleSituation } from '../facts/role-facts.js';
import { judgeRequests, type Setting } from './judge.js';
import type { AssumeOutcome } from './report.js';

/**
 * The actions that assume a role.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Security Token Service".
 */
const ASSUME_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/** What is known of a caller, and what is not the case. */
type CallerFacts = { keys: KnownKeys; never: object[] };

/**
 * Judges the calls that assume a role, for each principal that its trust policy allows. Service control policies bind
 * the caller's account, not that of the role: only resource control policies count.
 */
export function judgeAssume(
  trustPolicy: AnyPolicy,
  situation: RoleSituation,
  isComplete: boolean,
  setting: Setting,
): AssumeOutcome[] {
  return trustPolicy.Statement.flatMap((statement) => {
    if (statement.Effect !== 'Allow') return [];
    const { NotAction: _notAction, ...rest } = elementsOf(statement);
    // `NotPrincipal` cannot be combined with Allow.
    const callers = principalsOf(rest.Principal as ResourcePrincipal);
    return actionsOf(statement).flatMap((action) =>
      callers.map(({ principal, Principal: only }): AssumeOutcome => {
        const { keys, never } = callerFacts(only, situation);
        const granting: object = { ...rest, Action: action, Principal: only, Resource: situation.roleArn };
        const denies = trustPolicy.Statement.filter(({ Effect }) => Effect === 'Deny').map((each) => ({
          ...each,
          Resource: '*',
        }));
        const excluded = never.map((Condition) => ({
          Effect: 'Deny',
          Principal: '*',
          Action: '*',
          Resource: '*',
          Condition,
        }));
        const policy = { ...trustPolicy, Statement: [granting, ...denies, ...excluded] } as AnyPolicy;
        const subject = { layer: 'resource' as const, action, policies: [policy], facts: { keys }, isComplete };
        return { action, principal, ...judgeRequests(subject, setting) };
      }),
    );
  });
}

/** The actions that a statement is about, of those that assume a role if it names only others. */
function actionsOf(statement: AnyStatement): string[] {
  const { Action, NotAction } = elementsOf(statement);
  if (Action !== undefined) return [Action].flat();
  const isExempt = actionMatcher([NotAction as string | string[]].flat());
  return ASSUME_ACTIONS.filter((action) => !isExempt(action.toLowerCase()));
}

type Caller = { principal: string; Principal: '*' | Readonly<Record<string, string>> };

function principalsOf(principal: ResourcePrincipal): Caller[] {
  if (typeof principal === 'string') return [{ principal, Principal: '*' }];
  return PRINCIPAL_KINDS.flatMap((kind) =>
    [(principal as Readonly<Record<string, string | string[]>>)[kind] ?? []]
      .flat()
      .map((name): Caller => ({ principal: name, Principal: { [kind]: name } })),
  );
}

/**
 * What is known of the call of a principal: an AWS service has no account; a principal of another account is in another
 * organization or in none.
 *
 * Source: IAM User Guide, "AWS global condition context keys".
 */
function callerFacts(principal: Caller['Principal'], { accountId, organizationId }: RoleSituation): CallerFacts {
  const role: KnownKeys = {
    'aws:SecureTransport': 'true',
    'aws:ResourceAccount': accountId,
    ...(organizationId !== undefined && { 'aws:ResourceOrgID': organizationId }),
  };
  if (typeof principal === 'object' && principal['Service'] !== undefined) {
    const absent = ['aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:MultiFactorAuthPresent'];
    return {
      keys: {
        ...role,
        'aws:PrincipalIsAWSService': 'true',
        ...Object.fromEntries(absent.map((key) => [key, null])),
      },
      never: [],
    };
  }
  const withoutService = { ...role, 'aws:PrincipalIsAWSService': 'false' };
  const named = typeof principal === 'object' ? principal['AWS'] : undefined;
  const account = named === undefined || isAccountId(named) ? named : arnFields(named)[4];
  // An unknown caller, or an identity provider.
  if (account === undefined || !isAccountId(account)) return { keys: withoutService, never: [] };
  const isOwn = account === accountId;
  return {
    keys: {
      ...withoutService,
      'aws:PrincipalAccount': account,
      ...(isOwn && organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId }),
    },
    never: [
      { ArnNotLike: { 'aws:PrincipalArn': `arn:*:iam::${account}:*` } },
      // A program has no MFA device.
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      ...(isOwn || organizationId === undefined ? [] : [{ StringEquals: { 'aws:PrincipalOrgID': organizationId } }]),
    ],
  };
}
