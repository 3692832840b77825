/**
 * Expressions of Terraform with calls, lists and `for`, as far as our configurations have them.
 *
 * @param lookUp The value of a reference that no `for` has bound.
 */
export function evaluateExpression(source: string, lookUp: (reference: string) => unknown): unknown {
  let at = 0;
  const bound = new Map<string, unknown>();

  const space = (): void => {
    while (source[at] === ' ') at += 1;
  };
  const takes = (text: string): boolean => {
    space();
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };
  const expect = (text: string): void => {
    if (!takes(text)) throw new Error(`expected ${text} at ${source.slice(at, at + 30)}`);
  };
  const word = (): string => {
    space();
    const [found = ''] = /^[\w.]+/.exec(source.slice(at)) ?? [];
    at += found.length;
    return found;
  };

  function list(end: string): unknown[] {
    const values: unknown[] = [];
    while (!takes(end)) {
      if (values.length > 0) expect(',');
      values.push(value());
    }
    return values;
  }

  /** The body is read once for each element: where it begins is remembered. */
  function loop(): unknown[] {
    const name = word();
    expect('in');
    const over = value() as unknown[];
    expect(':');
    const start = at;
    const results: unknown[] = [];
    let isKept = true;
    for (const element of over) {
      at = start;
      bound.set(name, element);
      const result = value();
      isKept = takes('if ') ? (comparison() as boolean) : true;
      expect(']');
      if (isKept) results.push(result);
    }
    bound.delete(name);
    return results;
  }

  function comparison(): boolean {
    const left = value();
    expect('==');
    return left === value();
  }

  function value(): unknown {
    space();
    if (source[at] === '"') {
      const [text = ''] = /^"(?:[^"\\]|\\.)*"/.exec(source.slice(at)) ?? [];
      at += text.length;
      if (/(?<!\$)\$\{/.test(text)) throw new Error(`a template in ${text}`);
      return JSON.parse(text);
    }
    if (takes('[for ')) return loop();
    if (takes('[')) return list(']');
    const name = word();
    if (takes('(')) return call(name, list(')'));
    const [root = '', ...path] = name.split('.');
    if (!bound.has(root)) return lookUp(name);
    return path.reduce((found, key) => (found as Record<string, unknown>)[key], bound.get(root));
  }

  function call(name: string, values: unknown[]): unknown {
    if (name === 'concat') return values.flatMap((each) => each as unknown[]);
    if (name === 'flatten') return (values[0] as unknown[]).flat(Infinity);
    if (name !== 'format') throw new Error(`unknown function ${name}`);
    const [text, ...args] = values as [string, ...unknown[]];
    const filled = text.replace(/%(.)/g, (_all, verb: string) => (verb === '%' ? '%' : String(args.shift())));
    if (args.length > 0) throw new Error(`too many arguments for ${text}`);
    return filled;
  }

  const result = value();
  if (at !== source.length) throw new Error(`rest: ${source.slice(at)}`);
  return result;
}
