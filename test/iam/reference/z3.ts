import { init, Z3_error_code, Z3_lbool } from 'z3-solver';

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
  const parameters = Z3.mk_params(context);
  Z3.params_inc_ref(context, parameters);
  Z3.params_set_uint(context, parameters, Z3.mk_string_symbol(context, 'rlimit'), steps);
  return async (declarations, terms) => {
    const lines = [
      ...Object.entries(declarations).map(([name, sort]) => `(declare-const ${symbol(name)} ${sort})`),
      ...terms.map((term) => `(assert ${term})`),
    ];
    const solver = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, solver);
    try {
      Z3.solver_set_params(context, solver, parameters);
      // Reads the text at once: a function that answers later would read it when its memory has been reused.
      Z3.solver_from_string(context, solver, lines.join('\n'));
      if (Z3.get_error_code(context) !== Z3_error_code.Z3_OK) throw new Error(`z3 cannot read ${lines.join('\n')}`);
      const answer = await Z3.solver_check(context, solver);
      return answer === Z3_lbool.Z3_L_UNDEF ? 'unknown' : answer === Z3_lbool.Z3_L_TRUE;
    } finally {
      Z3.solver_dec_ref(context, solver);
    }
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
