import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';

const MAX_PROBLEMS = 1000;

/** Problems, of which equal ones are listed once: a parameter can be missing in many places. */
export function createProblemList(): { report: (problem: LocatedProblem) => void; throwAny: () => void } {
  const problems = new Map<string, LocatedProblem>();
  return {
    report(problem) {
      const { code, message } = problem;
      const isOfFunction = code === 'template';
      const key = isOfFunction ? message : JSON.stringify([problem.path, message]);
      if (problems.size < MAX_PROBLEMS && !problems.has(key)) problems.set(key, problem);
    },
    throwAny() {
      if (problems.size > 0) throw new InvalidInputError([...problems.values()]);
    },
  };
}
