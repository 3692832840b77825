import { InvalidInputError, type Issue } from '../core/issue.js';
import { ROLE_NAMES, type RoleName } from '../upsolver/catalogue/names.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { checkRole } from './diff/role.js';
import { uncheckedSettings } from './diff/settings.js';
import { detectVariant } from './diff/variant.js';
import { createAccounts, type AccountState } from './input/account-state.js';
import { readAccountValue, type AccountListener } from './input/account.js';
import { createPolicyReader, type DeployedRole, type PolicyReader } from './input/deployed-role.js';
import { newerPolicy, type RawPolicy } from './input/raw.js';
import { createScanner } from './input/scanner.js';
import { findRenamed, pickDuplicate } from './match-roles.js';
import { finding, type Finding, type FindingCode } from './report/finding.js';
import { statusOf, worstStatus, type DriftReport, type RoleReport } from './report/report.js';

/**
 * What AWS has returned: text (one JSON value, several behind each other, NDJSON), a page of
 * `GetAccountAuthorizationDetails` as the SDK or the AWS CLI has it, a list of pages, or roles and policies out of them.
 */
export type AccountInput = string | object;

export type CheckOptions = {
  /** What the expected roles were built from. With it, scoped, reduced and earlier variants are recognised. */
  parameters?: RoleParameters | undefined;
};

/** A check whose input comes piece by piece. */
export type RoleCheck = {
  /** Takes the next part of a text, cut anywhere; bytes are UTF-8. */
  write: (chunk: string | Uint8Array) => void;
  /** Takes a value: a page, a list of pages, a role, a managed policy. */
  add: (value: object) => void;
  /** The report on everything that came in. */
  end: () => DriftReport;
};

/**
 * Whether roles are what they should be: by meaning, over everything that is attached to them, with a request for every
 * difference in what they allow.
 *
 * Nothing throws for what is wrong in the input: it is in `issues`, with its place, and the other roles are checked all
 * the same.
 *
 * @param deployed What AWS returned, unchanged.
 * @param expected What `buildRoles` returned.
 * @throws {InvalidInputError} If `expected` is not a list of roles.
 *
 * @example
 * const report = checkRoles(await iam.send(new GetAccountAuthorizationDetailsCommand({})), buildRoles('upsolver-vpc', parameters));
 * report.status; // 'drifted'
 * report.roles[0]?.findings[0]?.message;
 * // '`ec2:CreateTags` is not granted as the statement `requestSpotAndAddresses` of the policy `UpsolverPolicy` should grant it'
 *
 * Sources: IAM API Reference, GetAccountAuthorizationDetails; IAM User Guide, "Policy evaluation logic".
 */
export function checkRoles(
  deployed: AccountInput,
  expected: readonly DeployableRole[],
  options: CheckOptions = {},
): DriftReport {
  const check = createRoleCheck(expected, options);
  if (typeof deployed === 'string') check.write(deployed);
  else check.add(deployed);
  return check.end();
}

/**
 * The same for input of any length, such as the exports of all accounts of an organization. What is kept are the roles
 * that are asked for, those that could be them under another name, and the managed policies.
 *
 * @throws {InvalidInputError} If `expected` is not a list of roles.
 *
 * @example
 * const check = createRoleCheck(expected);
 * for await (const chunk of process.stdin) check.write(chunk);
 * check.end().status; // 'inSync'
 */
export function createRoleCheck(expected: readonly DeployableRole[], options: CheckOptions = {}): RoleCheck {
  assertRoles(expected);
  const accounts = createAccounts(expected);
  const policies = new Map<string, RawPolicy>();
  const issues: Issue[] = [];
  let unlisted = 0;
  const pages = { truncated: 0, last: 0 };
  const listener: AccountListener = {
    onRole: accounts.add,
    onPolicy: (policy) => void policies.set(policy.arn, newerPolicy(policy, policies.get(policy.arn) ?? policy)),
    onPage: (isTruncated) => void (pages[isTruncated ? 'truncated' : 'last'] += 1),
    onIssue: (issue) => {
      if (issues.length < MAX_ISSUES) issues.push(issue);
      else unlisted += 1;
    },
  };
  const copyText = createCopier();
  const scanner = createScanner({
    ...listener,
    onUnit: ({ value, text, position, path }) =>
      readAccountValue(value, { path, source: { text: copyText(text), position, depth: path.length } }, listener),
  });
  const decoder = new TextDecoder();
  let hasText = false;
  let hasValue = false;

  return {
    write(chunk) {
      hasText = true;
      scanner.write(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    },
    add(value) {
      hasValue = true;
      readAccountValue(value, { path: [] }, listener);
    },
    end() {
      // Nothing at all is an empty text: it is no account without roles.
      if (hasText || !hasValue) {
        scanner.write(decoder.decode());
        scanner.end();
      }
      if (pages.truncated > 0 && pages.last === 0) issues.push({ ...TRUNCATED });
      const isComplete = issues.length === 0;
      const reader = createPolicyReader(expected, policies, listener.onIssue);
      const states = accounts.states();
      const roles =
        states.length === 0
          ? expected.map((role) => reportMissing(role, undefined, isComplete))
          : states.flatMap(([accountId, state]) =>
              checkAccount(accountId, state, { expected, options, reader, isComplete, onIssue: listener.onIssue }),
            );
      if (unlisted > 0)
        issues.push({ code: 'too_long', path: [], message: `${unlisted} more problems of the input are not listed` });
      return { status: worstStatus(roles, issues), roles, issues };
    },
  };
}

/** Makes a text one without what it was cut out of: engines keep all of a text for the sake of a part of it. */
function createCopier(): (text: string) => string {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (text) => decoder.decode(encoder.encode(text));
}

/** Input that is no JSON at all may have a problem in every line. */
const MAX_ISSUES = 1000;

const TRUNCATED: Issue = {
  code: 'missing',
  path: ['IsTruncated'],
  message: 'every page says that another one follows: the last one is missing',
  hint: 'ask again with its `Marker`, or, with the AWS CLI, without `--max-items`',
};

type CheckContext = {
  expected: readonly DeployableRole[];
  options: CheckOptions;
  reader: PolicyReader;
  isComplete: boolean;
  onIssue: (issue: Issue) => void;
};

function checkAccount(accountId: string, state: AccountState, context: CheckContext): RoleReport[] {
  const { expected, reader, isComplete } = context;
  const absent = expected.filter(({ name }) => !state.matched.has(name));
  const renamed =
    absent.length === 0
      ? new Map<DeployableRole, DeployedRole>()
      : findRenamed(absent, state.candidates.map(reader.readRole));
  return expected.map((role) => {
    const raws = state.matched.get(role.name);
    if (raws !== undefined)
      return reportFound(role, reader.readRole(pickDuplicate(raws, context.onIssue)), [], state, context);
    const other = renamed.get(role);
    if (other === undefined) return { ...reportMissing(role, accountId, isComplete), ...profileHolderOf(role, state) };
    const message = `the role is called \`${other.name}\`, not \`${role.name}\``;
    return reportFound(
      role,
      other,
      [finding('roleRenamed', message, { expected: role.name, actual: other.name })],
      state,
      context,
    );
  });
}

function reportMissing(expected: DeployableRole, accountId: string | undefined, isComplete: boolean): RoleReport {
  const { role, name } = expected;
  const findings = isComplete
    ? [finding('roleMissing', `there is no role \`${name}\``, { expected: name })]
    : [finding('inputIncomplete', `there is no role \`${name}\` in what could be read`, { expected: name })];
  return {
    role,
    name,
    ...(accountId !== undefined && { accountId }),
    status: statusOf(findings),
    findings,
    uncheckedSettings: [],
    expected: structuredClone(expected),
  };
}

function reportFound(
  expected: DeployableRole,
  deployed: DeployedRole,
  first: Finding[],
  state: AccountState,
  { reader, options }: CheckContext,
): RoleReport {
  const { role, name } = expected;
  const facts = { holders: state.roleByInstanceProfile, managedPolicy: reader.managedPolicy };
  const findings = [...first, ...checkRole(expected, deployed, facts)];
  const status = statusOf(findings);
  const { parameters } = options;
  const variant =
    parameters && mayBeVariant(findings, parameters) ? detectVariant(expected, deployed, parameters) : undefined;
  return {
    role,
    name,
    accountId: deployed.accountId,
    status,
    findings,
    uncheckedSettings: uncheckedSettings(expected, deployed),
    ...(variant && { variant }),
    ...(status !== 'inSync' && {
      expected: structuredClone(expected),
      deployed: structuredClone(deployed),
      ...profileHolderOf(expected, state),
    }),
  };
}

function profileHolderOf(
  { name, instanceProfile }: DeployableRole,
  { roleByInstanceProfile }: AccountState,
): { roleInInstanceProfile?: string } {
  const roleInInstanceProfile = instanceProfile && roleByInstanceProfile.get(instanceProfile.name);
  return roleInInstanceProfile === undefined || roleInInstanceProfile === name ? {} : { roleInInstanceProfile };
}

const PERMISSION_CODES = new Set<FindingCode>([
  'permissionMissing',
  'conditionTightened',
  'permissionExtra',
  'conditionWeakened',
  'denyMissing',
  'managedPolicyMissing',
]);

/** Whether the role's policies are not just the page's. */
function mayBeVariant(findings: readonly Finding[], { scope, features = {} }: RoleParameters): boolean {
  const isAskedFor = scope !== undefined || Object.values(features).includes(false);
  return isAskedFor || findings.some(({ code }) => PERMISSION_CODES.has(code));
}

function assertRoles(expected: unknown): asserts expected is readonly DeployableRole[] {
  if (Array.isArray(expected) && expected.length > 0 && expected.every(isRole)) return;
  throw new InvalidInputError([
    {
      code: 'invalid_type',
      path: ['expected'],
      message: 'the expected roles are not a list of roles',
      hint: '`buildRoles` returns such a list',
    },
  ]);
}

function isRole(role: unknown): boolean {
  return (
    typeof role === 'object' &&
    role !== null &&
    'role' in role &&
    ROLE_NAMES.includes(role.role as RoleName) &&
    'inlinePolicies' in role
  );
}
