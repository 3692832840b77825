import { attempt } from '../core/attempt.js';
import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { readDeployedRoles } from '../drift/deployed-roles.js';
import type { AnyPolicy, PolicyKind } from '../iam/document.js';
import { readJson } from '../iam/parse/json.js';
import type { DiffRole } from '../review/diff/read-roles.js';
import { describeDeployedRole } from '../review/input/deployed.js';
import type { DescribedRoles } from '../review/input/described-role.js';
import { rolesFromCloudFormation } from '../review/input/roles-from-cloudformation.js';
import { rolesFromTerraform } from '../review/input/roles-from-terraform.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import { parseCloudFormationYaml } from './cloudformation-yaml.js';
import { fileError } from './input/file-problem.js';
import { readInputText } from './input/read-input.js';
import { assertUniqueKeys } from './input/unique-keys.js';
import { readPolicyText } from './policy-files.js';
import { readRoleParameters, type RoleOptions } from './role-options.js';
import type { Terminal } from './terminal.js';

/** What a side of a diff has. */
export type SideOfDiff = {
  /** How the command line names it. */
  name: string;
  /** What is to be known about the side, in sentences. */
  notes: string[];
  /** What was not read. It may differ. */
  issues: readonly LocatedProblem[];
} & (
  | { kind: 'policy'; document: AnyPolicy; policyKind: PolicyKind }
  | { kind: 'roles'; roles: readonly DiffRole[]; isWholeAccount?: boolean }
);

type PolicySide = Extract<SideOfDiff, { kind: 'policy' }>;
/** A side with roles. */
export type RolesSide = Extract<SideOfDiff, { kind: 'roles' }>;

/** Two sides that can be compared. */
export type SidesOfDiff =
  | { kind: 'policies'; sides: readonly [PolicySide, PolicySide] }
  | { kind: 'roles'; sides: readonly [RolesSide, RolesSide] };

/** The sides that are not files: Upsolver's documentation, and the same narrowed by `--scope`. */
export const BUILT_IN_SIDES = ['page', 'page+scope'] as const;

type BuiltInSide = (typeof BUILT_IN_SIDES)[number];

export const isBuiltIn = (name: string): name is BuiltInSide => (BUILT_IN_SIDES as readonly string[]).includes(name);

/** A plan of some hundred roles has several megabytes. */
const MAX_BYTES = 67_108_864;

export type SideOptions = RoleOptions & { parameters: Readonly<Record<string, string>> };

/**
 * Reads a side of a diff: a policy, a template of CloudFormation, a plan of Terraform, the export of an account, or the
 * roles of Upsolver's documentation.
 *
 * @throws {InvalidInputError} If the file is none of these, or with its problems.
 */
export function readSide(name: string, options: SideOptions, terminal: Terminal): SideOfDiff {
  if (isBuiltIn(name)) return builtInSide(name, options, terminal);
  const input = readInputText(name, terminal, MAX_BYTES);
  const { text } = input;
  if (!input.isWhole) {
    throw fileError(name, { code: 'too_long', message: 'the file has more than 64 MiB' });
  }
  const value = parse(name, text);
  const form = value && FORMS.find((each) => each.matches(value, text));
  if (value === undefined || form === undefined) {
    const { document, kind: policyKind } = readPolicyText(input);
    return { name, kind: 'policy', document, policyKind, notes: [], issues: [] };
  }
  if (isJson(text)) assertUniqueKeys(name, text);
  const found = attempt(InvalidInputError, () => form.read(value, text, options));
  if (found instanceof InvalidInputError) throw inFile(name, found);
  if (found.roles.length === 0) {
    throw fileError(name, { code: 'empty', message: `${form.what} has no IAM role` });
  }
  return { name, kind: 'roles', ...found, isWholeAccount: form.isWholeAccount === true };
}

function inFile(file: string, { issues }: InvalidInputError): InvalidInputError {
  return new InvalidInputError(issues.map((issue) => ({ ...issue, file }) as typeof issue));
}

/**
 * The value of a text in JSON, or of a template in YAML; `undefined` if it can only be a policy. Of the export of an
 * account, which can be several values in a row, nothing is read.
 *
 * @throws {InvalidInputError} If it is a template or a plan with a syntax error.
 */
function parse(file: string, text: string): object | undefined {
  const value = attempt(SyntaxError, (): unknown => JSON.parse(text));
  if (!(value instanceof SyntaxError)) return typeof value === 'object' && value !== null ? value : undefined;
  if (isJson(text)) {
    if (EXPORT.test(text)) return {};
    if (!TEMPLATE_OR_PLAN.test(text)) return undefined;
    throw inFile(file, new InvalidInputError(readJson(text).problems));
  }
  if (!/^(?:AWSTemplateFormatVersion|Resources|Transform)\s*:/m.test(text)) return undefined;
  const { value: template, problems } = parseCloudFormationYaml(text);
  if (problems.length > 0) throw inFile(file, new InvalidInputError(problems));
  return template as object;
}

const isJson = (text: string): boolean => /^\s*[{[]/.test(text);

const EXPORT = /"(?:RoleDetailList|RolePolicyList)"/;
const TEMPLATE_OR_PLAN = /"(?:AWSTemplateFormatVersion|Resources|terraform_version|planned_values)"\s*:/;

type Found = { roles: readonly DiffRole[]; notes: string[]; issues: readonly LocatedProblem[] };

type Form = {
  what: string;
  /** Whether it has all roles of an account, and not only those that it is about. */
  isWholeAccount?: true;
  matches: (value: object, text: string) => boolean;
  read: (value: object, text: string, options: SideOptions) => Found;
};

const has = (value: object, ...members: string[]): boolean => members.some((member) => Object.hasOwn(value, member));

/** What a file can be, other than a policy. */
const FORMS: readonly Form[] = [
  {
    what: 'the template',
    matches: (value) => has(value, 'AWSTemplateFormatVersion', 'Resources') && !has(value, 'Statement'),
    read: (value, _text, { parameters }) => {
      const found = withSymbols(rolesFromCloudFormation(value, { parameters }));
      return { ...found, notes: [...found.notes, ...defaultsIn(value, parameters)] };
    },
  },
  {
    what: 'the plan',
    matches: (value) =>
      has(value, 'terraform_version', 'planned_values') || (has(value, 'format_version') && !has(value, 'Statement')),
    read: (value) => withSymbols(rolesFromTerraform(value)),
  },
  {
    what: 'the export',
    isWholeAccount: true,
    matches: (_value, text) => EXPORT.test(text),
    read: (_value, text) => readExport(text),
  },
];

/** The parameters whose defaults were used: a deployment can have other values. */
function defaultsIn(template: object, given: Readonly<Record<string, string>>): string[] {
  const declared = Object.entries((template as { Parameters?: Record<string, object> }).Parameters ?? {});
  const used = declared.filter(([name, definition]) => Object.hasOwn(definition, 'Default') && !(name in given));
  if (used.length === 0) return [];
  return [
    `Defaults were used for ${used.map(([name]) => `\`${name}\``).join(', ')}; \`--parameter\` gives other values.`,
  ];
}

function withSymbols({ roles, symbols, issues }: DescribedRoles): Found {
  const list = symbols.map((symbol) => `\`${symbol}\``).join(', ');
  const note = `Not known, and taken for the same on both sides: ${list}.`;
  return { roles, notes: symbols.length === 0 ? [] : [note], issues };
}

function readExport(text: string): Found {
  const { accounts, issues } = readDeployedRoles(text);
  if (issues.length > 0) throw new InvalidInputError(issues);
  if (accounts.length > 1) {
    const ids = accounts.map(({ accountId }) => accountId).join(', ');
    const message = `the export has roles of ${accounts.length} accounts: ${ids}`;
    throw new InvalidInputError([{ code: 'conflicting_elements', path: [], message, hint: 'compare one account' }]);
  }
  return { roles: accounts.flatMap(({ roles }) => roles.map(describeDeployedRole)), notes: [], issues: [] };
}

/** Values of which the difference between two sides that are built in does not depend. */
const EXAMPLES = {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'us-east-1',
  trustedAccount: '111122223333',
  externalId: ['example'],
};

function builtInSide(name: BuiltInSide, options: SideOptions, terminal: Terminal): SideOfDiff {
  const { mode, scope, ...others } = options;
  if (mode === undefined) {
    const message = `is required for ${quote(name)}`;
    throw new InvalidInputError([{ code: 'missing', path: ['mode'], message }]);
  }
  if (name === 'page+scope' && scope === undefined) {
    const message = `is required for ${quote(name)}`;
    throw new InvalidInputError([{ code: 'missing', path: ['scope'], message, hint: 'for example `--scope all`' }]);
  }
  const given = { ...others, mode, ...(name === 'page+scope' && { scope }) };
  const roles = buildRoles(mode as IntegrationMode, readRoleParameters(given as RoleOptions, terminal));
  return { name, kind: 'roles', roles, notes: [], issues: [] };
}

/** Options with examples in place of what is omitted, for a diff that does not depend on them. */
export function withExamples(options: SideOptions): SideOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...EXAMPLES, ...given } as SideOptions;
}

/**
 * Returns two sides in one form: one role against a policy becomes a policy of the role.
 *
 * @throws {InvalidInputError} If a side has several roles and the other one is a policy, or no role of a name.
 */
export function alignSides([one, other]: readonly [SideOfDiff, SideOfDiff], role: string | undefined): SidesOfDiff {
  if (one.kind === 'policy' && other.kind === 'policy') return { kind: 'policies', sides: [one, other] };
  const [old, next] = [chooseRole(one, role), chooseRole(other, role)];
  if (old.kind === 'policy') return { kind: 'roles', sides: [asRole(old, next as RolesSide), next as RolesSide] };
  if (next.kind === 'policy') return { kind: 'roles', sides: [old, asRole(next, old)] };
  return { kind: 'roles', sides: [withoutOthers(old, next), withoutOthers(next, old)] };
}

/** A policy as a role that is otherwise the same as the only one of the other side. */
function asRole(policy: PolicySide, { name, roles }: RolesSide): RolesSide {
  const [only, ...more] = roles;
  if (only !== undefined && more.length === 0) return { ...policy, kind: 'roles', roles: [roleOf(policy, only)] };
  const message = `${quote(policy.name)} is a policy, and ${quote(name)} has several roles`;
  const hint = `choose one with \`--role\`: ${namesOf(roles)}`;
  throw new InvalidInputError([{ code: 'missing', path: ['role'], message, hint }]);
}

/** The names of roles, at most ten. */
function namesOf(roles: readonly DiffRole[]): string {
  const shown = roles.slice(0, 10).map(({ name }) => quote(name));
  const rest = roles.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** A template is about some of the roles of an account: the others are not different. */
function withoutOthers(side: RolesSide, other: RolesSide): RolesSide {
  if (side.isWholeAccount !== true || other.isWholeAccount === true) return side;
  const names = new Set(other.roles.map(({ name }) => name));
  const roles = side.roles.filter(({ name }) => names.has(name));
  const rest = side.roles.length - roles.length;
  if (rest === 0) return side;
  const others = `${rest} other ${rest === 1 ? 'role' : 'roles'}`;
  const note = `${quote(side.name)} has ${others}, which ${quote(other.name)} is not about.`;
  const missing = other.roles.find(({ name }) => !side.roles.some((role) => role.name === name));
  if (missing === undefined) return { ...side, roles, notes: [...side.notes, note] };
  const message = `no role is named ${quote(missing.name)}, and one of ${others} could be it`;
  const hint = 'name the role with `--role`';
  return { ...side, roles, issues: [...side.issues, { code: 'missing', path: [], message, hint }] };
}

/** A policy as a role that is otherwise the same as another one. */
function roleOf({ name: file, document }: PolicySide, other: DiffRole): DiffRole {
  const isTrust = (document.Statement as readonly object[]).some((statement) => 'Principal' in statement);
  const { name, trustPolicy, ...rest } = other;
  if (isTrust) return { name, ...rest, trustPolicy: document as never };
  return { name, trustPolicy, policies: [{ name: file, document: document as never }] };
}

function chooseRole(side: SideOfDiff, name: string | undefined): SideOfDiff {
  if (side.kind === 'policy' || name === undefined) return side;
  const roles = side.roles.filter((role) => role.name === name);
  if (roles.length > 0) return { ...side, roles };
  const message = `${quote(side.name)} has no role ${quote(name)}`;
  const hint = `it has ${namesOf(side.roles)}`;
  throw new InvalidInputError([{ code: 'unknown_value', path: ['role'], message, hint }]);
}
