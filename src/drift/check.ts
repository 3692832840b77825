import { checkArnValues, type CheckedArnValues } from '../aws/actions/arn-template.js';
import { openCatalog, type OpenCatalog } from '../aws/actions/open.js';
import { list, safeReadData } from '../core/data.js';
import type { Immutable } from '../core/immutable.js';
import { quote } from '../core/quote.js';
import { assertValid, type Result } from '../core/schema.js';
import { createBudget, STEPS_FOR_EXAMPLES } from '../iam/compare/budget.js';
import { exampleChooser, type ExampleChooser } from '../iam/compare/example.js';
import { validateCheckOptions, type CheckOptions } from '../upsolver/parameters/check.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { deployableRole } from '../upsolver/roles/read-roles.js';
import { missingReport, roleReport, type ReportContext } from './diff/role-report.js';
import { createVariantDetector } from './diff/variant.js';
import type { AccountState } from './input/account-state.js';
import { createCollector, type CollectedInput } from './input/collector.js';
import type { DeployedRole } from './input/deployed-role.js';
import { createDocumentReader, type DocumentReader } from './input/document-reader.js';
import type { IssueList } from './input/issue-list.js';
import { createPolicyReader, type PolicyReader } from './input/policy-reader.js';
import { identityDocument, trustDocument } from './input/read-document.js';
import { findRenamed, pickDuplicate } from './match-roles.js';
import { findParameterHint } from './parameter-hint.js';
import { finding } from './report/finding.js';
import {
  worstOf,
  worstStatus,
  type DriftReport,
  type ParameterHint,
  type RoleReport,
  type RoleStatus,
} from './report/report.js';

/**
 * What AWS returned: text (one JSON value, several in a row, or NDJSON), a page of `GetAccountAuthorizationDetails`
 * from the SDK or the AWS CLI, a list of pages, or roles and managed policies from them.
 */
export type AccountInput = string | object;

/** A check whose input arrives in parts. */
export type RoleCheck = {
  /**
   * Says that what follows is from a file, whose name issues have: line numbers start again, and no value continues
   * from the file before.
   */
  startFile: (name: string) => void;
  /** Reads the next part of a text. It may be cut anywhere; bytes are UTF-8. Throws for anything else. */
  write: (chunk: string | Uint8Array) => void;
  /** Reads a value: a page, a list of pages, a role, or a managed policy. */
  add: (value: object) => void;
  /** Ends the input and returns the report on all of it. */
  end: () => DriftReport;
};

/**
 * Checks whether deployed roles are still what they should be. Permissions are compared by their effect, across all
 * policies of a role, and every difference in access comes with an example request.
 *
 * Invalid input does not throw: `issues` of the report lists it, and the other roles are still checked.
 *
 * @param deployed What AWS returned, unchanged.
 * @param expected The roles that `buildRoles` returned.
 * @param options The parameters of `buildRoles`, to recognize variants of the roles.
 * @returns One report for each expected role in each account of the input, with the worst status of them all.
 * @throws {InvalidInputError} If `expected` is not a list of roles, or with every problem of the options.
 *
 * @example
 * const page = await iam.send(new GetAccountAuthorizationDetailsCommand({}));
 * const report = checkRoles(page, buildRoles('upsolver-vpc', parameters));
 * report.status; // 'drifted'
 * report.roles[0]?.findings[0]?.message; // 'the tag `Stage` is missing'
 *
 * Sources: IAM API Reference, GetAccountAuthorizationDetails; IAM User Guide, "Policy evaluation logic".
 */
export function checkRoles(
  deployed: AccountInput,
  expected: readonly Immutable<DeployableRole>[],
  options: CheckOptions = {},
): DriftReport {
  const check = createRoleCheck(expected, options);
  if (typeof deployed === 'string') check.write(deployed);
  else check.add(deployed);
  return check.end();
}

/**
 * Checks roles like `checkRoles`, for input of any length, such as the exports of all accounts of an organization. Only
 * the expected roles, roles that could be them under another name, and the managed policies are kept in memory.
 *
 * With `onAccount`, only those of one account are, and reports are not kept either. An account ends where a role of the
 * next one begins, so all pages of an account must follow one another: first to last, one file after the other. Managed
 * policies may come after the roles that have them, up to that point; policies of AWS may also come with an earlier
 * account. A role that comes too late is an issue.
 *
 * @param roles The roles that `buildRoles` returned.
 * @param options The parameters of `buildRoles`, to recognize variants of the roles.
 * @param onAccount Receives the report on each account when it has ended, with the issues since the account before.
 * @returns A check to pass the input to. Its `end` returns the report; with `onAccount`, without the roles and hints
 *   that have been passed on.
 * @throws {InvalidInputError} If `roles` is not a list of roles, or `onAccount` is not a function, or with every
 *   problem of the options.
 *
 * @example
 * const check = createRoleCheck(expected);
 * for await (const chunk of process.stdin) check.write(chunk);
 * check.end().status; // 'inSync'
 *
 * Sources: IAM API Reference, GetAccountAuthorizationDetails; IAM User Guide, "Policy evaluation logic".
 */
export function createRoleCheck(
  roles: readonly Immutable<DeployableRole>[],
  options: CheckOptions = {},
  onAccount?: (report: DriftReport) => void,
): RoleCheck {
  const [expected, valid] = assertValid(
    readExpected(roles),
    validateCheckOptions(options),
    validateListener(onAccount),
  );
  const { startFile, write, add, takeEnded, end } = createCollector(expected, onAccount !== undefined);
  const checkCollected = createAccountsCheck(expected, valid);
  let status: RoleStatus = 'inSync';
  let passedOn = 0;
  let isPassedOn = false;

  const passOn = (collected: CollectedInput): void => {
    for (const account of collected.accounts) {
      const report = checkCollected({ ...collected, accounts: [account] });
      const issues = report.issues.slice(passedOn);
      passedOn = report.issues.length;
      status = worstOf([status, report.status]);
      isPassedOn = true;
      onAccount?.({ ...report, issues, status: worstStatus(report.roles, issues) });
    }
  };
  /** Passes on the accounts that an input has ended. */
  const passingOn =
    <Input>(read: (input: Input) => void) =>
    (input: Input): void => {
      read(input);
      passOn(takeEnded());
    };

  return {
    startFile: passingOn(startFile),
    write: passingOn(write),
    add: passingOn(add),
    end() {
      const collected = end();
      if (onAccount === undefined) return checkCollected(collected);
      passOn(takeEnded());
      passOn(collected);
      const rest = checkCollected({ ...collected, accounts: [] });
      // Without any account, no report has been passed on.
      const left = isPassedOn ? [] : rest.roles;
      return { ...rest, roles: left, status: worstOf([status, worstStatus(left, rest.issues)]) };
    },
  };
}

function validateListener(onAccount: unknown): Result<undefined> {
  if (onAccount === undefined || typeof onAccount === 'function') return { value: undefined, issues: [] };
  const message = `\`onAccount\` must be a function, not ${quote(onAccount)}`;
  return { value: undefined, issues: [{ code: 'invalid_type', path: ['onAccount'], message }] };
}

/** Checks the accounts of an input. The documents that they share are parsed once. */
function createAccountsCheck(
  expected: readonly DeployableRole[],
  { parameters, accountId: givenAccount, catalog: source }: CheckOptions,
): (collected: CollectedInput) => DriftReport {
  const { scope, athena, features = {} } = parameters ?? {};
  const variants = {
    detectVariant: parameters && createVariantDetector(parameters),
    isVariantRequested: scope !== undefined || athena !== undefined || Object.values(features).includes(false),
  };
  const catalog = source === undefined ? undefined : openCatalog(source);
  let documents: DocumentReader | undefined;
  return ({ accounts, policies, issues }) => {
    const isComplete = issues.all().length === 0;
    documents ??= createDocumentReader(expected, issues.add);
    const reader = createPolicyReader(documents, policies, issues.add);
    const context = { ...variants, catalog, region: parameters?.region, expected, reader, isComplete, issues };
    const reports = accounts.map(([accountId, state]) => checkAccount(accountId, state, context));
    const hints = reports.flatMap(({ hint }) => hint ?? []);
    const roles = accounts.length === 0 ? missingRoles(context, givenAccount) : reports.flatMap((each) => each.roles);
    return {
      status: worstStatus(roles, issues.all()),
      roles,
      ...(hints.length > 0 && { hints }),
      issues: issues.all(),
    };
  };
}

type AccountContext = Pick<ReportContext, 'detectVariant' | 'isVariantRequested'> & {
  catalog: OpenCatalog | undefined;
  region: string | undefined;
  expected: readonly DeployableRole[];
  reader: PolicyReader;
  isComplete: boolean;
  issues: IssueList;
};

/** Examples of an account, with steps for all of its roles: there can be a hundred findings. */
function chooserFor(accountId: string, { catalog, region }: AccountContext): ExampleChooser | undefined {
  if (catalog === undefined) return undefined;
  const { value = checkArnValues({}).value } = checkArnValues({ accountId, region });
  return exampleChooser(catalog, value as CheckedArnValues, createBudget(3 * STEPS_FOR_EXAMPLES));
}

type AccountReport = { roles: RoleReport[]; hint?: ParameterHint | undefined };

function checkAccount(accountId: string, state: AccountState, context: AccountContext): AccountReport {
  const { expected, reader, isComplete, issues } = context;
  const { roleByInstanceProfile } = state;
  const { managedPolicy } = reader;
  const facts: ReportContext = {
    ...context,
    roleByInstanceProfile,
    managedPolicy,
    chooseExample: chooserFor(accountId, context),
  };
  const renamed = findRenamedRoles(state, context);
  const roles = expected.map((role) => {
    const found = state.matched.get(role.name);
    if (found !== undefined) return roleReport(role, reader.readRole(pickDuplicate(found, issues.add)), [], facts);
    const other = renamed.get(role);
    if (other === undefined)
      return missingReport(role, isComplete, { accountId, roleByInstanceProfile, managedPolicy });
    const message = `the role is named \`${other.name}\`, not \`${role.name}\``;
    return roleReport(
      role,
      other,
      [finding('roleRenamed', message, { expected: role.name, actual: other.name })],
      facts,
    );
  });
  return { roles, hint: findParameterHint(accountId, state, expected) };
}

/** The reports on an input without any role. */
function missingRoles({ expected, reader, isComplete }: AccountContext, accountId: string | undefined): RoleReport[] {
  const account = accountId === undefined ? undefined : { accountId, ...reader, roleByInstanceProfile: new Map() };
  return expected.map((role) => missingReport(role, isComplete, account));
}

function findRenamedRoles(
  { matched, candidates }: AccountState,
  { expected, reader }: AccountContext,
): Map<DeployableRole, DeployedRole> {
  const absent = expected.filter(({ name }) => !matched.has(name));
  // Candidates are read only if they are needed: reading them reports their issues.
  return absent.length === 0 ? new Map() : findRenamed(absent, candidates.map(reader.readRole));
}

const expectedRole = deployableRole({ identity: identityDocument, trust: trustDocument });

function readExpected(value: unknown): Result<DeployableRole[]> {
  const hint = 'pass the result of `buildRoles`';
  const result = safeReadData(list(expectedRole), value, ['expected'], hint);
  if (result.value?.length !== 0) return result;
  const message = 'the list of expected roles is empty';
  return { value: undefined, issues: [{ code: 'empty', path: ['expected'], message, hint }] };
}
