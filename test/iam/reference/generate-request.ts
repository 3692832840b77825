import { drawTyped, drawUntyped, type KeyUse } from './generate-values.js';
import { instantiate } from './instantiate.js';
import { foldCase, listOf, type Policy, type Request, type RequestPrincipal } from './language.js';
import type { Draw } from './random.js';
import { CALLERS, FILLERS, KEYS, ODD_FILLERS, type Key } from './vocabulary.js';

/** Requests that lie between policies: drawn from the texts of both. */

/** What two sides say, gathered once for many requests. */
export type Texts = {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly callers: readonly RequestPrincipal[];
  readonly hasPrincipals: boolean;
  readonly keys: readonly KeyUse[];
};

/** Any request, or one whose context has the types and the cardinality that AWS documents. */
export type Mode = 'any' | 'typed';

const VARIABLE_KEY = /\$\{([^\s{}$*?,']+)/g;

export function textsOf(policies: readonly Policy[]): Texts {
  const statements = policies.flatMap(({ Statement }) => listOf(Statement));
  const uses = new Map<string, KeyUse>();
  const useOf = (name: string): KeyUse => {
    const folded = foldCase(name);
    const known = KEYS.find((key) => foldCase(key.name) === folded);
    const key: Key = known ?? { name, type: 'string', documented: false };
    const use = uses.get(folded) ?? { key, operators: [], isVariable: false };
    uses.set(folded, use);
    return use;
  };
  for (const { Condition = {} } of statements) {
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        useOf(key).operators.push({ operator, values: listOf(values).map(String) });
      }
    }
  }
  for (const [, key = ''] of JSON.stringify(policies).matchAll(VARIABLE_KEY)) useOf(key).isVariable = true;
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => {
    const element = Principal ?? NotPrincipal;
    return element === undefined ? [] : [element];
  });
  const named = principals.flatMap((element) =>
    element === '*'
      ? []
      : Object.entries(element).flatMap(([kind, ids]) =>
          listOf(ids)
            .filter((id) => id !== '*' && !/^\d{12}$/.test(id))
            .map((id) => ({ [kind]: id }) as RequestPrincipal),
        ),
  );
  return {
    actions: statements.flatMap(({ Action, NotAction }) => listOf(Action ?? NotAction)),
    resources: statements.flatMap(({ Resource, NotResource }) => listOf(Resource ?? NotResource)),
    callers: named,
    hasPrincipals: principals.length > 0,
    keys: [...uses.values()],
  };
}

const isAction = (text: string): boolean => /^[^\s:*?]+:[^\s:*?]+$/.test(text);
const isResource = (text: string): boolean => text === '*' || /^arn(?::[^:]*){4}:./s.test(text);

function drawAction(draw: Draw, { actions }: Texts): string {
  const pattern = draw.pick(actions);
  const text = instantiate(draw, pattern === '*' ? 's3:x' : pattern, FILLERS.slice(1));
  if (!isAction(text)) return draw.pick(['s3:GetObject', 'ec2:RunInstances', 'x:x']);
  return draw.chance(0.2) ? draw.pick([text.toUpperCase(), foldCase(text)]) : text;
}

function drawResource(draw: Draw, { resources }: Texts, valueOf: (key: string) => string | undefined): string {
  if (resources.length === 0) return 'arn:aws:iam::111122223333:role/p/deputy';
  const pattern = draw.pick(resources);
  if (pattern === '*') return draw.pick(['*', 'arn:aws:s3:::a', 'arn:aws:s3:::a/x', 'arn:aws:ec2:us-east-1:1:x/y']);
  const missing = Math.max(0, 6 - pattern.split(':').length);
  const fillers = draw.chance(0.3) ? [...FILLERS, ...ODD_FILLERS] : FILLERS;
  const text = instantiate(draw, pattern + ':*'.repeat(missing), fillers, valueOf);
  return isResource(text) ? text : draw.pick(['arn:aws:s3:::a', 'arn:aws:s3:r:1:z:a', 'arn:aws:ec2:r:1:x']);
}

function drawCaller(draw: Draw, { callers }: Texts, mode: Mode): RequestPrincipal | undefined {
  if (mode === 'any' && draw.chance(0.06)) return undefined;
  const caller = callers.length > 0 && draw.chance(0.5) ? draw.pick(callers) : draw.pick(CALLERS);
  const id = typeof caller === 'object' && 'AWS' in caller ? caller.AWS : undefined;
  if (id === undefined || draw.chance(0.5)) return caller;
  const role = /^arn:aws:iam::(\d{12}):role\/p\/(\w+)$/.exec(id);
  if (role !== null) return `arn:aws:sts::${role[1]}:assumed-role/${role[2]}/${draw.pick(['s', 't'])}`;
  return id.startsWith('AROA') && !id.includes(':') ? `${id}:s` : id;
}

function drawContext(draw: Draw, { keys }: Texts, mode: Mode): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  const always = KEYS.filter(
    ({ always: isAlways, name }) => isAlways !== undefined && !keys.some(({ key }) => key.name === name),
  );
  const required = mode === 'typed' ? always.map((key): KeyUse => ({ key, operators: [], isVariable: false })) : [];
  for (const use of [...keys, ...required]) {
    const mustBePresent = mode === 'typed' && use.key.always !== undefined;
    if (!mustBePresent && draw.chance(0.25)) continue;
    const values = mode === 'typed' ? drawTyped(draw, use) : drawUntyped(draw, use);
    if (values === undefined) continue;
    const name = draw.chance(0.1) ? foldCase(use.key.name) : use.key.name;
    context[name] = values.length === 1 && draw.chance(0.8) ? values[0]! : values;
  }
  return context;
}

export function drawRequest(draw: Draw, texts: Texts, mode: Mode): Request {
  const context = drawContext(draw, texts, mode);
  const values = new Map(Object.entries(context).map(([key, value]) => [foldCase(key), listOf(value)]));
  const request: Record<string, unknown> = {
    action: drawAction(draw, texts),
    resource: drawResource(draw, texts, (key) => values.get(key)?.[0]),
    context,
  };
  if (texts.hasPrincipals) {
    const caller = drawCaller(draw, texts, mode);
    if (caller !== undefined) request['principal'] = caller;
    const id = typeof caller === 'object' && 'AWS' in caller ? caller.AWS : caller;
    const mayHaveBoundary = typeof id === 'string' && /^A(?:ID|RO)A|:(?:user|role|assumed-role)\//.test(id);
    if (mayHaveBoundary && draw.chance(0.08)) request['permissionsBoundary'] = true;
  }
  return request as Request;
}
