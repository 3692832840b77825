import type { ErrorCode, Issue, IssueCode, Position, WarningCode } from '../../core/issue.js';
import type { JsonNode } from './json.js';

export type Path = readonly (string | number)[];

/** Collects the problems of a document with their locations. */
export type Report = {
  issues: Issue[];
  error: (code: ErrorCode, at: Location, message: string, hint?: string) => void;
  warning: (code: WarningCode, at: Location, message: string, hint?: string) => void;
};

/** Where a part of a document is: its path and, for text, its line and column. */
export type Location = { path: Path; position: Position | undefined };

export function locationOf(path: Path, node: { position?: Position }): Location {
  return { path, position: node.position };
}

export function createReport(issues: Issue[]): Report {
  const add =
    (severity: Issue['severity']) =>
    (code: IssueCode, { path, position }: Location, message: string, hint?: string): void => {
      issues.push({
        code,
        path: [...path],
        message,
        ...(hint !== undefined && { hint }),
        severity,
        ...(position && { position }),
      });
    };
  return { issues, error: add('error'), warning: add('warning') };
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

/** The value of an element in its original form: a string or a list. */
export function valueOf({ entries, isList }: StringList): string | string[] {
  const texts = entries.map(({ text }) => text);
  return isList ? texts : (texts[0] ?? []);
}
