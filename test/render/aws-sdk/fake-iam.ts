import { expect } from 'vitest';
import type { Deployed } from '../deployed.js';

/** A call to AWS IAM. */
export type Call = { operation: string; input: Record<string, unknown> };

/** A request of the SDK's client in the form of AWS's query protocol. */
export function readRequest(body: string): Call {
  const { Action = '', Version: _version, ...fields } = Object.fromEntries(new URLSearchParams(body));
  const tags = Object.keys(fields).filter((name) => /^Tags\.member\.\d+\.Key$/.test(name));
  const Tags = tags.map((name) => ({ Key: fields[name], Value: fields[name.replace(/Key$/, 'Value')] }));
  const input = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('Tags.')));
  const { MaxSessionDuration: seconds } = input;
  return {
    operation: Action,
    input: {
      ...input,
      ...(seconds !== undefined && { MaxSessionDuration: Number(seconds) }),
      ...(Tags.length > 0 && { Tags }),
    },
  };
}

/** What a fake IAM has after the calls, in their order; it refuses calls for what does not exist yet. */
export function apply(calls: readonly Call[]): Deployed[] {
  const roles = new Map<string, Deployed>();
  const profiles = new Map<string, { name: string; path: unknown; tags: unknown }>();
  const parse = (text: unknown): never => JSON.parse(text as string) as never;
  const tagsOf = (tags: unknown): Record<string, string> =>
    Object.fromEntries(((tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
  for (const { operation, input } of calls) {
    const role = roles.get(input['RoleName'] as string);
    if (operation === 'CreateRole') {
      expect([...roles.keys()]).not.toContain(input['RoleName']);
      roles.set(input['RoleName'] as string, {
        name: input['RoleName'] as string,
        description: input['Description'],
        path: input['Path'],
        maxSessionDuration: input['MaxSessionDuration'],
        boundary: input['PermissionsBoundary'],
        tags: tagsOf(input['Tags']),
        trustPolicy: parse(input['AssumeRolePolicyDocument']),
        managedPolicyArns: [],
        inlinePolicies: [],
        instanceProfile: undefined,
      });
    } else if (operation === 'CreateInstanceProfile') {
      profiles.set(input['InstanceProfileName'] as string, {
        name: input['InstanceProfileName'] as string,
        path: input['Path'],
        tags: tagsOf(input['Tags']),
      });
    } else {
      expect([...roles.keys()]).toContain(input['RoleName']);
      if (operation === 'AttachRolePolicy') role?.managedPolicyArns.push(input['PolicyArn'] as string);
      else if (operation === 'PutRolePolicy')
        role?.inlinePolicies.push({ name: input['PolicyName'] as string, document: parse(input['PolicyDocument']) });
      else if (operation === 'AddRoleToInstanceProfile') {
        const { tags, ...profile } = profiles.get(input['InstanceProfileName'] as string) ?? { tags: undefined };
        expect(tags).toEqual(role?.tags);
        if (role) role.instanceProfile = profile as Deployed['instanceProfile'];
      } else throw new Error(`unknown operation ${operation}`);
    }
  }
  return [...roles.values()];
}
