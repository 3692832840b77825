import type { Bool, Context, Re } from 'z3-solver';

export type Z3Patterns = {
  /** Whether a text, a constant of z3, matches one of the patterns. */
  matches: (text: ReturnType<Context<'main'>['String']['const']>, patterns: readonly string[]) => Bool<'main'>;
  /** Whether some text is matched by one of the first patterns and none of the second; `unknown`, if z3 cannot say. */
  differ: (inner: readonly string[], outer: readonly string[]) => Promise<boolean | 'unknown'>;
};

/** Patterns with `*` and `?` as regular expressions of z3. */
export function createZ3Patterns(context: Context<'main'>): Z3Patterns {
  const { InRe, Not, Or, Re, ReConcat, AllChar, Solver, Star, String: Text } = context;
  // `sort` is z3's word for a type.
  // oxlint-disable-next-line no-array-sort
  const any = AllChar(Re.sort(Text.sort()));

  const regular = (pattern: string): Re<'main'> => {
    const parts = Array.from(pattern, (character) => {
      if (character === '*') return Star(any);
      return character === '?' ? any : Re.toRe(Text.val(character));
    });
    const [first = Re.toRe(Text.val('')), ...rest] = parts;
    return rest.length === 0 ? first : ReConcat(first, ...rest);
  };
  const matches: Z3Patterns['matches'] = (text, patterns) =>
    Or(...patterns.map((pattern) => InRe(text, regular(pattern))));

  return {
    matches,
    differ: async (inner, outer) => {
      const text = Text.const('text');
      const solver = new Solver();
      // A limit of steps, not of time: the same answers on any machine, and no timer thread to disturb the solver.
      solver.set('rlimit', 50_000);
      solver.add(matches(text, inner), Not(matches(text, outer)));
      const answer = await solver.check();
      solver.release();
      return answer === 'unknown' ? answer : answer === 'sat';
    },
  };
}
