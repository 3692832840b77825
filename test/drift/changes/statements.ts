import { documentOf, statementOf, type BuiltStatement, type RoleChange } from './change.js';

/** Changes of a statement of the role's own policy. */
export function statementChanges(statement: BuiltStatement): RoleChange[] {
  const { Sid, Action, Resource, Condition } = statement;
  const area = `statement ${Sid}`;
  const rows: RoleChange[] = [
    {
      name: `${Sid} removed`,
      area,
      apply: (role) => {
        const document = documentOf(role);
        document.Statement = document.Statement.filter((other) => other.Sid !== Sid);
      },
    },
    ...(Action.length === 1 ? [] : Action).map((action): RoleChange => ({
      name: `${action} removed from ${Sid}`,
      area,
      apply: (role) =>
        void ((statementOf(role, Sid) as BuiltStatement).Action = Action.filter((other) => other !== action)),
    })),
    {
      name: `${Sid} only from one address`,
      area,
      apply: (role) =>
        void (statementOf(role, Sid).Condition = { ...Condition, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    },
  ];
  if (Condition !== undefined) {
    const [key = ''] = Object.keys(Condition['StringLike']!);
    rows.push(
      {
        name: `${Sid} without its condition`,
        area,
        apply: (role) => void delete statementOf(role, Sid).Condition,
      },
      {
        name: `${Sid} with a narrower value`,
        area,
        apply: (role) => void (statementOf(role, Sid).Condition = { StringLike: { [key]: 'upsolver-*' } }),
      },
      {
        name: `${Sid} with a wider value`,
        area,
        apply: (role) => void (statementOf(role, Sid).Condition = { StringLike: { [key]: '*' } }),
      },
      {
        name: `${Sid} with another key`,
        area,
        apply: (role) =>
          void (statementOf(role, Sid).Condition = { StringLike: { 'aws:PrincipalTag/Name': '*upsolver*' } }),
      },
    );
  }
  if (!Resource.includes('*')) {
    rows.push({
      name: `${Sid} on other resources`,
      area,
      apply: (role) =>
        void ((statementOf(role, Sid) as BuiltStatement).Resource = Resource.map((arn) =>
          arn.replace(/:([^:]*)$/, ':other-$1'),
        )),
    });
  }
  return rows;
}
