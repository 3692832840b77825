import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

export type Import = { readonly from: string; readonly to: string };

/** The TypeScript files under a folder, as paths relative to it, with slashes on every platform. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules/'))
    .toSorted();
}

/** Every import of a file, those of types, `export … from` and `import('…')` included. */
export function importsOf(file: string, source: string): Import[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? posix.join(posix.dirname(file), fileName).replace(/\.js$/, '.ts') : fileName,
  }));
}

/** The imports of every file under a folder. */
export function importGraph(folder: string): Import[] {
  return filesOf(folder).flatMap((file) => importsOf(file, readFileSync(posix.join(folder, file), 'utf8')));
}

/**
 * One circle of files for each group of files that import each other, as a path that ends where it began; none if the
 * imports can be laid out downwards.
 */
export function findCircles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const finished = new Set<string>();
  const circles: string[][] = [];

  function visit(file: string, path: readonly string[]): void {
    const start = path.indexOf(file);
    if (start !== -1) circles.push([...path.slice(start), file]);
    if (start !== -1 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    finished.add(file);
  }

  for (const file of targets.keys()) visit(file, []);
  return circles;
}

/** Imports that do not run downwards through floors; modules on one floor are strangers to each other. */
export function findClimbs(
  imports: readonly Import[],
  floors: readonly (string | readonly string[])[],
  placeOf: (file: string) => string | undefined,
): Import[] {
  const floorOf = (place: string): number => floors.findIndex((floor) => [floor].flat().includes(place));
  return imports.filter(({ from, to }) => {
    const [upper, lower] = [placeOf(from), placeOf(to)];
    if (upper === undefined || lower === undefined || upper === lower) return false;
    return floorOf(upper) <= floorOf(lower);
  });
}

/** The names that a file declares and exports; names that it passes on from another file do not count. */
export function exportsOf(file: string, source: string): string[] {
  const { statements } = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const names = statements.flatMap((statement): (ts.Node | undefined)[] => {
    if (ts.isExportDeclaration(statement)) return exportedHere(statement);
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name);
    return [(statement as ts.DeclarationStatement).name];
  });
  const texts = names.flatMap((name) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : []));
  return [...new Set(texts)];
}

function exportedHere({ exportClause, moduleSpecifier }: ts.ExportDeclaration): ts.Node[] {
  if (moduleSpecifier !== undefined || exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name }) => name);
}

/** The values that more than one file has, with the files. */
export function findRepeated(valuesOf: ReadonlyMap<string, readonly string[]>): Record<string, string[]> {
  const filesWith = new Map<string, string[]>();
  for (const [file, values] of valuesOf) {
    for (const value of values) filesWith.set(value, [...(filesWith.get(value) ?? []), file]);
  }
  return Object.fromEntries([...filesWith].filter(([, files]) => files.length > 1));
}
