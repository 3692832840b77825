import { resolve } from 'node:path';
import ts from 'typescript';

/** The types of a module by name, and the checker that knows them. */
export function typesOf(file: string): ((name: string) => ts.Type) & { checker: ts.TypeChecker } {
  const { config } = ts.readConfigFile(resolve('tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'));
  const program = ts.createProgram([resolve(file)], { ...options, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(file));
  const typeOf = (name: string): ts.Type => {
    const declaration = source?.statements.find(
      (statement): statement is ts.TypeAliasDeclaration =>
        ts.isTypeAliasDeclaration(statement) && statement.name.text === name,
    );
    if (declaration === undefined) throw new Error(`${file} has no type ${name}`);
    return checker.getTypeAtLocation(declaration);
  };
  return Object.assign(typeOf, { checker });
}

/** The comment on a type or a property, in one line. */
export function commentOn(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string {
  return ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
}
