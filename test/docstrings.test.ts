import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

type Declaration = { name: string; file: string; kind: string; comment: string };

const ENTRY_POINTS = [
  'index',
  'risks/index',
  'render/cloudformation/index',
  'render/terraform/index',
  'render/aws-sdk/index',
];

/** Everything that an entry point exports, with the comment in front of its declaration. */
function declarationsOf(entryPoint: string): Declaration[] {
  const text = readFileSync(`src/${entryPoint}.ts`, 'utf8');
  return [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) => {
    const file = posix.join('src', posix.dirname(entryPoint), from).replace(/\.js$/, '.ts');
    return names
      .split(',')
      .map((name) => name.replace(/\btype\b/, '').trim())
      .filter((name) => name !== '')
      .map((name) => declaration(name, file));
  });
}

function declaration(name: string, file: string): Declaration {
  const pattern = RegExp(`(/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?export (?:declare )?(const|function|type|class) ${name}\\b`);
  const [, comment = '', kind = ''] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
  return { name, file, kind, comment };
}

/** What `upsolver-iam/iam` has is left out: the other entry points pass some of it on. */
const declarations = ENTRY_POINTS.flatMap(declarationsOf).filter(
  ({ file }) => !file.startsWith('src/iam/') && !file.startsWith('src/aws/') && !file.startsWith('src/core/'),
);

describe('what the library exports', () => {
  it('is found', () => {
    expect(declarations.length).toBeGreaterThan(60);
    expect(declarations.filter(({ kind }) => kind === '')).toEqual([]);
  });

  it('has a comment that says what it is', () =>
    expect(declarations.filter(({ comment }) => comment === '').map(({ name }) => name)).toEqual([]));

  it('has an example, its parameters and what it returns, if it is a function', () => {
    const functions = declarations.filter(({ kind }) => kind === 'function');
    expect(functions.length).toBeGreaterThan(12);
    const lacking = (tag: string) =>
      functions.filter(({ comment }) => !comment.includes(`@${tag} `)).map(({ name }) => name);
    expect(functions.filter(({ comment }) => !comment.includes('@example')).map(({ name }) => name)).toEqual([]);
    expect(lacking('returns')).toEqual([]);
    expect(lacking('param')).toEqual(['dataAccessPermissions']);
  });
});
