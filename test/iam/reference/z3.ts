import { init, Z3_error_code, Z3_lbool, type Z3_context, type Z3_params } from 'z3-solver';

/**
 * z3, asked in SMT-LIB text, which is parsed before another thread looks for the answer: what the garbage collector or
 * the stack could free in the meantime would make an answer wrong now and then.
 */

/** A Boolean term of SMT-LIB. */
export type Term = string;
export type Declarations = Readonly<Record<string, 'Bool' | 'Real' | 'String'>>;
/** Whether an assignment exists that makes all terms true; `unknown` if z3 cannot say. */
export type Ask = (declarations: Declarations, terms: readonly Term[]) => Promise<boolean | 'unknown'>;

/** A context keeps what it was asked: it is renewed before it fills the memory. */
const QUESTIONS_IN_CONTEXT = 200;

/** @param steps - z3's own count, not a time: the same answers on any machine. */
export async function createZ3(steps: number): Promise<Ask> {
  const { Z3 } = await init();
  const createContext = (): { context: Z3_context; limits: Z3_params } => {
    const configuration = Z3.mk_config();
    const context = Z3.mk_context(configuration);
    Z3.del_config(configuration);
    const limits = Z3.mk_params(context);
    Z3.params_inc_ref(context, limits);
    Z3.params_set_uint(context, limits, Z3.mk_string_symbol(context, 'rlimit'), steps);
    return { context, limits };
  };
  let { context, limits } = createContext();
  let asked = 0;
  return async (declarations, terms) => {
    if (asked === QUESTIONS_IN_CONTEXT) {
      Z3.del_context(context);
      ({ context, limits } = createContext());
      asked = 0;
    }
    asked += 1;
    const lines = [
      ...Object.entries(declarations).map(([name, sort]) => `(declare-const ${symbol(name)} ${sort})`),
      ...terms.map((term) => `(assert ${term})`),
    ];
    const solver = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, solver);
    Z3.solver_set_params(context, solver, limits);
    Z3.solver_from_string(context, solver, lines.join('\n'));
    const error = Z3.get_error_code(context);
    if (error !== Z3_error_code.Z3_OK) throw new Error(`z3 says ${Z3.get_error_msg(context, error)}`);
    const answer = await Z3.solver_check(context, solver);
    Z3.solver_dec_ref(context, solver);
    return answer === Z3_lbool.Z3_L_UNDEF ? 'unknown' : answer === Z3_lbool.Z3_L_TRUE;
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
