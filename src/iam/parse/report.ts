import type { ErrorCode, Issue, IssueCode, Position, WarningCode } from '../../core/issue.js';
import type { Operator } from '../condition/operator.js';
import type { AnyStatement, Effect, PolicyKind } from '../document.js';
import type { JsonNode } from './json.js';

export type Path = readonly (string | number)[];

/** A kind of policy, or `any` for a policy whose kind is unknown. */
export type ReadableKind = PolicyKind | 'any';

/** Collects the problems of a document with their locations. */
export type Report = {
  /** What judges a document that has been read; missing if it is only read. */
  judge: Judge | undefined;
  /** For what is no policy: no reader could say what it means. */
  error: (code: ErrorCode, at: Location, message: string, hint?: string) => void;
  /** For what IAM rejects although it can be read: an error, except to a lenient reader. */
  refuse: (code: ErrorCode, at: Location, message: string, hint?: string) => void;
  warning: (code: WarningCode, at: Location, message: string, hint?: string) => void;
};

/**
 * The checks of what IAM accepts and of what is dangerous. A reader gets them with its report, so that a bundle that
 * only reads policies has none of them.
 */
export type Judge = {
  action: (text: string, place: Location, report: Report) => void;
  resource: (text: string, place: Location, kind: ReadableKind, report: Report) => void;
  principal: (key: string, text: string, kind: ReadableKind, place: Location, report: Report) => void;
  /** The list of an element, for entries that others cover. */
  list: (element: 'actions' | 'resources' | 'principals', texts: StringList, report: Report) => void;
  condition: (use: KeyUse, report: Report) => void;
  /** A part of a statement of a resource control policy. */
  rcp: (part: RcpPart, report: Report) => void;
  /** The kind whose rules the statements of a document follow. */
  kindOfStatements: (statements: JsonNode, kind: ReadableKind) => ReadableKind;
  /** The text of a document, before it is read. */
  text: (node: JsonNode, report: Report) => void;
  document: (parsed: ParsedDocument, kind: ReadableKind, report: Report) => void;
};

/** What resource control policies restrict in a statement. */
export type RcpPart =
  | { element: 'Effect' | 'Action'; text: string; place: Location }
  | { element: 'Principal'; node: JsonNode; place: Location };

/** A condition: one operator, one key, the policy's values for the key. */
export type KeyUse = {
  operator: Operator;
  key: string;
  values: StringList;
  place: Location;
  effect: Effect | undefined;
  /** The keys in lowercase whose presence the statement requires, with `Null` and `false`. */
  required: ReadonlySet<string>;
};

/** A statement that was read. `isWhole` is false if a part of it was not. */
export type ParsedStatement = { statement: AnyStatement; place: Location; isWhole: boolean };

/** A document, the statements with their places, and the text that they were read from. */
export type ParsedDocument = { document: object; statements: readonly ParsedStatement[]; node: JsonNode };

/** Where a part of a document is: its path and, for text, its line and column. */
export type Location = { path: Path; position: Position | undefined };

export function locationOf(path: Path, node: { position?: Position }): Location {
  return { path, position: node.position };
}

/**
 * A report that adds its problems to a list.
 *
 * @param options `lenient`: drop warnings, and what IAM rejects although it can be read. `judge`: what checks the rest.
 *   `within`: where the document is, if it is part of another one.
 */
export function createReport(
  issues: Issue[],
  { lenient = false, judge, within = [] }: { lenient?: boolean; judge?: Judge; within?: Path } = {},
): Report {
  const add =
    (severity: Issue['severity'], isDropped: boolean) =>
    (code: IssueCode, { path, position }: Location, message: string, hint?: string): void => {
      if (isDropped) return;
      issues.push({
        code,
        path: [...within, ...path],
        message,
        ...(hint !== undefined && { hint }),
        severity,
        ...(position && { position }),
      });
    };
  return {
    judge: lenient ? undefined : judge,
    error: add('error', false),
    refuse: add('error', lenient),
    warning: add('warning', lenient),
  };
}

/** The type of a node for a message: `an object`. */
export function describeNode(node: JsonNode): string {
  return node.kind === 'null'
    ? '`null`'
    : `${node.kind === 'array' || node.kind === 'object' ? 'an' : 'a'} ${node.kind}`;
}

/** The string of a node; for other nodes, reports an error and returns `undefined`. */
export function readString(node: JsonNode, path: Path, what: string, report: Report): string | undefined {
  if (node.kind === 'string') return node.text;
  report.error('invalid_type', locationOf(path, node), `${what} must be a string, not ${describeNode(node)}`);
  return undefined;
}

/** The strings of an element that has one string or a list of them. */
export type StringList = { entries: { text: string; place: Location }[]; isList: boolean };

/** The strings of an element. Reports an error for every entry that is not a string. */
export function readStrings(node: JsonNode, path: Path, what: string, report: Report): StringList {
  const isList = node.kind === 'array';
  const nodes = isList ? node.items : [node];
  const entries = nodes.flatMap((item, index) => {
    const place = locationOf(isList ? [...path, index] : path, item);
    const text = readString(item, place.path, what, report);
    return text === undefined ? [] : [{ text, place }];
  });
  return { entries, isList };
}

/**
 * The strings of an element in whose lists IAM accepts and drops `null`.
 *
 * Source: recorded behavior of IAM; not documented.
 */
export function readStringsAndNulls(node: JsonNode, path: Path, what: string, report: Report): StringList {
  if (node.kind !== 'array') return readStrings(node, path, what, report);
  const nodes = node.items.map((item, index) => ({ item, index }));
  const kept = nodes.filter(({ item, index }) => {
    if (item.kind !== 'null') return true;
    report.warning('missing', locationOf([...path, index], item), `${what} is \`null\`, which IAM drops`);
    return false;
  });
  const entries = kept.flatMap(({ item, index }) => readStrings(item, [...path, index], what, report).entries);
  return { entries, isList: true };
}

/** The value of an element in its original form: a string or a list. */
export function valueOf({ entries, isList }: StringList): string | string[] {
  const texts = entries.map(({ text }) => text);
  return isList ? texts : (texts[0] ?? []);
}
