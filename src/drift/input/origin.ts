import type { LocatedProblem, Position } from '../../core/issue.js';
import { addPositions, findPosition } from './position.js';
import type { ValuePath, ReportIssue } from './shape.js';

/** Where in the input a value comes from. */
export type Origin = {
  /** Its path in its page. */
  path: ValuePath;
  /** For input that came as text: the text of the value, where it began, and how many steps of `path` lead to it. */
  source?: { text: string; position: Position; depth: number };
  /** The name of the input file, if the caller named it. */
  file?: string | undefined;
};

/** Adds line and column to issues. An issue about a missing value gets the position of the nearest value around it. */
export function locatedReporter({ source, file }: Origin, onIssue: (issue: LocatedProblem) => void): ReportIssue {
  const report: ReportIssue = file === undefined ? onIssue : (issue) => onIssue({ ...issue, file });
  if (source === undefined) return report;
  const { text, position, depth } = source;
  return (issue) => report({ ...issue, position: addPositions(position, findPosition(text, issue.path.slice(depth))) });
}
