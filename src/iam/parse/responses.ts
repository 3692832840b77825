import type { LocatedProblem } from '../../core/issue.js';
import type { PolicyKind } from '../document.js';
import { readInput } from './input.js';
import { relocate, type JsonNode } from './json.js';

/** Where the responses of AWS have a policy, and of which kind it is. */
export const POLICY_RESPONSES: readonly (readonly [path: readonly string[], kind: PolicyKind])[] = [
  [['PolicyVersion', 'Document'], 'identity'], // GetPolicyVersion
  [['Document'], 'identity'], // an entry of PolicyVersionList
  [['PolicyDocument'], 'identity'], // GetRolePolicy, GetUserPolicy, GetGroupPolicy
  [['Role', 'AssumeRolePolicyDocument'], 'trust'], // GetRole
  [['AssumeRolePolicyDocument'], 'trust'], // an entry of ListRoles
  [['Policy'], 'resource'], // GetBucketPolicy, GetKeyPolicy, lambda GetPolicy
  [['ResourcePolicy'], 'resource'], // secretsmanager GetResourcePolicy
  [['Attributes', 'Policy'], 'resource'], // GetQueueAttributes, GetTopicAttributes
  [['policyText'], 'resource'], // ecr GetRepositoryPolicy
  [['Policy', 'Content'], 'scp'], // organizations DescribePolicy; its summary has the type
  [['InlinePolicy'], 'identity'], // sso-admin GetInlinePolicyForPermissionSet
  [['PolicyInJson'], 'resource'], // glue GetResourcePolicy
  [['policy', 'document'], 'resource'], // codeartifact GetDomainPermissionsPolicy, GetRepositoryPermissionsPolicy
];

/** A policy that was read, before it is interpreted. */
export type PolicyNode = {
  /** `undefined` if the text is not JSON. */
  node?: JsonNode;
  problems: LocatedProblem[];
  /** Where the policy is, if it was in a response. */
  path: readonly string[];
  /** The kind of policy that the response has. */
  kind?: PolicyKind;
};

/** Reads a policy, or the policy in a response of AWS: a document, JSON text or URL-encoded text. */
export function readPolicyInput(input: unknown): PolicyNode {
  const { node, problems } = readInput(input);
  if (node?.kind !== 'object') return { ...(node && { node }), problems, path: [] };
  for (const [path, usual] of POLICY_RESPONSES) {
    const type = usual === 'scp' ? partAt(node, ['Policy', 'PolicySummary', 'Type']) : undefined;
    const kind = type?.kind === 'string' && type.text === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : usual;
    const part = partAt(node, path);
    if (part?.kind === 'object' && path.join() !== 'Policy') return { node: part, problems, path, kind };
    if (part?.kind !== 'string') continue;
    const inner = readInput(part.text);
    const { position } = part;
    const innerProblems = inner.problems.map(({ position: _inner, ...problem }) => ({
      ...problem,
      path: [...path, ...problem.path],
      ...(position && { position }),
    }));
    if (inner.node) relocate(inner.node, position);
    return { ...(inner.node && { node: inner.node }), problems: [...problems, ...innerProblems], path, kind };
  }
  return { node, problems, path: [] };
}

function partAt(node: JsonNode, path: readonly string[]): JsonNode | undefined {
  let part: JsonNode | undefined = node;
  for (const name of path) {
    if (part?.kind !== 'object' || part.members.some(({ key }) => key === 'Statement')) return undefined;
    part = part.members.find(({ key }) => key === name)?.node;
  }
  return part;
}
