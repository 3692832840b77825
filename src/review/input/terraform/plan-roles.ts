import type { LocatedProblem } from '../../../core/issue.js';
import { quote } from '../../../core/quote.js';
import type { InputBudget } from '../budget.js';
import type { PolicyReading } from '../documents.js';
import { isMembers, valueAt } from '../members.js';
import { foundPolicy, policyOfArn, startRole, type FoundPolicy, type RoleBuilder } from '../role-builder.js';
import { argument, entries, isRead, isSet, tagsOf, UNKNOWN, USES_TAGS } from './arguments.js';
import { createAssumptions } from './assumptions.js';
import type { Instance } from './modules.js';
import { findTarget } from './references.js';

type Report = (problem: LocatedProblem) => void;

/** What the plan removes: by role, the ARNs of attachments and the names of inline policies. */
export type Removed = {
  arns: ReadonlySet<string>;
  inline: ReadonlySet<string>;
  /** The ARNs of policies: what a data source says of them was true before. */
  policies: ReadonlySet<unknown>;
};

/** The key of a policy of a role in {@link Removed}. */
export function removedKey(role: unknown, policy: unknown): string {
  return JSON.stringify([role, policy]);
}

/** The roles of a plan or a state. */
export function collectPlannedRoles(
  instances: readonly Instance[],
  lookedUp: readonly Instance[],
  removed: Removed,
  documents: PolicyReading,
  budget: InputBudget,
  report: Report,
  note: Report,
): RoleBuilder[] {
  const ofType = (type: string): Instance[] =>
    instances.filter((instance) => instance.mode === 'managed' && instance.type === type);
  const problem = (message: string, instance: Instance, name: string): void =>
    report({ code: 'invalid_type', path: ['plan', instance.address, name], message });
  const noteAt = (message: string, { address }: Instance, name: string): void =>
    note({ code: 'template', path: ['plan', address, name], message });

  const { assume, skipInline, issues } = createAssumptions();
  const targetOf = (instance: Instance, name: string, type: string): Instance | undefined =>
    findTarget(instance.expressions?.[name], type, instance, budget);

  const textAt = (instance: Instance, name: string): string | typeof UNKNOWN | undefined => {
    const value = argument(instance, name);
    if (value === undefined || value === UNKNOWN || typeof value === 'string') return value;
    problem(`${quote(name)} must be a text, not ${quote(value)}`, instance, name);
    return undefined;
  };

  const readPolicy = (shown: string, value: unknown, instance: Instance, name: string): FoundPolicy => {
    if (typeof value === 'string' && value !== '')
      return foundPolicy(shown, documents.identity(value, ['plan', instance.address, name]));
    if (value === UNKNOWN) noteAt(`the policy ${quote(shown)} is known only after apply`, instance, name);
    else problem(`the policy ${quote(shown)} must be JSON text`, instance, name);
    return { name: shown };
  };

  const policies = new Map<Instance, FoundPolicy>();
  const arns = new Map<unknown, Instance>();
  for (const instance of [...lookedUp, ...ofType('aws_iam_policy')]) {
    const arn = argument(instance, 'arn');
    if (typeof arn === 'string' && (instance.mode === 'managed' || !removed.policies.has(arn))) arns.set(arn, instance);
  }
  const readManaged = (instance: Instance): FoundPolicy => {
    const found = policies.get(instance);
    if (found !== undefined) return found;
    const name = textAt(instance, 'name');
    const shown = typeof name === 'string' ? name : instance.address;
    const read = readPolicy(shown, argument(instance, 'policy'), instance, 'policy');
    policies.set(instance, read);
    return read;
  };

  /** The policy with an ARN; otherwise one that is not known, and the one that it seems to be. */
  const managedPolicy = (arn: unknown, instance: Instance, name: string): [FoundPolicy, ...FoundPolicy[]] => {
    if (typeof arn === 'string') {
      const known = arns.get(arn);
      return [known === undefined ? policyOfArn(arn) : readManaged(known)];
    }
    const other = { name: `${instance.address}.${name}` };
    const target = targetOf(instance, name, 'aws_iam_policy');
    if (target?.mode === 'managed') return [other, assume(readManaged(target), target, instance, name)];
    noteAt(`which policy ${quote(name)} is, is known only after apply`, instance, name);
    return [other];
  };

  const byName = new Map<string, RoleBuilder[]>();
  const byInstance = new Map<Instance, RoleBuilder>();
  const roleInstances = ofType('aws_iam_role');
  const roles = roleInstances.map((instance): RoleBuilder => {
    const name = textAt(instance, 'name');
    const isTaken = typeof name === 'string' && byName.has(name);
    const shown = typeof name === 'string' && !isTaken ? name : instance.address;
    const builder = startRole(shown, ['plan', instance.address], note);
    byInstance.set(instance, builder);
    if (typeof name === 'string') byName.set(name, [...(byName.get(name) ?? []), builder]);
    return builder;
  });

  /** Roles of several accounts can have one name: the reference tells them apart, or nothing does. */
  const oneOf = (found: readonly RoleBuilder[], role: string, instance: Instance, name: string): RoleBuilder[] => {
    const target = targetOf(instance, name, 'aws_iam_role');
    const own = target && byInstance.get(target);
    if (target !== undefined && own !== undefined && found.includes(own)) return [assume(own, target, instance, name)];
    noteAt(`several roles of the plan have the name ${quote(role)}: it could be any`, instance, name);
    for (const each of found) each.add({ name: instance.address });
    return [];
  };

  /** The roles that an argument names. Of a role that is not in the plan, other policies are not known. */
  const rolesOf = (role: unknown, instance: Instance, name: string): RoleBuilder[] => {
    if (typeof role === 'string') {
      const found = byName.get(role);
      if (found !== undefined && found.length > 1) return oneOf(found, role, instance, name);
      if (found !== undefined) return found;
      const outside = startRole(role, ['plan', instance.address], note);
      outside.add({ name: 'policies that are not in the plan' });
      noteAt(`the role ${quote(role)} is not in the plan; only what is attached here is read`, instance, name);
      byName.set(role, [outside]);
      roles.push(outside);
      return [outside];
    }
    const target = targetOf(instance, name, 'aws_iam_role');
    const found = target && byInstance.get(target);
    if (target !== undefined && found !== undefined) return [assume(found, target, instance, name)];
    noteAt(`the role of ${quote(instance.address)} is known only after apply: it could be any`, instance, name);
    budget.step(roles.length);
    for (const each of roles) each.add({ name: instance.address });
    return [];
  };

  // What belongs to a role as resources comes first: it replaces what the role's computed attributes repeat.
  const inlineNames = new Map<RoleBuilder, Set<unknown>>();
  const attachedArns = new Map<RoleBuilder, Set<unknown>>();

  for (const instance of ofType('aws_iam_role_policy')) {
    const name = textAt(instance, 'name');
    const shown = typeof name === 'string' ? name : instance.address;
    const policy = readPolicy(shown, argument(instance, 'policy'), instance, 'policy');
    for (const role of rolesOf(argument(instance, 'role'), instance, 'role')) {
      role.add(policy);
      remember(inlineNames, role, name);
    }
  }
  for (const instance of ofType('aws_iam_role_policy_attachment')) {
    const arn = argument(instance, 'policy_arn');
    const found = managedPolicy(arn, instance, 'policy_arn');
    for (const role of rolesOf(argument(instance, 'role'), instance, 'role')) {
      found.forEach(role.add);
      remember(attachedArns, role, arn);
    }
  }
  for (const instance of ofType('aws_iam_policy_attachment')) {
    const arn = argument(instance, 'policy_arn');
    const found = managedPolicy(arn, instance, 'policy_arn');
    for (const role of entries(instance, 'roles').flatMap((each) => rolesOf(each, instance, 'roles'))) {
      found.forEach(role.add);
      remember(attachedArns, role, arn);
    }
  }

  /** The policies that a role may have, if the plan removes all others: by name or ARN. */
  const exclusive = (type: string, list: string): Map<RoleBuilder, Set<unknown>> => {
    const found = new Map<RoleBuilder, Set<unknown>>();
    for (const instance of ofType(type)) {
      const names = entries(instance, list);
      if (names.includes(UNKNOWN)) {
        noteAt(`which policies ${quote(instance.address)} leaves is known only after apply`, instance, list);
        continue;
      }
      for (const role of rolesOf(argument(instance, 'role_name'), instance, 'role_name'))
        found.set(role, new Set(names));
    }
    return found;
  };
  const onlyInline = exclusive('aws_iam_role_policies_exclusive', 'policy_names');
  const onlyAttached = exclusive('aws_iam_role_policy_attachments_exclusive', 'policy_arns');

  for (const [instance, builder] of byInstance) readRole(instance, builder);
  for (const issue of issues()) note(issue);

  function readRole(instance: Instance, builder: RoleBuilder): void {
    const { role, add } = builder;
    const trust = argument(instance, 'assume_role_policy');
    const place = ['plan', instance.address, 'assume_role_policy'];
    if (typeof trust === 'string') {
      const result = documents.trust(trust, place);
      if (result !== undefined && 'document' in result) role.trustPolicy = result.document;
    } else if (trust === UNKNOWN) {
      noteAt(`the trust policy of ${quote(role.name)} is known only after apply`, instance, 'assume_role_policy');
    } else problem(`the trust policy of ${quote(role.name)} must be JSON text`, instance, 'assume_role_policy');

    const isListed = (names: Map<RoleBuilder, Set<unknown>>, name: unknown): boolean =>
      names.get(builder)?.has(name) ?? true;
    const roleName = argument(instance, 'name');
    if (isRead(instance, 'inline_policy')) {
      for (const [index, entry] of entries(instance, 'inline_policy').entries()) {
        const { name, policy } = isMembers(entry) ? entry : {};
        const marks = valueAt(instance.unknown, 'inline_policy');
        const unknown = Array.isArray(marks) && isMembers(marks[index]) ? marks[index] : {};
        const isKnown = entry !== UNKNOWN && unknown['policy'] !== true;
        const isOwn = isSet(instance, 'inline_policy');
        // The provider returns an empty block for a role without inline policies.
        if (isKnown && (name ?? '') === '' && (policy ?? '') === '') continue;
        if (!isOwn && (removed.inline.has(removedKey(roleName, name)) || !isListed(onlyInline, name))) continue;
        if (inlineNames.get(builder)?.has(name) === true) continue;
        const shown = typeof name === 'string' && name !== '' ? name : `${instance.address}.inline_policy.${index}`;
        add(readPolicy(shown, isKnown ? policy : UNKNOWN, instance, 'inline_policy'));
      }
    } else if (!onlyInline.has(builder)) skipInline(instance);
    if (isRead(instance, 'managed_policy_arns')) {
      for (const arn of entries(instance, 'managed_policy_arns')) {
        const isOwn = isSet(instance, 'managed_policy_arns');
        if (!isOwn && (removed.arns.has(removedKey(roleName, arn)) || !isListed(onlyAttached, arn))) continue;
        if (attachedArns.get(builder)?.has(arn) !== true)
          managedPolicy(arn, instance, 'managed_policy_arns').forEach(add);
      }
    }
    for (const name of onlyInline.get(builder) ?? []) addMissing(builder, name);
    for (const arn of onlyAttached.get(builder) ?? []) {
      if (attachedArns.get(builder)?.has(arn) !== true)
        managedPolicy(arn, instance, 'managed_policy_arns').forEach(add);
    }
    const boundary = textAt(instance, 'permissions_boundary');
    if (boundary !== undefined && boundary !== '')
      [role.permissionsBoundary] = managedPolicy(boundary, instance, 'permissions_boundary');
    const { tags, areKnown } = tagsOf(instance);
    if (tags.length > 0) role.tags = tags;
    if (!areKnown && USES_TAGS.test(JSON.stringify(role)))
      noteAt(
        `the tags of ${quote(role.name)}, on which policies can depend, are known only after apply`,
        instance,
        'tags',
      );
  }
  return roles;
}

/** A policy that a list names, but nothing describes. */
function addMissing({ role, add }: RoleBuilder, name: unknown): void {
  if (typeof name === 'string' && !role.policies.some((policy) => policy.name === name)) add({ name });
}

function remember(names: Map<RoleBuilder, Set<unknown>>, role: RoleBuilder, name: unknown): void {
  if (name !== UNKNOWN) names.set(role, (names.get(role) ?? new Set()).add(name));
}
