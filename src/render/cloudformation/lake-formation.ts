import type { Immutable } from '../../core/immutable.js';
import { InvalidInputError } from '../../core/issue.js';
import type { LakeFormationGrant } from '../../upsolver/roles/lake-formation-grants.js';
import type { Json } from '../json.js';
import { grantInput, nameGrant, readLakeFormationGrants, WHO_GRANTS } from '../lake-formation.js';
import { refuseDynamicReferences } from './intrinsic.js';

/** A CloudFormation template with permissions of Lake Formation. */
export type LakeFormationTemplate = {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  Resources: { [logicalId: string]: { Type: string; Properties: { [name: string]: Json } } };
};

const TYPE = 'AWS::LakeFormation::PrincipalPermissions';

/** The most resources that a template can have. Source: CloudFormation User Guide, "Quotas". */
const MAX_RESOURCES = 500;

/**
 * Renders grants of Lake Formation as a CloudFormation template, apart from that of the roles: whoever deploys it must
 * be a data lake administrator, and the roles must exist.
 *
 * @param grants What `lakeFormationGrants` returned.
 * @returns A new object for `JSON.stringify`, with one resource for each grant. Its logical ID follows from the grant.
 * @throws {InvalidInputError} If `grants` is not a list of grants, is empty, or has more than a template can hold, or
 *   if a string contains `{{resolve:`, which CloudFormation would resolve.
 *
 * @example
 * Object.values(toLakeFormationTemplate(grants).Resources)[0]?.Type; // 'AWS::LakeFormation::PrincipalPermissions'
 *
 * Source: CloudFormation Template Reference Guide, AWS::LakeFormation::PrincipalPermissions.
 */
export function toLakeFormationTemplate(grants: readonly Immutable<LakeFormationGrant>[]): LakeFormationTemplate {
  const valid = readLakeFormationGrants(grants);
  if (valid.length > MAX_RESOURCES) {
    const message = `a template can have ${MAX_RESOURCES} resources, not ${valid.length}`;
    const hint = 'omit `tables` to grant all tables of a database at once, or use several templates';
    throw new InvalidInputError([{ code: 'over_quota', path: ['grants'], message, hint }]);
  }
  const Resources = Object.fromEntries(
    valid.map((grant) => [nameGrant(grant), { Type: TYPE, Properties: grantInput(grant) }]),
  );
  refuseDynamicReferences(Resources);
  return { AWSTemplateFormatVersion: '2010-09-09', Description: WHO_GRANTS, Resources };
}
