import { worstLevel, worstRank, type AccessLevel } from '../../aws/actions/access-level.js';
import type { CheckedArnValues } from '../../aws/actions/arn-template.js';
import type { ActionReference } from '../../aws/actions/catalog.js';
import type { OpenCatalog, OpenService } from '../../aws/actions/open.js';
import { targetsOf, type RequestTarget } from '../../aws/actions/targets.js';
import { globalKeyFacts } from '../../aws/condition-keys.js';
import { attempt } from '../../core/attempt.js';
import { lazy } from '../../core/lazy.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../document.js';
import { actionMatcher } from '../match/action.js';
import { hasWildcards } from '../match/glob.js';
import type { AccessRequest } from '../request.js';
import type { Literal } from './atom.js';
import { spend, TESTS_PER_STEP, TooComplexError, withOwn, type Budget } from './budget.js';
import type { ComparedStatement } from './compile.js';
import { withNamedAction, withPlausibleValues } from './plausible.js';
import { assume, type Model } from './search.js';
import { isWitness, searchAlternatives, type ExampleContext, type Question } from './statement-search.js';

/** An example request, and what AWS documents about it. */
export type Example = {
  request: AccessRequest;
  /** The worst access level of the action, if the catalog has it. */
  level?: AccessLevel;
  /** `false` if no action that AWS documents can make such a request. */
  isReachable: boolean;
};

/** Chooses an example for a statement, given the first request that the search found. */
export type ExampleChooser = (found: AccessRequest, context: ExampleContext) => Example;

/**
 * Chooses examples: with a catalog, a request that AWS documents, of the worst action; without one, a request with
 * names from the policies. What is found and what is not never depends on it.
 *
 * @param own The steps that all examples of a call can take together.
 */
export function exampleChooser(
  catalog: OpenCatalog | undefined,
  values: CheckedArnValues,
  own: Budget,
): ExampleChooser {
  const actions = lazy(() => worstFirst(catalog as OpenCatalog));
  return (found, context) => {
    const { alternatives, question } = context;
    const { budget } = question.workspace;
    const confirm = (request: AccessRequest): boolean =>
      attempt(TooComplexError, () => alternatives.some((each) => isWitness(request, each, question))) === true;
    return withOwn(own, budget, () => {
      const documented = catalog === undefined ? 'open' : searchDocumented(catalog, actions, context, values);
      if (typeof documented === 'object') {
        const { request, target, level } = documented;
        return { request: withPlausibleValues(request, [target.example], confirm), level, isReachable: true };
      }
      const policies = [...question.inner.policies, ...question.outer.policies];
      const request = withPlausibleValues(withNamedAction(found, policies, confirm), [], confirm);
      return { request, isReachable: documented === 'open' };
    });
  };
}

function worstFirst(catalog: OpenCatalog): ActionReference[] {
  const all = catalog.prefixes.flatMap((prefix) => {
    const { actionNames, action } = catalog.service(prefix) as OpenService;
    return actionNames.map((name) => action(name) as ActionReference);
  });
  return all.toSorted((a, b) => worstRank(a) - worstRank(b) || noteOf(a.action) - noteOf(b.action));
}

/** Actions that reviewers know and look for: of the same access level, they are the better examples. */
const NOTABLE: readonly string[] = [
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:PassRole',
  's3:PutBucketPolicy',
  'kms:PutKeyPolicy',
  'sqs:SetQueueAttributes',
  'ec2:RunInstances',
  's3:PutObject',
  'sts:AssumeRole',
  's3:GetObject',
];

/** The place of an action among those that reviewers know. */
export function noteOf(action: string): number {
  const place = NOTABLE.indexOf(action);
  return place === -1 ? NOTABLE.length : place;
}

type Documented = { request: AccessRequest; target: RequestTarget; level: AccessLevel };

/**
 * The first request that AWS documents, in the order of actions; `none` if there is none, and `open` if there may be
 * some: of a service that the catalog does not have, or where the search is not decided.
 */
function searchDocumented(
  catalog: OpenCatalog,
  allActions: () => readonly ActionReference[],
  { alternatives, side, question }: ExampleContext,
  values: CheckedArnValues,
): Documented | 'none' | 'open' {
  const matches = statementActions(alternatives, question.inner.policies);
  const { workspace } = question;
  let isOpen = !matches.services.every((service) => catalog.service(service) !== undefined);
  const found = attempt(TooComplexError, (): Documented | undefined => {
    const actions = matches.names?.flatMap((name) => catalog.action(name) ?? []) ?? allActions();
    for (const { action, accessLevels } of actions) {
      spend(workspace.budget, 1 / TESTS_PER_STEP);
      if (!matches.test(action.toLowerCase())) continue;
      for (const target of targetsOf(catalog, action, values)) {
        // INVARIANT: the literals do not contradict each other, and nothing else is known of their dimensions.
        const start = assume(side.start, literalsOf(action, target, question), side.scope) as Model;
        const answer = searchAlternatives(alternatives, { ...side, start, answers: new Map() }, question);
        if (answer.undecided !== undefined) isOpen = true;
        if (answer.witness === undefined) continue;
        return { request: { ...answer.witness, action }, target, level: worstLevel(accessLevels) };
      }
    }
    return undefined;
  });
  if (found instanceof TooComplexError) return 'open';
  return found ?? (isOpen ? 'open' : 'none');
}

/** The actions that all statements can apply to, and their services; `*` if they may be of any service. */
function statementActions(
  alternatives: readonly ComparedStatement[],
  policies: readonly AnyPolicy[],
): { test: (action: string) => boolean; services: string[]; names?: string[] } {
  const parts = alternatives[0]?.joint?.parts ?? alternatives.slice(0, 1);
  const tests = parts.map(({ policy, statement }) => {
    const { Action, NotAction = [] } = elementsOf(policies[policy]?.Statement[statement] as AnyStatement);
    const patterns = [Action ?? NotAction].flat();
    const matches = actionMatcher(patterns);
    if (Action === undefined) return { services: ['*'], test: (action: string) => !matches(action) };
    const services = patterns.map((pattern) => /^[^:*?]*(?=:)/.exec(pattern)?.[0].toLowerCase() ?? '*');
    return { services, test: matches, ...(patterns.some(hasWildcards) ? {} : { names: patterns }) };
  });
  const [first] = tests as [(typeof tests)[number]];
  const narrowest = tests.find(({ names }) => names) ?? tests.find(({ services }) => !services.includes('*')) ?? first;
  return { ...narrowest, test: (action) => tests.every(({ test }) => test(action)) };
}

/** A name of a bucket has no slash: what has one is an object. Source: Amazon S3 User Guide, "Bucket naming rules". */
const [BUCKETS, OBJECTS] = ['arn:*:s3:::*', 'arn:*:s3:::*/*'];

/** What a documented request says: its action, a resource of the type, and none of the keys that it cannot have. */
function literalsOf(action: string, target: RequestTarget, { workspace }: Question): Literal[] {
  const { atoms, uses } = workspace;
  const isWithoutResource = target.pattern === '*';
  const known = [...target.conditionKeys, ...target.typeConditionKeys].map((key) => key.toLowerCase());
  const absent = [...uses.keys()].filter(
    (key) => globalKeyFacts(key) === undefined && !known.some((name) => isSameKey(name, key)),
  );
  return [
    { atom: atoms.action([action]), positive: true },
    // The only resource of one character is `*`.
    { atom: atoms.resource([isWithoutResource ? '?' : target.pattern], false, 'stay'), positive: true },
    ...(target.pattern === BUCKETS ? [{ atom: atoms.resource([OBJECTS], false, 'stay'), positive: false }] : []),
    ...absent.map((key): Literal => ({ atom: atoms.key(key, 'absent'), positive: true })),
  ];
}

/** Whether a documented key is a key of a policy: `aws:requesttag/${tagkey}` stands for every tag. */
function isSameKey(documented: string, key: string): boolean {
  const place = documented.indexOf('${');
  return place === -1 ? documented === key : key.startsWith(documented.slice(0, place)) && key.length > place;
}
