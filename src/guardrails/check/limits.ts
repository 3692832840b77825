/**
 * What policies do not show, as sentences for reports.
 *
 * Source: AWS Organizations User Guide, "Declarative policies"; Amazon VPC User Guide, "Block public access to VPCs and
 * subnets".
 */
export const LIMITS: readonly string[] = [
  'Declarative policies were not evaluated: those for EC2 can require IMDSv2 and refuse images, and they have no ' +
    'exemptions for roles.',
  'VPC Block Public Access, VPC endpoint policies and resource-based policies were not evaluated.',
  "Whether Upsolver's own account allows its principals to assume the role is not known.",
];
