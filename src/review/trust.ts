import { arnFields } from '../aws/arn.js';
import { isAccountId } from '../aws/identifiers.js';
import { quoteText } from '../core/quote.js';
import { requiredValues, type RequiredValue } from '../iam/condition/required-values.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type ResourcePrincipal } from '../iam/document.js';
import { matchesAction } from '../iam/match/action.js';
import { hasWildcards } from '../iam/match/glob.js';
import { openProvider } from '../iam/parse/identity-providers.js';
import { explainCondition } from './conditions.js';
import type { ReviewTrust } from './types.js';

type Named = Pick<ReviewTrust, 'kind' | 'id'>;

/**
 * Who a trust policy allows to assume the role: one entry for each principal of each Allow statement. A statement
 * without a principal, which IAM rejects, counts for anyone.
 */
export function trustOf(policy: AnyPolicy): ReviewTrust[] {
  return policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => {
    const { Principal = '*', Action, NotAction = [] } = elementsOf(statement);
    const actions = Action === undefined ? [`all but ${[NotAction].flat().join(', ')}`] : [Action].flat();
    const externalIds = externalIdsOf(statement).map(({ text }) => text);
    const conditions = explainCondition(statement.Condition);
    return namesOf(Principal).map((named): ReviewTrust => {
      const accountId = accountOf(named);
      const warning = warningOf(named, statement);
      return {
        ...named,
        ...(accountId !== undefined && { accountId }),
        actions,
        externalIds,
        conditions,
        ...(statement.Sid !== undefined && { sid: statement.Sid }),
        ...(warning !== undefined && { warning }),
      };
    });
  });
}

function namesOf(principal: ResourcePrincipal): Named[] {
  if (typeof principal === 'string') return [{ kind: 'anyone', id: principal }];
  return Object.entries(principal).flatMap(([kind, ids]) =>
    [ids as string | string[]]
      .flat()
      .map((id): Named => ({ kind: id === '*' ? 'anyone' : (kind as Named['kind']), id })),
  );
}

function accountOf({ kind, id }: Named): string | undefined {
  if (kind !== 'AWS') return undefined;
  if (isAccountId(id)) return id;
  const [, , , , account = ''] = arnFields(id);
  return isAccountId(account) ? account : undefined;
}

/** The values of the external ID for each condition that requires one. */
function requiredIds({ Condition }: AnyStatement): RequiredValue[][] {
  return requiredValues(Condition, (key) => key === 'sts:externalid');
}

const isFixed = ({ kind }: RequiredValue): boolean => kind === 'fixed';

/** The external IDs of which one is required: those of a condition that fixes them, or of all conditions. */
function externalIdsOf(statement: AnyStatement): RequiredValue[] {
  const required = requiredIds(statement);
  return required.find((ids) => ids.every(isFixed)) ?? required.flat();
}

/** The calls with which a principal gets the credentials of a role. Source: AWS STS API Reference. */
const FEDERATED_CALLS = ['sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];
const CALLS: Readonly<Partial<Record<Named['kind'], readonly string[]>>> = {
  AWS: ['sts:assumerole'],
  Federated: FEDERATED_CALLS,
  anyone: ['sts:assumerole', ...FEDERATED_CALLS],
};

/** Longer than any value of a trust policy that IAM accepts. */
const MAX_LENGTH = 4096;

/** What a reviewer must not overlook: that the caller does not have to be, or to know, anything in particular. */
function warningOf({ kind, id }: Named, statement: AnyStatement): string | undefined {
  const { Action, NotAction = [] } = elementsOf(statement);
  const allows = (call: string): boolean =>
    Action === undefined ? !matchesAction(NotAction, call) : matchesAction(Action, call);
  if (CALLS[kind]?.some(allows) !== true) return undefined;
  const meeting = statement.Condition === undefined ? '' : ' who meets the conditions';
  if (kind === 'anyone') return `Anyone in AWS${meeting} can assume the role.`;
  if (hasWildcards(id)) return 'IAM does not accept a wildcard in a principal: who can assume the role is not known.';
  if (kind === 'AWS') return warningOfIds(externalIdsOf(statement), requiredIds(statement).length > 0);
  const open = openProvider(id, statement.Condition);
  return open && `Every ${open.who} of ${quoteText(open.name, MAX_LENGTH)}${meeting} can assume the role.`;
}

/** Anyone meets a condition whose external ID is a pattern or comes from the request. */
function warningOfIds(ids: readonly RequiredValue[], isRequired: boolean): string | undefined {
  const open = ids.find((each) => !isFixed(each));
  if (!isRequired || (open?.kind === 'pattern' && /^[*?]*$/.test(open.text))) return 'No external ID is required.';
  if (open === undefined) return undefined;
  const why = open.kind === 'pattern' ? 'is a pattern' : 'takes its value from the request';
  return `No fixed external ID is required: ${quoteText(open.text, MAX_LENGTH)} ${why}.`;
}
