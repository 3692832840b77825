import { init } from 'z3-solver';

/**
 * z3, asked in SMT-LIB text. Its JavaScript terms are freed by the garbage collector while it answers in another
 * thread, which now and then makes an answer wrong; texts have nothing to free.
 */

/** A Boolean term of SMT-LIB. */
export type Term = string;
export type Declarations = Readonly<Record<string, 'Bool' | 'Real' | 'String'>>;
/** Whether an assignment exists that makes all terms true; `unknown` if z3 cannot say. */
export type Ask = (declarations: Declarations, terms: readonly Term[]) => Promise<boolean | 'unknown'>;

/** @param steps - z3's own count, not a time: the same answers on any machine. */
export async function createZ3(steps: number): Promise<Ask> {
  const { Z3 } = await init();
  const configuration = Z3.mk_config();
  const context = Z3.mk_context(configuration);
  Z3.del_config(configuration);
  return async (declarations, terms) => {
    const lines = [
      '(reset)',
      `(set-option :rlimit ${steps})`,
      ...Object.entries(declarations).map(([name, sort]) => `(declare-const ${symbol(name)} ${sort})`),
      ...terms.map((term) => `(assert ${term})`),
      '(check-sat)',
    ];
    const answer = (await Z3.eval_smtlib2_string(context, lines.join('\n'))).trim();
    if (answer === 'sat' || answer === 'unsat') return answer === 'sat';
    if (answer === 'unknown') return answer;
    throw new Error(`z3 says ${answer}`);
  };
}

export const symbol = (name: string): Term => `|${name}|`;
export const and = (...terms: readonly Term[]): Term => `(and true ${terms.join(' ')})`;
export const or = (...terms: readonly Term[]): Term => `(or false ${terms.join(' ')})`;
export const not = (term: Term): Term => `(not ${term})`;

export function text(value: string): Term {
  const escaped = Array.from(value, (character) =>
    /[ !#-[\]-~]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return `"${escaped.join('')}"`;
}

export function decimal(value: string): Term {
  const magnitude = value.replace('-', '');
  const real = magnitude.includes('.') ? magnitude : `${magnitude}.0`;
  return value.startsWith('-') ? `(- ${real})` : real;
}

/** Whether a text matches one of the patterns with `*` and `?`. */
export const matches = (term: Term, patterns: readonly string[]): Term =>
  or(...patterns.map((pattern) => `(str.in_re ${term} ${regular(pattern)})`));

function regular(pattern: string): Term {
  const parts = Array.from(pattern, (character) => {
    if (character === '*') return 're.all';
    return character === '?' ? 're.allchar' : `(str.to_re ${text(character)})`;
  });
  return `(re.++ (str.to_re "") (str.to_re "") ${parts.join(' ')})`;
}
