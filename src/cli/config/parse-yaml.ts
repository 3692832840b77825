import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, type ParsedNode, type Scalar } from 'yaml';
import type { LocatedProblem, Position, Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { createPositions, MAX_FILE_LENGTH, objectOf, longFile, type ParsedText } from './parsed-text.js';
import { positionsIn, readYamlDocument } from './yaml-document.js';
import { findDeepNesting } from './yaml-nesting.js';

type Path = readonly (string | number)[];

/** How many values a file can have after its aliases are replaced: aliases of aliases multiply. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 32;

/**
 * Reads YAML 1.2 with the position of every value. Refuses what surprises readers of a file: duplicate keys, tags,
 * merge keys, other versions of YAML, a second document, and aliases that multiply. Names of members are read as they
 * are written, so that `012345678901` stays an account ID.
 *
 * Source: YAML 1.2.2, "Core Schema".
 */
export function parseYaml(text: string): ParsedText {
  const positions = createPositions();
  if (text.length > MAX_FILE_LENGTH) return { value: undefined, positions, problems: [longFile()] };
  const deep = findDeepNesting(text);
  if (deep !== undefined) return { value: undefined, positions, problems: [{ ...TOO_DEEP, path: [], position: deep }] };
  const lines = new LineCounter();
  const { document, problems } = readYamlDocument(text, lines, ONE_DOCUMENT);
  if (document === undefined || problems.length > 0) return { value: undefined, positions, problems };
  const { explicit = false, version } = document.directives.yaml;
  if (explicit && version !== '1.2') {
    problems.push({ ...OTHER_VERSION, path: [], position: { line: 1, column: 1 } });
  }
  const value = createReader(positionsIn(lines), problems, positions.set)(document.contents);
  return { value: problems.length > 0 ? undefined : value, positions, problems };
}

const TOO_DEEP: Problem = { code: 'too_deep', message: `the file is nested more than ${MAX_DEPTH} levels deep` };
const TOO_MANY: Problem = { code: 'too_long', message: 'with its aliases, the file has more than 200,000 values' };
const ONE_DOCUMENT = 'put all accounts into one document, without a line `---` between them';
const OTHER_VERSION: Problem = {
  code: 'invalid_yaml',
  message: 'the file is not YAML 1.2',
  hint: 'remove the line that begins with `%YAML`',
};

/** Reads nodes as plain data, each at its path. */
function createReader(
  at: (offset: number) => Position,
  problems: LocatedProblem[],
  setPosition: (path: Path, position: Position) => void,
): (contents: ParsedNode | null) => unknown {
  const anchors = new Map<string, ParsedNode>();
  let values = 0;
  let isStopped = false;

  const report = (problem: Problem, path: Path, position: Position): void => {
    problems.push({ ...problem, path: [...path], position });
  };

  /** Stops reading: everything that follows is `undefined`. */
  function stop(problem: Problem, path: Path, position: Position): void {
    isStopped = true;
    report(problem, path, position);
  }

  /** Reads a node. What it is about is at `start`, if it is nothing. */
  function readValue(node: ParsedNode | null, path: Path, start: Position): unknown {
    values += 1;
    if (isStopped) return undefined;
    const position = node === null ? start : at(node.range[0]);
    if (values > MAX_VALUES) return stop(TOO_MANY, path, position);
    if (path.length > MAX_DEPTH) return stop(TOO_DEEP, path, position);
    if (node === null) return null;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) return readContent(target, path);
      const message = `the alias ${quote(`*${node.source}`)} has no anchor before it`;
      report({ code: 'invalid_yaml', message }, path, position);
      return undefined;
    }
    refuseTag(node, path, position);
    const value = readContent(node, path);
    // Only now: an alias inside of what its anchor names would never end.
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    return value;
  }

  function refuseTag({ tag }: ParsedNode, path: Path, position: Position): void {
    if (tag === undefined) return;
    report({ code: 'invalid_yaml', message: `the tag ${quote(tag)} is not supported` }, path, position);
  }

  function readContent(node: ParsedNode, path: Path): unknown {
    if (isMap(node)) return objectOf(readMembers(node.items as readonly Pair<ParsedNode, ParsedNode | null>[], path));
    if (!isSeq(node)) return (node as Scalar).value;
    return (node.items as ParsedNode[]).map((item, index) => {
      const position = at(item.range[0]);
      setPosition([...path, index], position);
      return readValue(item, [...path, index], position);
    });
  }

  function readMembers(
    items: readonly Pair<ParsedNode, ParsedNode | null>[],
    path: Path,
  ): (readonly [string, unknown])[] {
    const names = new Set<string>();
    return items.map(({ key, value }) => {
      const position = at(key.range[0]);
      if (!isScalar(key) || key.source === '<<') {
        report(isScalar(key) ? MERGE_KEY : NO_NAME, path, position);
        return ['', undefined];
      }
      const name = String(key.source);
      const place = [...path, name];
      if (names.has(name)) {
        report({ code: 'duplicate_key', message: `the key ${quote(name)} appears twice` }, place, position);
      }
      names.add(name);
      refuseTag(key, place, position);
      setPosition(place, position);
      return [name, readValue(value, place, position)];
    });
  }

  return (contents) => readValue(contents, [], { line: 1, column: 1 });
}

const NO_NAME: Problem = { code: 'invalid_yaml', message: 'a key must be a name' };
const MERGE_KEY: Problem = {
  code: 'invalid_yaml',
  message: 'merge keys are not supported',
  hint: 'put settings that accounts share under `defaults`',
};
