import type { Statement } from '../../../src/iam/index.js';
import type { DeployableRole } from '../../../src/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { attachment, encode, policyDetail, type RoleDetail } from '../account.js';
import { policy } from '../check-server.js';
import { documentOf, type BuiltStatement, type RoleChange } from './change.js';

/** Other forms of the same policies. */
export function formChanges({ inlinePolicies }: DeployableRole): RoleChange[] {
  const [{ name: policyName, document }] = inlinePolicies as [DeployableRole['inlinePolicies'][number]];
  const set =
    (change: (statements: BuiltStatement[]) => unknown) =>
    (role: RoleDetail): void => {
      documentOf(role).Statement = change(
        structuredClone(document.Statement) as unknown as BuiltStatement[],
      ) as Statement[];
    };
  const rows: [string, RoleChange['apply']][] = [
    [
      'statements and lists in reverse',
      set((statements) =>
        statements
          .map((each) => ({ ...each, Action: each.Action.toReversed(), Resource: each.Resource.toReversed() }))
          .toReversed(),
      ),
    ],
    [
      'elements in another order',
      set((statements) => statements.map((each) => Object.fromEntries(Object.entries(each).toReversed()))),
    ],
    [
      'strings instead of lists of one',
      set((statements) =>
        statements.map((each) => ({
          ...each,
          Action: each.Action.length === 1 ? each.Action[0] : each.Action,
          Resource: each.Resource.length === 1 ? each.Resource[0] : each.Resource,
        })),
      ),
    ],
    [
      'condition values as lists',
      set((statements) => JSON.parse(JSON.stringify(statements).replaceAll('"*upsolver*"', '["*upsolver*"]'))),
    ],
    ['Sids renamed', set((statements) => statements.map((each, index) => ({ ...each, Sid: `renamed${index}` })))],
    ['Sids removed', set((statements) => statements.map(({ Sid: _sid, ...each }) => each))],
    [
      'statements duplicated',
      set((statements) => [...statements, ...statements.map(({ Sid: _sid, ...each }) => each)]),
    ],
    [
      'a statement for each action',
      set((statements) =>
        statements.flatMap(({ Sid: _sid, ...each }) => each.Action.map((action) => ({ ...each, Action: action }))),
      ),
    ],
    [
      'actions in upper case',
      set((statements) =>
        statements.map((each) => ({ ...each, Action: each.Action.map((action) => action.toUpperCase()) })),
      ),
    ],
    [
      'the policy split in two',
      (role) => {
        const statements = structuredClone(document.Statement);
        documentOf(role).Statement = statements.slice(0, 2);
        role.RolePolicyList.push({ PolicyName: 'Rest', PolicyDocument: policy(...statements.slice(2)) });
      },
    ],
    ['the policy under another name', (role) => void (role.RolePolicyList[0]!.PolicyName = 'Renamed')],
    [
      'documents URL-encoded',
      (role) =>
        void Object.assign(role, {
          AssumeRolePolicyDocument: encode(role.AssumeRolePolicyDocument as object),
          RolePolicyList: role.RolePolicyList.map((each) => ({
            ...each,
            PolicyDocument: encode(each.PolicyDocument as object),
          })),
        }),
    ],
    [
      'documents as JSON text',
      (role) =>
        void Object.assign(role, {
          AssumeRolePolicyDocument: JSON.stringify(role.AssumeRolePolicyDocument, undefined, 2),
          RolePolicyList: role.RolePolicyList.map((each) => ({
            ...each,
            PolicyDocument: JSON.stringify(each.PolicyDocument, undefined, 4),
          })),
        }),
    ],
  ];
  return [
    ...rows.map(([name, apply]): RoleChange => ({ name, area: 'form', apply })),
    {
      name: 'the policy as a managed policy',
      area: 'form',
      apply: (role, account) => {
        role.RolePolicyList = [];
        role.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/${policyName}`));
        account.Policies.push(policyDetail(`arn:aws:iam::${ACCOUNT}:policy/${policyName}`, document));
      },
    },
  ];
}
