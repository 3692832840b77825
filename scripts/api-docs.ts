import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Application, ReflectionKind, type DeclarationReflection, type ProjectReflection } from 'typedoc';
import { entryPointsOf, type Manifest } from './api-reports.js';
import { code, fillMarkers, table } from './markdown.js';

/** `docs/api/README.md` is written by hand, but for the table of entry points. */
const INDEX = 'README.md';

/** A folder of the project, because the declarations of `./zod` import zod. */
const WORK = resolve('reports/api-docs');

const STYLE = {
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  readme: 'none',
  sort: ['alphabetical'],
  outputFileStrategy: 'modules',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeDeclarationFormat: 'table',
  useCodeBlocks: true,
};

/**
 * The reference of the public API as Markdown, by the name of the file in `docs/api/`, made of the built declarations.
 *
 * @throws If TypeDoc reports an error: run `npm run build` first.
 */
export async function renderApiDocs(): Promise<Record<string, string>> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const entries = Object.entries(entryPointsOf(manifest));
  try {
    const files = entries.map(([, types]) => join(WORK, types));
    copyDeclarations();
    const app = await Application.bootstrapWithPlugins({
      ...STYLE,
      entryPoints: files,
      plugin: ['typedoc-plugin-markdown'],
      skipErrorChecking: true,
      tsconfig: writeConfig(files),
      logLevel: 'Error',
      outputs: [{ name: 'markdown', path: join(WORK, 'pages') }],
    } as Parameters<typeof Application.bootstrapWithPlugins>[0]);
    const project = await app.convert();
    if (project === undefined) throw new Error('TypeDoc could not read the declarations');
    const modules = nameModules(project, entries);
    await app.generateOutputs(project);
    if (app.logger.errorCount > 0) throw new Error('TypeDoc reported an error');
    const pages = readdirSync(join(WORK, 'pages')).filter((file) => file !== INDEX);
    return Object.fromEntries([
      [INDEX, renderIndex(modules)],
      ...pages.map((file) => [file, renderPage(file, readFileSync(join(WORK, 'pages', file), 'utf8'))]),
    ]) as Record<string, string>;
  } finally {
    rmSync(WORK, { recursive: true });
  }
}

/**
 * Copies the built declarations. `Immutable<DeployableRole>` would be spelled out, in hundreds of lines: the reference
 * names `DeployableRole`, and its index says once that no function changes what it is given.
 */
function copyDeclarations(): void {
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(WORK, { recursive: true });
  for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.d.ts'),
  )) {
    cpSync(join('dist', file), join(WORK, 'dist', file));
    const text = readFileSync(join('dist', file), 'utf8');
    const readable = text.replace(/^type Immutable<Value> = [^]*?^\} : Value;$/m, 'type Immutable<Value> = Value;');
    if (readable !== text) writeFileSync(join(WORK, 'dist', file), readable);
  }
}

function writeConfig(files: readonly string[]): string {
  const path = join(WORK, 'tsconfig.json');
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: true,
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, files }));
  return path;
}

/** Gives each module the name of its page, and returns the modules in the order of package.json. */
function nameModules(
  project: ProjectReflection,
  entries: readonly (readonly [string, string])[],
): DeclarationReflection[] {
  return entries.map(([name, types]) => {
    const built = types.replace('./dist/', '').replace(/(?:\/index)?\.d\.ts$/, '');
    const module = project.children?.find((child) => child.name === built);
    if (module === undefined) throw new Error(`TypeDoc has no module ${built}`);
    // `upsolver-iam-aws-sdk` is the entry point `upsolver-iam/aws-sdk`, and its page is `aws-sdk.md`.
    module.name = name.replace(/^upsolver-iam-/, '');
    return module;
  });
}

const importOf = (page: string): string => (page === 'upsolver-iam' ? page : `upsolver-iam/${page}`);

function renderIndex(modules: readonly DeclarationReflection[]): string {
  return fillMarkers(readFileSync(`docs/api/${INDEX}`, 'utf8'), {
    'entry-points': table(
      ['Entry point', 'Functions and constants'],
      modules.map((module) => [
        `[${code(importOf(module.name))}](${module.name}.md)`,
        (module.children ?? [])
          .filter(({ kind }) => kind === ReflectionKind.Function || kind === ReflectionKind.Variable)
          .map(({ name }) => `[${code(name)}](${module.name}.md#${name.toLowerCase()})`)
          .join(', '),
      ]),
    ),
  });
}

function renderPage(file: string, text: string): string {
  const body = text
    .replaceAll('\r\n', '\n')
    // A docstring names its source after its example, which TypeDoc takes as part of the code.
    .replaceAll(/\n\nSource: ([^`]*?)\n```/g, '\n```\n\nSource: $1')
    .replaceAll('| ------ ', '| --- ')
    .replaceAll(/<a id="(property-[\w-]*)"><\/a> /g, (anchor, id: string) => (text.includes(`#${id})`) ? anchor : ''));
  return `# ${code(importOf(file.replace(/\.md$/, '')))}\n\n${body.trim()}\n`;
}
