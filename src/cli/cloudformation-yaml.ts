import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type Scalar } from 'yaml';
import type { LocatedProblem, Position, Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { createPositions, longFile, MAX_FILE_LENGTH, objectOf, type ParsedText } from './config/parsed-text.js';
import { positionsIn, readYamlDocument } from './config/yaml-document.js';
import { findDeepNesting } from './config/yaml-nesting.js';

type Path = readonly (string | number)[];

/**
 * The short forms of functions. Each has the name of the function behind `!`, except for two that have no `Fn::`.
 *
 * Source: CloudFormation Template Reference Guide, "Intrinsic function reference".
 */
const TAGS: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** With aliases replaced. The longest template has fewer. */
const MAX_VALUES = 400_000;
const MAX_DEPTH = 100;

/**
 * Reads a CloudFormation template in YAML, with the short forms of functions (`!Sub`) as their long forms. Scalars that
 * are not tagged keep their digits, so that `012345678901` stays an account ID and `2012-10-17` a version.
 *
 * Source: CloudFormation User Guide, "CloudFormation template format": YAML without the merge key.
 */
export function parseCloudFormationYaml(text: string): ParsedText {
  const positions = createPositions();
  const fail = (...problems: LocatedProblem[]): ParsedText => ({ value: undefined, positions, problems });
  if (text.length > MAX_FILE_LENGTH) return fail(longFile());
  const deep = findDeepNesting(text);
  if (deep !== undefined) return fail({ ...TOO_DEEP, path: [], position: deep });
  const lines = new LineCounter();
  const { document, problems: errors } = readYamlDocument(text, lines, ONE_TEMPLATE);
  if (errors.length > 0) return fail(...errors);
  const { problems, read } = createReader(positionsIn(lines), positions.set);
  const value = read(document?.contents ?? null, []);
  return problems.length > 0 ? fail(...problems) : { value, positions, problems };
}

const ONE_TEMPLATE = 'write each template to a separate file, without a line `---` between them';
const TOO_DEEP: Problem = { code: 'too_deep', message: `the file is nested more than ${MAX_DEPTH} levels deep` };
const TOO_MANY: Problem = { code: 'too_long', message: 'with its aliases, the file has more than 400,000 values' };
const NO_NAME: Problem = { code: 'invalid_yaml', message: 'a key must be a name' };
const MERGE_KEY: Problem = { code: 'invalid_yaml', message: 'CloudFormation does not support merge keys' };

/** Reads nodes as plain data, each at its path. */
function createReader(
  at: (offset: number) => Position,
  setPosition: (path: Path, position: Position) => void,
): { problems: LocatedProblem[]; read: (node: Node | null, path: Path) => unknown } {
  const problems: LocatedProblem[] = [];
  const anchors = new Map<string, Node>();
  let values = 0;

  const report = (problem: Problem, path: Path, { range }: Node): undefined => {
    problems.push({ ...problem, path: [...path], position: at(range?.[0] as number) });
  };

  function read(node: Node | null, path: Path): unknown {
    values += 1;
    if (node === null) return null;
    if (values === MAX_VALUES) return report(TOO_MANY, path, node);
    if (values > MAX_VALUES) return undefined;
    if (path.length > MAX_DEPTH) return report(TOO_DEEP, path, node);
    setPosition(path, at(node.range?.[0] as number));
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) return readTagged(target, path);
      const message = `the alias ${quote(`*${node.source}`)} has no anchor before it`;
      return report({ code: 'invalid_yaml', message }, path, node);
    }
    const value = readTagged(node, path);
    // Only now: an alias inside of what its anchor names would never end.
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    return value;
  }

  function readTagged(node: Node, path: Path): unknown {
    const { tag } = node as Scalar;
    if (tag === undefined) return readContent(node, path);
    const name = TAGS.get(tag);
    if (name === undefined) {
      const message = `the tag ${quote(tag)} is not a function of CloudFormation`;
      return report({ code: 'invalid_yaml', message }, path, node);
    }
    const value = isScalar(node) ? String(node.source) : readContent(node, [...path, name]);
    return objectOf([[name, tag === '!GetAtt' && typeof value === 'string' ? splitAttribute(value) : value]]);
  }

  function readContent(node: Node, path: Path): unknown {
    if (isMap(node)) return objectOf(readMembers(node.items as Pair<Node, Node | null>[], path));
    if (isSeq(node)) return (node.items as (Node | null)[]).map((item, index) => read(item, [...path, index]));
    return valueOf(node as Scalar);
  }

  function readMembers(items: readonly Pair<Node, Node | null>[], path: Path): (readonly [string, unknown])[] {
    const names = new Set<string>();
    return items.map(({ key, value }) => {
      const name = isScalar(key) ? String(key.source) : '<<';
      const place = [...path, name];
      if (name === '<<') report(isScalar(key) ? MERGE_KEY : NO_NAME, path, key);
      if (names.has(name))
        report({ code: 'duplicate_key', message: `the key ${quote(name)} appears twice` }, place, key);
      names.add(name);
      return [name, read(value, place)];
    });
  }

  return { problems, read };
}

/** A number as a number only if nothing is lost. */
function valueOf({ value, source }: Scalar): unknown {
  return typeof value === 'number' && String(value) !== source ? source : value;
}

function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
