import { evaluateExpression } from './evaluate-expression.js';

/**
 * What Terraform makes of a configuration in its JSON syntax, as far as our configurations go: templates and
 * references.
 */

type Value = unknown;
type Scope = Record<string, Value>;

const PROVIDER = {
  aws_partition: { current: { partition: 'aws' } },
  aws_region: { current: { id: 'us-east-1' } },
  aws_caller_identity: { current: { account_id: '444455556666' } },
};

type Configuration = {
  variable?: Record<string, { default?: Value }>;
  locals: Scope;
  resource: Record<string, Record<string, Scope>>;
};

/** The resources that are created, with all expressions evaluated. Throws where a configuration is not in order. */
export function evaluateConfiguration(
  configuration: unknown,
  variables: Scope = {},
): { type: string; name: string; values: Scope }[] {
  const { variable = {}, locals, resource } = configuration as Configuration;
  const vars: Scope = {};
  for (const [name, block] of Object.entries(variable)) {
    if (!(name in variables) && !('default' in block)) throw new Error(`no value for ${name}`);
    vars[name] = name in variables ? variables[name] : block.default;
  }
  const cache = new Map<string, Value>();
  const local = (name: string): Value => {
    if (!(name in locals)) throw new Error(`no local is called ${name}`);
    if (!cache.has(name)) cache.set(name, evaluate(locals[name]));
    return cache.get(name);
  };

  function expression(text: string): Value {
    const source = text.trim();
    let match = /^jsonencode\((.*)\)$/s.exec(source);
    if (match) return JSON.stringify(expression(match[1] ?? ''));
    if (/^(?:concat|flatten|format)\(/.test(source)) return evaluateExpression(source, expression);
    match = /^\[for entry in (\S+) : entry\.statement if entry\.enabled\]$/.exec(source);
    if (match)
      return (expression(match[1] ?? '') as { enabled: Value; statement: Value }[])
        .filter(({ enabled }) => isTrue(enabled))
        .map(({ statement }) => statement);
    match = /^(.+) \? (\d+) : (\d+)$/.exec(source);
    if (match) return Number(isTrue(expression(match[1] ?? '')) ? match[2] : match[3]);
    if (source.startsWith('!')) return !isTrue(expression(source.slice(1)));
    match = /^(.+?)\[(.+)\]$/.exec(source);
    if (match) return (expression(match[1] ?? '') as Scope)[expression(match[2] ?? '') as string];
    match = /^(\w+(?:\.\w+)+)$/.exec(source);
    if (!match) throw new Error(`unknown expression ${source}`);
    const [root = '', ...path] = source.split('.');
    if (root === 'var') return get(vars, path);
    if (root === 'data') return get(PROVIDER, path);
    if (root === 'local') return local(path[0] ?? '');
    return evaluate(get(resource, [root, ...path]));
  }

  function evaluate(value: Value): Value {
    if (typeof value === 'string') return template(value);
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [String(template(key)), evaluate(entry)]));
  }

  /** A template that is one interpolation alone has the value of its expression, not a text. */
  function template(text: string): Value {
    const parts: Value[] = [];
    let literal = '';
    for (let at = 0; at < text.length;) {
      const rest = text.slice(at);
      if (rest.startsWith('$${') || rest.startsWith('%%{')) {
        literal += rest.slice(1, 3);
        at += 3;
      } else if (rest.startsWith('%{')) {
        throw new Error(`a directive in ${text}`);
      } else if (rest.startsWith('${')) {
        const end = rest.indexOf('}');
        parts.push(literal, expression(rest.slice(2, end)));
        literal = '';
        at += end + 1;
      } else {
        literal += text[at];
        at += 1;
      }
    }
    parts.push(literal);
    const [before, value, after, ...more] = parts;
    return parts.length === 3 && before === '' && after === '' && more.length === 0
      ? value
      : parts.map(String).join('');
  }

  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) => {
      const values = evaluate(block) as Scope;
      return values['count'] === 0 ? [] : [{ type, name, values }];
    }),
  );
}

function get(from: Value, path: readonly string[]): Value {
  return path.reduce((value, name) => {
    if (typeof value !== 'object' || value === null || !(name in value)) throw new Error(`no ${path.join('.')}`);
    return (value as Scope)[name];
  }, from);
}

function isTrue(value: Value): boolean {
  if (typeof value !== 'boolean') throw new Error(`${String(value)} is not a boolean`);
  return value;
}
