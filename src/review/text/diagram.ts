import type { Review, ReviewRole, ReviewTrust } from '../types.js';

/** A box of the trust diagram, and how one gets to it from the box before. */
export type DiagramNode = {
  label: string;
  value: string;
  kind: 'principal' | 'role' | 'step' | 'warning';
  /** What leads from the box before to this one. */
  by?: string;
};

/** A path along which access goes, from whoever begins it to the last role. */
export type DiagramChain = DiagramNode[];

/**
 * Who gets which role: the trusted account, its external ID, the role that it assumes, and the EC2 instances with the
 * role of their instance profile. A role that another one can pass to instances continues the chain of that one.
 */
export function chainsOf({ roles }: Review): DiagramChain[] {
  const chains = roles.map((role) => ({ role, chain: chainOf(role) }));
  const servers = chains.filter(({ role }) => role.definition.instanceProfile !== undefined);
  const launcher = chains.find(({ role }) => role.definition.instanceProfile === undefined && startsInstances(role));
  if (launcher === undefined || servers.length === 0) return chains.map(({ chain }) => chain);
  const others = chains.filter((each) => each !== launcher && !servers.includes(each)).map(({ chain }) => chain);
  const started = servers.map(({ chain: [instances, ...rest] }) => [
    { ...(instances as DiagramNode), by: 'starts' },
    ...rest,
  ]);
  return [[...launcher.chain, ...started.flat()], ...others];
}

function startsInstances({ permissions }: ReviewRole): boolean {
  const actions = new Set(permissions.map(({ action }) => action));
  return actions.has('ec2:RunInstances') && actions.has('iam:PassRole');
}

function chainOf({ name, assumedBy, definition: { instanceProfile } }: ReviewRole): DiagramChain {
  const role = { label: 'Role', value: name, kind: 'role' as const };
  // Of several, one of whom a reviewer is warned.
  const first = assumedBy.find(({ warning }) => warning !== undefined) ?? assumedBy[0];
  if (first === undefined)
    return [
      { label: 'Nobody', value: 'no Allow statement', kind: 'step' },
      { ...role, by: '' },
    ];
  const more = assumedBy.length === 1 ? '' : ` and ${assumedBy.length - 1} more`;
  const principal = principalNode(first, more);
  if (instanceProfile !== undefined && first.kind === 'Service') {
    const profile = { label: 'Instance profile', value: instanceProfile.name, kind: 'step' as const };
    return [principal, { ...profile, by: 'have' }, { ...role, by: 'provides the credentials of' }];
  }
  if (first.externalIds.length === 0) return [principal, { ...role, by: 'assumes' }];
  const [id, ...otherIds] = first.externalIds as [string, ...string[]];
  const value = otherIds.length === 0 ? id : `${id} or ${otherIds.length} more`;
  const kind = first.warning === undefined ? 'step' : 'warning';
  return [principal, { label: 'External ID', value, kind, by: 'must send' }, { ...role, by: 'assumes' }];
}

function principalNode({ kind, id, accountId, warning }: ReviewTrust, more: string): DiagramNode {
  const tone = warning === undefined ? 'principal' : 'warning';
  if (kind === 'Service' && id.startsWith('ec2.')) return { label: 'EC2 instances', value: id + more, kind: tone };
  if (kind === 'Service') return { label: 'AWS service', value: id + more, kind: tone };
  if (kind === 'anyone') return { label: 'Anyone in AWS', value: id + more, kind: tone };
  if (accountId !== undefined) return { label: 'AWS account', value: accountId + more, kind: tone };
  return { label: kind === 'Federated' ? 'Identity provider' : 'Principal', value: id + more, kind: tone };
}
