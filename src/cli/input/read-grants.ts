import { attempt } from '../../core/attempt.js';
import { InvalidInputError, type LocatedProblem, type Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readJson, type JsonNode } from '../../iam/parse/json.js';
import { validateDataAccess, type DataAccessGrant } from '../../upsolver/parameters/data-access.js';
import type { Terminal } from '../terminal.js';
import { fileProblem, type FileProblem } from './file-problem.js';
import { readInputText, recognizedProblem, recognizeInput, tooLong } from './read-input.js';

/**
 * Reads a JSON list of data access grants.
 *
 * @param checkRest Throws the problems of everything else; called only if there are problems with the grants, so that
 *   all are listed at once.
 * @throws {InvalidInputError} If the file cannot be read, is not a JSON list, or with every problem of its grants. The
 *   partition of their ARNs is not checked.
 */
export function readGrants(file: string, terminal: Terminal, checkRest: () => unknown): DataAccessGrant[] {
  const grants = attempt(InvalidInputError, () => readValidGrants(file, terminal));
  if (!(grants instanceof InvalidInputError)) return grants;
  const rest = attempt(InvalidInputError, checkRest);
  throw new InvalidInputError([...grants.issues, ...(rest instanceof InvalidInputError ? rest.issues : [])]);
}

function readValidGrants(file: string, terminal: Terminal): DataAccessGrant[] {
  const input = readInputText(file, terminal);
  const { text } = input;
  const found = recognizeInput(input, 'grants');
  if (found !== undefined) throw new InvalidInputError([recognizedProblem(file, text, found)]);
  if (!input.isWhole) throw tooLong(file, 'grants');
  const { node, problems } = readJson(text);
  if (node === undefined || problems.length > 0) {
    throw new InvalidInputError(problems.map((problem) => fileProblem(file, problem)));
  }
  const grants: unknown = JSON.parse(text);
  const issues = problemsOf(grants, node, file);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return grants as DataAccessGrant[];
}

function problemsOf(grants: unknown, node: JsonNode, file: string): FileProblem[] {
  const [{ issues }] = validateDataAccess(grants, {});
  return issues
    .filter(({ code }) => code !== 'wrong_partition')
    .map(({ path: [, ...path], ...problem }) => {
      const position = positionAt(node, path);
      return fileProblem(file, {
        ...problem,
        ...inGrant(problem, path, grants),
        path: [],
        ...(position && { position }),
      });
    });
}

/** The message with the grant that has the problem, counted from 1. */
function inGrant(
  { code, message }: Pick<LocatedProblem, 'code' | 'message'>,
  [index, name]: LocatedProblem['path'],
  grants: unknown,
): { message: string } {
  const { service } = Object((grants as readonly unknown[])[Number(index)]) as { service?: unknown };
  const kind = typeof service === 'string' && /^[a-z\d-]{1,32}$/.test(service) ? ` (${service})` : '';
  const what = code === 'missing' && name !== undefined ? `${quote(String(name))} is missing` : message;
  return { message: `grant ${Number(index) + 1}${kind}: ${what}` };
}

/** The position of an element of a grant, or of the grant if it does not have the element. */
function positionAt(node: JsonNode, [index, name]: LocatedProblem['path']): Position | undefined {
  const grant = (node as Extract<JsonNode, { kind: 'array' }>).items[Number(index)] as JsonNode;
  const member = grant.kind === 'object' ? grant.members.find(({ key }) => key === name) : undefined;
  return (member?.node ?? grant).position;
}
