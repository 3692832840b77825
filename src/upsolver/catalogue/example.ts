import { PLACEHOLDER_ORG_ID, type RoleName } from './names.js';
import { partsOf, type PartOf, type roles } from './roles.js';
import type { PermissionEntry, StatementTemplate } from './statements.js';

/** What the policies of Upsolver's documentation are filled with. */
export const EXAMPLE_VALUES = {
  Partition: 'aws',
  Region: 'us-east-1',
  OrganizationId: PLACEHOLDER_ORG_ID,
} as const;

type Values = typeof EXAMPLE_VALUES;

type Fill<Template extends string> = Template extends `${infer Head}\${${infer Key extends keyof Values}}${infer Tail}`
  ? `${Head}${Values[Key]}${Fill<Tail>}`
  : Template;

type ActionsOf<Entries extends readonly PermissionEntry[]> = { -readonly [Index in keyof Entries]: Entries[Index][0] };

type ResourcesOf<Templates extends readonly string[]> = {
  -readonly [Index in keyof Templates]: Fill<Templates[Index]>;
};

type ExampleStatement<Template extends StatementTemplate> = {
  Sid: Template['sid'];
  Effect: 'Allow';
  Action: ActionsOf<Template['entries']>;
  Resource: ResourcesOf<Template['resources']>;
} & (Template extends { condition: infer Condition } ? { Condition: Condition } : unknown);

type ExampleStatements<Templates extends readonly StatementTemplate[]> = {
  -readonly [Index in keyof Templates]: ExampleStatement<Templates[Index]>;
};

type StatementsOf<Parts> = Parts extends readonly [infer First, ...infer Rest]
  ? First extends { statements: infer Templates extends readonly StatementTemplate[] }
    ? [...ExampleStatements<Templates>, ...StatementsOf<Rest>]
    : never
  : [];

/** The policy that Upsolver's documentation shows for a role, with every string as its literal type. */
export type ExamplePolicy<Name extends RoleName> = Name extends RoleName
  ? { Version: '2012-10-17'; Statement: StatementsOf<(typeof roles)[Name]['parts']> }
  : never;

/** The ARN of a managed policy that Upsolver's documentation attaches to a role. */
export type ExamplePolicyArn<Name extends RoleName> =
  `arn:${Values['Partition']}:iam::aws:policy/${PartOf<Name>['managedPolicies'][number]['name']}`;

/** The placeholders in the example policy of a role. */
export function placeholdersOf(name: RoleName): (typeof PLACEHOLDER_ORG_ID)[] {
  const resources = partsOf(name).flatMap(({ statements }) => statements.flatMap((each) => each.resources));
  return resources.some((resource) => resource.includes('${OrganizationId}')) ? [PLACEHOLDER_ORG_ID] : [];
}
