import { checkArnValues, type CheckedArnValues } from '../../aws/actions/arn-template.js';
import type { ActionCatalog } from '../../aws/actions/catalog.js';
import { openCatalog, type OpenCatalog } from '../../aws/actions/open.js';
import { guarded } from '../../core/guard.js';
import { InvalidInputError, notOneOf } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readFacts, type Facts, type ReadFacts } from '../facts/facts.js';
import { createBudget, STEPS_FOR_EXAMPLES, type Budget } from './budget.js';
import { exampleChooser, type ExampleChooser } from './example.js';

/** How to compare. */
export type CompareOptions = {
  /** What is known about the condition keys of all requests. Other requests are not considered. */
  readonly facts?: Facts;
  /**
   * The actions of AWS services: `ACTION_CATALOG` of `upsolver-iam/actions`, or what `fromIamData` returned. With it,
   * examples are requests that AWS documents, of the worst access level first. Without it, they are the shortest ones.
   */
  readonly catalog?: ActionCatalog;
};

export type ReadOptions = {
  facts: ReadFacts;
  catalog: OpenCatalog | undefined;
  chooseExample: ExampleChooser;
};

const OPTIONS = ['facts', 'catalog'];

/** @throws {InvalidInputError} With every problem of the options. */
export function readCompareOptions(options: CompareOptions): ReadOptions {
  const { facts: given, catalog: source } = guarded('the options', ['options'], () => checkedOptions(options));
  const facts = readFacts(given);
  const catalog = source === undefined ? undefined : openCatalog(source);
  return toReadOptions(facts, catalog, createBudget(STEPS_FOR_EXAMPLES));
}

function checkedOptions(options: CompareOptions): CompareOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const message = `the options must be an object, not ${quote(options)}`;
    throw new InvalidInputError([{ code: 'invalid_type', path: ['options'], message }]);
  }
  const unknown = Object.keys(options).filter((option) => !OPTIONS.includes(option));
  if (unknown.length > 0) {
    throw new InvalidInputError(
      unknown.map((option) => ({ ...notOneOf('option', option, OPTIONS), path: ['options', option] })),
    );
  }
  return { ...options };
}

/** @param own The steps that all examples of a call can take together. */
export function toReadOptions(facts: ReadFacts, catalog: OpenCatalog | undefined, own: Budget): ReadOptions {
  return { facts, catalog, chooseExample: exampleChooser(catalog, valuesOf(facts), own) };
}

/** The Region and the account of examples, as far as the facts tell. */
function valuesOf({ keys }: ReadFacts): CheckedArnValues {
  const only = (...names: string[]): string | undefined => {
    const found = names.map((name) => keys.get(name)?.values ?? []).find(({ length }) => length === 1);
    return found?.[0];
  };
  const region = only('aws:requestedregion');
  const accountId = only('aws:resourceaccount', 'aws:principalaccount');
  return (checkArnValues({ region, accountId }).value ?? checkArnValues({}).value) as CheckedArnValues;
}
