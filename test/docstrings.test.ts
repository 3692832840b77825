import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { entryPointsOf } from '../scripts/api-reports.js';
import { InvalidInputError } from '../src/core/issue.js';

type Manifest = Parameters<typeof entryPointsOf>[0];

/** The source of each entry point that package.json names. */
const ENTRY_POINTS = Object.values(entryPointsOf(JSON.parse(readFileSync('package.json', 'utf8')) as Manifest)).map(
  (types) => {
    const path = types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts');
    return existsSync(`src/${path}`) ? `src/${path}` : `src/upsolver/${path}`;
  },
);

const program = createProgram(ENTRY_POINTS);

/** Values that no function of this library accepts as its first argument. */
const NONSENSE = [undefined, null, 0, '', '?', {}, [], [[]], Symbol('nonsense')];

describe('the entry points', () => {
  it('are those of package.json, with their sources', () => {
    expect(ENTRY_POINTS.length).toBeGreaterThan(6);
    expect(ENTRY_POINTS.filter((file) => !existsSync(file))).toEqual([]);
    expect(ENTRY_POINTS.flatMap((file) => exportsOf(file)).length).toBeGreaterThan(150);
  });
});

describe.each(ENTRY_POINTS)('what %s exports', (file) => {
  const exported = exportsOf(file);
  const functions = exported.filter(isFunction);
  const without = (tag: string): string[] => functions.filter((each) => !hasTag(each, tag)).map(({ name }) => name);

  it('has a comment that says what it is', () => {
    expect(exported.filter((each) => commentOf(each) === '').map(({ name }) => name)).toEqual([]);
  });

  it('names each parameter of a function in a `@param`', () => {
    expect(functions.flatMap((each) => missingParameters(each))).toEqual([]);
  });

  it('says what a function returns in `@returns`', () => expect(without('returns')).toEqual([]));

  it('shows each function in an `@example`', () => expect(without('example')).toEqual([]));

  it('says in `@throws` when a function throws InvalidInputError', async () => {
    const values = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
    const silent = functions.filter((each) => !hasTag(each, 'throws')).map(({ name }) => name);
    const refuses = await Promise.all(
      silent.map((name) => refusesNonsense(values[name] as (...args: unknown[]) => unknown)),
    );
    expect(silent.filter((_name, index) => refuses[index])).toEqual([]);
  });
});

describe('the rules', () => {
  const file = 'test/made-up.ts';
  const made = createProgram([file], {
    [file]: `
      /** Documented. @param a One. @param b Two. @returns It. @example f(1, {}) */
      export function f(a: number, { b }: { b?: number }): number;
      export function f(a: string): number;
      export function f(a: unknown): number { return 1; }
      export const g = (c: number, { d }: { d: number }, e: number): number => c;
      export type T = string;
      /** A constant. */
      export const v = 1;`,
  });
  const byName = (name: string): ts.Symbol => {
    const found = exportsOf(file, made).find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it('find what has no comment', () => {
    const silent = exportsOf(file, made).filter((symbol) => commentOf(symbol, made) === '');
    expect(silent.map(({ name }) => name)).toEqual(['g', 'T']);
  });

  it('know a function, also as a constant', () => {
    expect(['f', 'g', 'T', 'v'].map((name) => isFunction(byName(name)))).toEqual([true, true, false, false]);
  });

  it('find a parameter without its `@param`, and a missing tag', () => {
    expect(missingParameters(byName('f'))).toEqual([]);
    expect(missingParameters(byName('g'))).toEqual(['g(c)', 'g(parameter 2)', 'g(e)']);
    expect(hasTag(byName('f'), 'returns')).toBe(true);
    expect(hasTag(byName('f'), 'throws')).toBe(false);
  });

  it('find out that a function refuses nonsense', async () => {
    const picky = (value: unknown): void => {
      if (value === null) throw new InvalidInputError([]);
    };
    expect(await refusesNonsense(picky)).toBe(true);
    expect(await refusesNonsense((value) => Promise.resolve(value).then(picky))).toBe(true);
    expect(await refusesNonsense(String)).toBe(false);
  });
});

/** The names are bound, but nothing is type-checked: that takes no libraries, and a fraction of a second. */
function createProgram(files: string[], sources: Record<string, string> = {}): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], module: ts.ModuleKind.NodeNext };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => path in sources || fileExists(path);
  host.readFile = (path) => sources[path] ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const source = sources[path];
    return source === undefined
      ? getSourceFile.call(host, path, language, ...rest)
      : ts.createSourceFile(path, source, language);
  };
  return ts.createProgram(files, options, host);
}

/** What a module exports, each as the thing that was declared, wherever that is. */
function exportsOf(file: string, { getSourceFile, getTypeChecker } = program): ts.Symbol[] {
  const source = getSourceFile(file);
  const checker = getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not a module`);
  return checker.getExportsOfModule(module).map((symbol) => {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  });
}

function commentOf(symbol: ts.Symbol, { getTypeChecker } = program): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(getTypeChecker())).trim();
}

/** The signatures that a caller sees: not the one with the body, if there are overloads. */
function signaturesOf({ declarations = [] }: ts.Symbol): ts.SignatureDeclaration[] {
  const functions = declarations.filter((node) => ts.isFunctionDeclaration(node));
  if (functions.length > 1) return functions.filter(({ body }) => body === undefined);
  const values = declarations.flatMap((node) => (ts.isVariableDeclaration(node) ? (node.initializer ?? []) : []));
  return [...functions, ...values.filter((node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node))];
}

function isFunction(symbol: ts.Symbol): boolean {
  return signaturesOf(symbol).length > 0;
}

function hasTag(symbol: ts.Symbol, name: string): boolean {
  return symbol.getJsDocTags().some((tag) => tag.name === name && ts.displayPartsToString(tag.text).trim() !== '');
}

/** A parameter without a name, `{ a, b }`, is documented by the `@param` in its place, whatever its name. */
function missingParameters(symbol: ts.Symbol): string[] {
  const tags = symbol.getJsDocTags().filter(({ name }) => name === 'param');
  const documented = tags.map(({ text }) => text?.find(({ kind }) => kind === 'parameterName')?.text);
  const missing = signaturesOf(symbol).flatMap(({ parameters }) =>
    parameters.flatMap(({ name }, index) => {
      if (ts.isIdentifier(name)) return documented.includes(name.text) ? [] : [`${symbol.name}(${name.text})`];
      return documented.length > index ? [] : [`${symbol.name}(parameter ${index + 1})`];
    }),
  );
  return [...new Set(missing)];
}

async function refusesNonsense(run: (...args: unknown[]) => unknown): Promise<boolean> {
  const refused = NONSENSE.map(async (value) => {
    try {
      const result = run(value);
      if (result instanceof Promise) await result;
      return false;
    } catch (error) {
      return error instanceof InvalidInputError;
    }
  });
  return (await Promise.all(refused)).includes(true);
}
