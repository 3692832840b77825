import type { LocatedProblem } from '../../../core/issue.js';
import { quote } from '../../../core/quote.js';
import { createPolicyReading, unknownValues, type InputPath, type ReadResult } from '../documents.js';
import { isMembers, valueAt, textAt, type Members } from '../members.js';
import { startRole, foundPolicy, policyOfArn, type FoundPolicy, type RoleBuilder } from '../role-builder.js';
import { isSymbol, spell } from '../symbols.js';
import { NOTHING, UnresolvedError, type Value } from './context.js';
import { parameterHint, type TemplateResolver } from './resolver.js';
import { CREATES_OTHERS } from './resource-values.js';

type Report = (problem: LocatedProblem) => void;

/** A resource of IAM that the template creates. */
type IamResource = { id: string; type: string; properties: Members; path: InputPath; isRetained: boolean };

const READ_TYPES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
]);

/** Source: AWS SAM Developer Guide, "Managing resource permissions with AWS SAM connectors". */
const CONNECTED = 'connected by AWS SAM; the policies that SAM creates for it are not in the template';

/**
 * The roles of a template.
 *
 * @param report Receives the problems because of which there is no result.
 * @param note Receives what was not read.
 */
export function collectRoles(
  resources: Members,
  resolver: TemplateResolver,
  report: Report,
  note: Report,
): RoleBuilder[] {
  const documents = createPolicyReading(report);
  const problem = (code: 'missing' | 'invalid_type', message: string, path: InputPath): void =>
    report({ code, message, path: ['template', ...path] });

  /** A property without functions; `undefined` if it is not set. */
  const property = ({ properties, path }: IamResource, name: string): Value | undefined => {
    const value = valueAt(properties, name);
    const resolved = value === undefined ? NOTHING : tryTo(() => resolver.resolve(value, [...path, name]));
    return resolved === NOTHING ? undefined : resolved;
  };

  const textProperty = (resource: IamResource, name: string): string | undefined => {
    const value = property(resource, name);
    const text = textAt(value);
    if (value !== undefined && (text === undefined || text === ''))
      problem('invalid_type', `${quote(name)} must be a text that is not empty`, [...resource.path, name]);
    return text;
  };

  /** The entries of a property that is a list, or the symbol of the whole list. */
  const listProperty = (resource: IamResource, name: string): Value[] => {
    const value = property(resource, name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    if (typeof value === 'string' && isSymbol(value)) return [value];
    problem('invalid_type', `${quote(name)} must be a list`, [...resource.path, name]);
    return [];
  };

  const texts = (resource: IamResource, name: string): string[] =>
    listProperty(resource, name).flatMap((entry, index) => {
      const text = textAt(entry);
      if (text === undefined)
        problem('invalid_type', `entries of ${quote(name)} must be texts`, [...resource.path, name, index]);
      return text ?? [];
    });

  const noteUnknown = (what: string, result: ReadResult<unknown>, path: InputPath): void => {
    if (result === undefined || !('unknown' in result)) return;
    const hint = parameterHint(resolver.parametersOf(result.unknown));
    note(unknownValues(what, ['template', ...path], result.unknown, hint));
  };

  const readPolicy = (name: string, value: Value | undefined, path: InputPath): FoundPolicy => {
    const result = value === undefined ? undefined : documents.identity(value, ['template', ...path]);
    noteUnknown(`the policy ${quote(spell(name))}`, result, path);
    return foundPolicy(name, result);
  };

  const documentOf = (resource: IamResource): Value | undefined => {
    if (valueAt(resource.properties, 'PolicyDocument') === undefined)
      problem('missing', '`PolicyDocument` is missing', [...resource.path, 'PolicyDocument']);
    return property(resource, 'PolicyDocument');
  };

  const created = Object.entries(resources).flatMap(([id, resource]) =>
    createdResource(id, resource, resolver, problem, note),
  );
  const ofType = (type: string): IamResource[] => created.filter((resource) => resource.type === type);

  /** The policies that the template creates, by what `Ref` returns for them. */
  const managed = new Map(
    ofType('AWS::IAM::ManagedPolicy').map((resource) => {
      const own = textProperty(resource, 'ManagedPolicyName');
      const place = [...resource.path, 'PolicyDocument'];
      const read = lazily(() => readPolicy(own ?? resource.id, documentOf(resource), place));
      const retained = retainedAs(resource, own, ['Path', 'Description']);
      return [tryTo(() => resolver.reference(resource.id, resource.path)), { resource, read, retained }] as const;
    }),
  );
  const managedPolicy = (arn: string): FoundPolicy => managed.get(arn)?.read() ?? policyOfArn(arn);

  const byReference = new Map<unknown, RoleBuilder>();
  const roles = ofType('AWS::IAM::Role').map((resource): RoleBuilder => {
    const { id, path } = resource;
    const own = textProperty(resource, 'RoleName');
    const name = own ?? id;
    const builder = startRole(name, ['template', ...path], note);
    const reference = tryTo(() => resolver.reference(id, path));
    if (reference !== undefined && byReference.has(reference))
      report({
        code: 'duplicate_role',
        path: ['template', ...path],
        message: `another role of the template has the name ${quote(spell(name))}`,
      });
    byReference.set(reference, builder);
    Object.assign(builder.role, retainedAs(resource, own, ['Path']));
    readRole(resource, builder);
    return builder;
  });

  function readRole(resource: IamResource, { role, add }: RoleBuilder): void {
    const { path } = resource;
    const trustPath = [...path, 'AssumeRolePolicyDocument'];
    const trust = property(resource, 'AssumeRolePolicyDocument');
    if (valueAt(resource.properties, 'AssumeRolePolicyDocument') === undefined)
      problem('missing', '`AssumeRolePolicyDocument` is missing', trustPath);
    const result = trust === undefined ? undefined : documents.trust(trust, ['template', ...trustPath]);
    noteUnknown(`the trust policy of ${quote(spell(role.name))}`, result, trustPath);
    if (result !== undefined && 'document' in result) role.trustPolicy = result.document;
    for (const [index, entry] of listProperty(resource, 'Policies').entries()) {
      const place = [...path, 'Policies', index];
      if (typeof entry === 'string' && isSymbol(entry)) {
        add({ name: entry });
        continue;
      }
      const policy = isMembers(entry) ? entry : {};
      const name = textAt(policy['PolicyName']);
      const document = policy['PolicyDocument'] as Value | undefined;
      if (name === undefined || document === undefined)
        problem('invalid_type', 'a policy must be an object with `PolicyName` and `PolicyDocument`', place);
      else add(readPolicy(name, document, [...place, 'PolicyDocument']));
    }
    for (const arn of texts(resource, 'ManagedPolicyArns'))
      add({ ...managedPolicy(arn), ...(managed.has(arn) && { isManaged: true }) });
    const tags = listProperty(resource, 'Tags').map((entry) => {
      const [key, value] = isMembers(entry) ? [textAt(entry['Key']), textAt(entry['Value'])] : [];
      return { key: key ?? JSON.stringify(entry), value: value ?? '' };
    });
    if (tags.length > 0) role.tags = tags;
    const boundary = textProperty(resource, 'PermissionsBoundary');
    if (boundary !== undefined) role.permissionsBoundary = managedPolicy(boundary);
  }

  /** A role that a policy names. A role that is not in the template has other policies, which are not known. */
  const roleNamed = (name: string, path: InputPath): RoleBuilder => {
    const found = byReference.get(name);
    if (found !== undefined) return found;
    const outside = startRole(name, ['template', ...path], note);
    outside.add({ name: 'policies that are not in the template' });
    const message = `the role ${quote(spell(name))} is not in the template; only what is attached here is read`;
    note({ code: 'template', path: ['template', ...path], message });
    byReference.set(name, outside);
    roles.push(outside);
    return outside;
  };

  for (const resource of ofType('AWS::IAM::Policy')) {
    const targets = texts(resource, 'Roles');
    attach(resource, targets, 'Roles');
  }
  for (const resource of ofType('AWS::IAM::RolePolicy')) {
    const name = textProperty(resource, 'RoleName');
    if (valueAt(resource.properties, 'RoleName') === undefined)
      problem('missing', '`RoleName` is missing', [...resource.path, 'RoleName']);
    attach(resource, name === undefined ? [] : [name], 'RoleName');
  }
  // A resource that attaches a policy itself leaves it attached if CloudFormation retains the resource.
  for (const { resource, read, retained } of managed.values()) {
    for (const name of texts(resource, 'Roles'))
      roleNamed(name, [...resource.path, 'Roles']).add({ ...read(), isManaged: true, ...retained });
  }

  function attach(resource: IamResource, targets: readonly string[], property_: string): void {
    if (targets.length === 0) return;
    const name = textProperty(resource, 'PolicyName') ?? resource.id;
    const policy = readPolicy(name, documentOf(resource), [...resource.path, 'PolicyDocument']);
    const retained = retainedAs(resource, name, []);
    for (const target of targets) roleNamed(target, [...resource.path, property_]).add({ ...policy, ...retained });
  }
  return roles;
}

/** Whether a member is a function, which can bring members that are not in the text. */
export function isFunction(name: string): boolean {
  return name.startsWith('Fn::');
}

/** The resource if the template creates it and it is read. */
function createdResource(
  id: string,
  resource: unknown,
  resolver: TemplateResolver,
  problem: (code: 'missing' | 'invalid_type', message: string, path: InputPath) => void,
  note: Report,
): IamResource[] {
  const path = ['Resources', id];
  resolver.budget.step();
  if (isFunction(id)) {
    tryTo(() => resolver.fail({ code: 'template', message: `${quote(id)} is not resolved` }, path));
    return [];
  }
  const type = isMembers(resource) ? resource['Type'] : undefined;
  if (!isMembers(resource) || typeof type !== 'string') {
    problem('invalid_type', 'a resource must be an object with a `Type`', path);
    return [];
  }
  const reason =
    CREATES_OTHERS.find(([pattern]) => pattern.test(type))?.[1] ??
    (valueAt(resource, 'Connectors') === undefined ? undefined : CONNECTED);
  const inside = { ...resource, ...Object(valueAt(resource, 'Properties')) } as Members;
  for (const name of READ_TYPES.has(type) ? Object.keys(inside).filter(isFunction) : []) {
    tryTo(() => resolver.fail({ code: 'template', message: `${quote(name)} is not resolved here` }, path));
  }
  if (reason === undefined && !READ_TYPES.has(type)) return [];
  const condition = valueAt(resource, 'Condition');
  const truth = condition === undefined ? true : tryTo(() => resolver.holds(condition, path));
  if (truth === undefined || truth === false) return [];
  if (reason !== undefined)
    note({ code: 'template', path: ['template', ...path], message: `${quote(id)} is ${reason}` });
  if (!READ_TYPES.has(type)) return [];
  if (truth !== true) {
    tryTo(() => resolver.failForUnknown(`the condition ${quote(condition)}`, truth.unknown, path));
    return [];
  }
  const properties = valueAt(resource, 'Properties') ?? {};
  if (isMembers(properties))
    return [{ id, type, properties, path: [...path, 'Properties'], isRetained: canBeRetained(resource) }];
  problem('invalid_type', '`Properties` must be an object', path);
  return [];
}

/**
 * Whether CloudFormation can retain a resource. An attribute that is not a string depends on a parameter.
 *
 * Source: CloudFormation Template Reference Guide, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute".
 */
function canBeRetained(resource: Members): boolean {
  return ['DeletionPolicy', 'UpdateReplacePolicy'].some((name) => (valueAt(resource, name) ?? 'Delete') !== 'Delete');
}

/**
 * Tells a resource that CloudFormation can retain from the one that replaces it. One without a name in the template is
 * replaced if one of these properties changes. A property that is not a string can change with a parameter.
 */
function retainedAs(
  { type, properties, isRetained }: IamResource,
  name: string | undefined,
  replacing: readonly string[],
): { retained?: string } {
  if (!isRetained) return {};
  if (name !== undefined) return { retained: 'named' };
  const values = replacing.map((property) => valueAt(properties, property));
  const isKnown = values.every((value) => value === undefined || typeof value === 'string');
  return { retained: isKnown ? JSON.stringify([type, ...values]) : 'unknown' };
}

function lazily<Result>(run: () => Result): () => Result {
  let found: { result: Result } | undefined;
  return () => (found ??= { result: run() }).result;
}

/** What a function returns, or `undefined` if a value could not be resolved. */
function tryTo<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof UnresolvedError) return undefined;
    throw error;
  }
}
