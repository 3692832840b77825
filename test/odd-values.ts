/* Values that somebody may pass to a function that asks for something else. */

/** A list that contains itself twice, so that following it takes forever in two ways. */
function cyclicList(): unknown[] {
  const list: unknown[] = [];
  list.push(list, list);
  return list;
}

function cyclicObject(): object {
  const object: Record<string, unknown> = { name: 'x' };
  object['self'] = object;
  object['Statement'] = [object];
  return object;
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

class Instance {
  readonly name = 'x';
  #hidden = 'x';
  get role(): string {
    return this.#hidden;
  }
}

const throwing = (): never => {
  throw new Error('this getter throws');
};

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';

/** Properties of prototypes, which lookups in tables must not find. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Makes every value anew, so that no call can see what another one did. */
export function oddValues(): [name: string, value: unknown][] {
  const bytes = new TextEncoder().encode(POLICY);
  // oxlint-disable-next-line unicorn/no-new-array, no-sparse-arrays
  const [sparse, holey] = [new Array(3), ['x', , 'x']];
  return [
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-0', -0],
    ['1.5', 1.5],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['2 ** 53', 2 ** 53],
    ['a bigint', 10n],
    ['a symbol', Symbol('odd')],
    ['Symbol.iterator', Symbol.iterator],
    ['an arrow function', () => 'x'],
    ['a generator function', function* odd() {}],
    ['a class', Instance],
    ['an empty string', ''],
    ['a space', ' '],
    ['x', 'x'],
    ['a line break', '\n'],
    ['a NUL', '\0'],
    ['a long string', 'x'.repeat(100_000)],
    ['lone surrogates', '\ud800x\udc00'],
    ['text from right to left', '\u202ex'],
    ...INHERITED.map((name): [string, unknown] => [name, name]),
    ['the JSON text of a policy', POLICY],
    ['the URL-encoded text of a policy', encodeURIComponent(POLICY)],
    ['broken JSON', POLICY.slice(0, 40)],
    ['broken URL-encoding', '%7B%E0%A4%A'],
    ['an empty list', []],
    ['a list of an empty list', [[]]],
    ['a list of undefined', [undefined]],
    ['a list of null', [null]],
    ['a list of numbers', [1, NaN]],
    ['a list of symbols', [Symbol('odd')]],
    ['a list of empty objects', [{}, {}]],
    ['a list of strings', ['x', '']],
    ['a sparse list', sparse],
    ['a list with a hole', holey],
    ['a cyclic list', cyclicList()],
    ['a deep list', nested(1000, (inner) => [inner])],
    ['an empty object', {}],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { name: 'x' })],
    ['an object with the own key __proto__', JSON.parse('{"__proto__":{"name":"x"}}')],
    ['an object with a symbol as key', { [Symbol('odd')]: 'x' }],
    [
      'an object with getters',
      {
        get name() {
          return 'x';
        },
      },
    ],
    ['an object whose toString is no function', { toString: 'x', valueOf: null }],
    ['a cyclic object', cyclicObject()],
    ['a deep object', nested(1000, (inner) => ({ inner }))],
    ['a deep policy', { Version: '2012-10-17', Statement: nested(1000, (inner) => [{ inner }]) }],
    ['an instance of a class', new Instance()],
    ['an error', new Error('x')],
    ['a date', new Date(0)],
    ['an invalid date', new Date(NaN)],
    ['a regular expression', /x/g],
    ['a map', new Map([['name', 'x']])],
    ['a set', new Set(['x'])],
    ['a weak map', new WeakMap()],
    ['a promise', Promise.resolve('x')],
    ['bytes', bytes],
    ['a Buffer', Buffer.from(POLICY)],
    ['a list of floats', new Float64Array([1, NaN])],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a String object', Object('x')],
    ['a proxy', new Proxy({ name: 'x' }, {})],
    ['a proxy of a list', new Proxy([{ name: 'x' }], {})],
    ['the arguments of a call', argumentsOf('x')],
    ['the global object of Math', Math],
    ...hostileValues(),
  ];
}

/** Values on which even looking is an error. */
export function hostileValues(): [name: string, value: unknown][] {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const revokedList = Proxy.revocable([], {});
  revokedList.revoke();
  const names = ['role', 'name', 'roles', 'code', 'path', 'message', 'orgId', 'scope', 'parameters', 'RoleDetailList'];
  const getters = Object.fromEntries(names.map((name) => [name, { get: throwing, enumerable: true }]));
  return [
    ['a revoked proxy', revoked.proxy],
    ['a revoked proxy of a list', revokedList.proxy],
    ['a proxy whose traps throw', new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing })],
    ['an object whose getters throw', Object.defineProperties({}, getters)],
    ['an object whose toString throws', { toString: throwing, toJSON: throwing }],
  ];
}

/** Lists and objects that are large. */
export function wideValues(): [name: string, value: unknown][] {
  const entries = Array.from({ length: 2_000 }, (_, index): [string, object] => [`key${index}`, {}]);
  return [
    ['a wide object', Object.fromEntries(entries)],
    ['a wide list of objects', entries.map(([, object]) => object)],
    ['a wide list of strings', Array.from({ length: 2_000 }, () => 'x')],
    // oxlint-disable-next-line unicorn/no-new-array
    ['a wide list of gaps', new Array(2_000)],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
  ];
}

/** What takes the place of a member of a valid argument: one of each kind. */
export function oddMembers(): [name: string, value: unknown][] {
  const kinds = [
    'undefined',
    'null',
    'NaN',
    'a bigint',
    'a symbol',
    'an arrow function',
    'x',
    'lone surrogates',
    '__proto__',
    'an empty list',
    'a list of undefined',
    'a list with a hole',
    'a cyclic list',
    'an empty object',
    'a cyclic object',
    'a deep object',
    'a date',
    'a revoked proxy',
    'an object whose getters throw',
  ];
  const values = new Map(oddValues());
  return kinds.map((name) => [name, values.get(name)]);
}

function argumentsOf(..._all: unknown[]): unknown {
  // oxlint-disable-next-line prefer-rest-params
  return arguments;
}
