import { quote } from '../../core/quote.js';
import type { JsonNode } from './json.js';
import { locationOf, type Location, type Path, type Report } from './report.js';

/** A function of CloudFormation that nobody has resolved, as an object or as what a YAML parser leaves of its tag. */
type Intrinsic = { name: string; place: Location };

/** Reports a template that is not a policy yet. Returns whether it is one. */
export function reportTemplate(document: JsonNode, report: Report): boolean {
  const found = findIntrinsic(document, []);
  if (found === undefined) return false;
  const message = `this is a template: ${quote(found.name)} is not resolved`;
  report.error('template', found.place, message, 'use the policy that the template creates');
  return true;
}

function findIntrinsic(node: JsonNode, path: Path): Intrinsic | undefined {
  switch (node.kind) {
    case 'string': {
      const [tag] =
        /^!(?:Base64|FindInMap|GetAtt|If|ImportValue|Join|Ref|Select|Split|Sub)(?=\s)/.exec(node.text) ?? [];
      return tag === undefined ? undefined : { name: tag, place: locationOf(path, node) };
    }
    case 'array':
      return firstOf(node.items, (item, index) => findIntrinsic(item, [...path, index]));
    case 'object': {
      const [member, ...others] = node.members;
      if (member !== undefined && others.length === 0 && /^(?:Ref|Fn::\w+)$/.test(member.key)) {
        return { name: member.key, place: locationOf(path, node) };
      }
      return firstOf(node.members, ({ key, node: value }) => findIntrinsic(value, [...path, key]));
    }
    default:
      return undefined;
  }
}

function firstOf<Part>(
  parts: readonly Part[],
  find: (part: Part, index: number) => Intrinsic | undefined,
): Intrinsic | undefined {
  for (const [index, part] of parts.entries()) {
    const found = find(part, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
