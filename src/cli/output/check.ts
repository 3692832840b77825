import type { Position } from '../../core/issue.js';

/** How bad a finding is, in the words that SARIF and GitHub Actions share. */
export type Level = 'error' | 'warning' | 'note';

/** One thing that a command found. */
export type CheckFinding = {
  level: Level;
  code: string;
  /** One clause without a full stop. */
  message: string;
  file?: string;
  position?: Position;
  /** What tells findings with the same code apart, and stays when others come and go. */
  id?: string;
};

/** One thing that a command checked, such as a role or a file, with what it found. */
export type Check = { name: string; findings: readonly CheckFinding[] };
