import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const names = resolve('src/upsolver/catalogue/names.ts');
const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(resolve('tsconfig.json'), (path) => readFileSync(path, 'utf8')).config,
  ts.sys,
  resolve('.'),
).options;

/** The compiler's complaints about `src/index.ts`, with `names.ts` changed. */
function complaints(change: (source: string) => string): string[] {
  const host = ts.createCompilerHost(config);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => (resolve(path) === names ? change(readFileSync(names, 'utf8')) : readFile(path));
  const program = ts.createProgram([resolve('src/index.ts')], config, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName.replace(`${resolve('.')}/`, '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

describe('src/index.ts', () => {
  it('compiles with the integration modes of today', () => {
    expect(complaints((source) => source)).toEqual([]);
  }, 60_000);

  it('does not compile with an integration mode that has no role', () => {
    const found = complaints((source) => {
      const changed = source.replace("['private-vpc', 'upsolver-vpc']", "['private-vpc', 'upsolver-vpc', 'hybrid']");
      expect(changed).not.toBe(source);
      return changed;
    });
    expect(found.join('\n')).toMatch(/src\/upsolver\/catalogue\/roles\.ts: .*"hybrid"/);
  }, 60_000);
});
