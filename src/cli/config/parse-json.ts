import type { Position } from '../../core/issue.js';
import { readJson, type JsonNode } from '../../iam/parse/json.js';
import { createPositions, MAX_FILE_LENGTH, objectOf, longFile, type ParsedText } from './parsed-text.js';

type Path = readonly (string | number)[];

/** Reads JSON with the position of every value. Refuses duplicate keys. */
export function parseJson(text: string): ParsedText {
  const positions = createPositions();
  if (text.length > MAX_FILE_LENGTH) return { value: undefined, positions, problems: [longFile()] };
  const { node, problems } = readJson(text);
  if (node === undefined || problems.length > 0) return { value: undefined, positions, problems };
  return { value: valueOf(node, []), positions, problems: [] };

  function valueOf(part: JsonNode, path: Path): unknown {
    switch (part.kind) {
      case 'object':
        return objectOf(
          part.members.map(({ key, position, node: member }) => {
            positions.set([...path, key], position as Position);
            return [key, valueOf(member, [...path, key])] as const;
          }),
        );
      case 'array':
        return part.items.map((item, index) => {
          positions.set([...path, index], item.position as Position);
          return valueOf(item, [...path, index]);
        });
      case 'string':
        return part.text;
      case 'number':
        return Number(part.text);
      case 'boolean':
        return part.text === 'true';
      case 'null':
        return null;
    }
  }
}
