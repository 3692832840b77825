import { REMEDIES, type Wanted } from './sample.js';
import { firstOf, has, hasList, hasObject, isShape, type Shape } from './shape.js';

/** A kind of JSON that is not what is wanted. */
export type JsonDocument = {
  matches: (value: Shape) => boolean;
  is: string;
  remedy: Readonly<Record<Wanted, string>>;
  code?: 'template';
};

const CREATED = 'pass the policy that it creates, for example the output of `aws iam get-role-policy`';
const created = { ...REMEDIES, policy: CREATED };

/** Documents of other tools. The first row that matches counts. */
export const DOCUMENTS: readonly JsonDocument[] = [
  {
    matches: (value) => hasObject(value, 'Resources') && /Serverless/.test(String(value['Transform'])),
    is: 'an AWS SAM template',
    remedy: created,
    code: 'template',
  },
  {
    matches: (value) =>
      has(value, 'AWSTemplateFormatVersion') ||
      (isShape(value['Resources']) && Object.values(value['Resources']).some((resource) => has(resource, 'Type'))),
    is: 'a CloudFormation template',
    remedy: created,
    code: 'template',
  },
  {
    matches: (value) => has(value, 'Type', 'Properties') && /^(?:AWS|Custom)::/.test(String(value['Type'])),
    is: 'a resource of a CloudFormation template',
    remedy: created,
    code: 'template',
  },
  {
    matches: (value) =>
      has(value, 'format_version') && (has(value, 'planned_values') || has(value, 'resource_changes')),
    is: 'a Terraform plan from `terraform show -json`',
    remedy: created,
  },
  {
    matches: (value) =>
      has(value, 'terraform_version') && (has(value, 'lineage') || has(value, 'values') || has(value, 'resources')),
    is: 'a Terraform state',
    remedy: created,
  },
  {
    matches: (value) =>
      hasObject(value, 'resource') ||
      (hasObject(value, 'data') && hasObject(value['data'], 'aws_iam_policy_document')) ||
      hasObject(value, 'terraform'),
    is: 'a Terraform configuration',
    remedy: created,
  },
  {
    matches: (value) =>
      has(value, 'statement') && Array.isArray(value['statement']) && has(firstOf(value['statement']), 'actions'),
    is: 'a Terraform policy document',
    remedy: created,
  },
  {
    matches: (value) =>
      has(value, 'version', 'artifacts') || has(value, 'version', 'dockerImages') || has(value, 'version', 'tree'),
    is: 'a CDK manifest',
    remedy: created,
  },
  {
    matches: (value) => typeof value['app'] === 'string' && has(value, 'context'),
    is: 'a CDK configuration',
    remedy: created,
  },
  {
    matches: (value) =>
      has(value, 'eventVersion', 'eventName') ||
      has(firstOf(value['Records']), 'eventName') ||
      has(firstOf(value['Events']), 'CloudTrailEvent'),
    is: 'a CloudTrail event',
    remedy: REMEDIES,
  },
  { matches: (value) => has(value, 'detail-type', 'source'), is: 'an EventBridge event', remedy: REMEDIES },
  {
    matches: (value) =>
      has(value, 'configurationItems') || has(value, 'baseConfigurationItems') || has(value, 'configurationItemStatus'),
    is: 'an AWS Config record',
    remedy: REMEDIES,
  },
  { matches: (value) => has(value, 'apiVersion', 'kind'), is: 'a Kubernetes manifest', remedy: REMEDIES },
  {
    matches: (value) => has(value, '$schema', 'runs') || (has(value, 'version') && hasList(value, 'runs')),
    is: 'a SARIF report',
    remedy: REMEDIES,
  },
  {
    matches: (value) => has(value, '$schema', 'properties') || has(value, '$defs'),
    is: 'a JSON Schema',
    remedy: REMEDIES,
  },
  {
    matches: (value) => has(value, 'status', 'roles', 'issues'),
    is: 'a report of `upsolver-iam check`',
    remedy: REMEDIES,
  },
  {
    matches: (value) => has(value, 'name', 'assumedBy') || has(value, 'role', 'trustPolicy'),
    is: 'the output of `upsolver-iam roles --json`',
    remedy: { ...REMEDIES, policy: 'pass the output of `upsolver-iam policy --json`' },
  },
  {
    matches: (value) => has(value, 'purpose', 'action'),
    is: 'the output of `upsolver-iam permissions --json`',
    remedy: { ...REMEDIES, policy: 'pass the output of `upsolver-iam policy --json`' },
  },
  {
    matches: (value) =>
      has(value, 'name', 'version') &&
      (has(value, 'dependencies') || has(value, 'scripts') || has(value, 'lockfileVersion')),
    is: 'a `package.json`',
    remedy: REMEDIES,
  },
];
