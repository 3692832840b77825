import type { Position } from '../../core/issue.js';
import { readJson, type JsonNode } from '../../iam/parse/json.js';

/** The position of a value in a JSON text; of the nearest value around it if the path leads to nothing. */
export function findPosition(text: string, path: readonly (string | number)[]): Position {
  const { node } = readJson(text);
  let found = node;
  for (const step of path) {
    const next = found && childOf(found, step);
    if (next === undefined) break;
    found = next;
  }
  return found?.position ?? { line: 1, column: 1 };
}

function childOf(node: JsonNode, step: string | number): JsonNode | undefined {
  if (node.kind === 'array') return node.items[Number(step)];
  // Of duplicate keys the last one counts, as in JSON.parse.
  return node.kind === 'object' ? node.members.findLast(({ key }) => key === step)?.node : undefined;
}

/** The position in a file of something inside a part of it: `start` is where that part begins. */
export function addPositions(start: Position, within: Position): Position {
  if (within.line > 1) return { line: start.line + within.line - 1, column: within.column };
  return { line: start.line, column: start.column + within.column - 1 };
}
