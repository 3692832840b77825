import type { Position } from '../../core/issue.js';
import { readJson, type JsonNode } from '../../iam/parse/json.js';

/** Where in a JSON text a part stands; where the nearest part around it does, if it is not there. */
export function findPosition(text: string, path: readonly (string | number)[]): Position {
  const { node } = readJson(text);
  let found = node;
  for (const step of path) {
    const next = found && child(found, step);
    if (next === undefined) break;
    found = next;
  }
  return found?.position ?? { line: 1, column: 1 };
}

function child(node: JsonNode, step: string | number): JsonNode | undefined {
  if (node.kind === 'array') return node.items[Number(step)];
  // The last of several, as JSON.parse has it.
  return node.kind === 'object' ? node.members.findLast(({ key }) => key === step)?.node : undefined;
}
