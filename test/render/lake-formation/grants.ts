import { buildRoles, lakeFormationGrants, type AthenaParameters, type LakeFormationGrant } from '../../../src/index.js';
import { EVERYTHING } from '../../upsolver/athena-parameters.js';
import { having } from '../../upsolver/role-parameters.js';

/** The grants of a role with databases. */
export function grantsOf(athena: AthenaParameters): LakeFormationGrant[] {
  const parameters = having({ athena: { ...athena, lakeFormation: true } });
  return lakeFormationGrants(buildRoles('upsolver-vpc', parameters), parameters);
}

export const GRANTS = grantsOf(EVERYTHING);

/** Names that each format has to write in its own way, and that differ only in characters that an ID does not have. */
export const ODD_GRANTS = grantsOf({
  ...EVERYTHING,
  databases: [
    { name: '${a}', access: 'write', tables: ['a-b', 'a_b', 'ab', "it's", '%{if}', '$(id)', ' x', '日本', '😀'] },
    { name: '$a', access: 'read' },
    { name: 'a', access: 'read' },
    { name: 'b', access: 'read', tables: ['a'.repeat(255)] },
  ],
});

/** What is granted, whatever the format. */
export function plain({ principalArn, catalogId, resource, permissions }: LakeFormationGrant): unknown {
  return { principalArn, catalogId, resource, permissions };
}
