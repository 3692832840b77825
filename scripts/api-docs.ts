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
    const entryPoints = entries.map(([, types]) => join(WORK, types));
    copyDeclarations();
    const app = await Application.bootstrapWithPlugins({
      ...STYLE,
      entryPoints,
      plugin: ['typedoc-plugin-markdown'],
      skipErrorChecking: true,
      tsconfig: writeConfig(entryPoints),
      logLevel: 'Error',
      outputs: [{ name: 'markdown', path: join(WORK, 'pages') }],
    } as Parameters<typeof Application.bootstrapWithPlugins>[0]);
    const project = await app.convert();
    if (project === undefined) throw new Error('TypeDoc could not read the declarations');
    const modules = nameModules(project, entries);
    await app.generateOutputs(project);
    if (app.logger.errorCount > 0) throw new Error('TypeDoc reported an error');
    const files = readdirSync(join(WORK, 'pages')).filter((file) => file !== INDEX);
    const pages = new Map(
      files.map((file) => [file, renderPage(file, readFileSync(join(WORK, 'pages', file), 'utf8'))]),
    );
    pages.set(INDEX, renderIndex(modules));
    return mendAnchors(pages);
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

/**
 * The pages with links to the anchors that their headings have. A type and a function whose names differ in nothing but
 * the case of their letters, such as `NewAccess` and `newAccess`, have anchors that TypeDoc counts in another way.
 */
function mendAnchors(pages: ReadonlyMap<string, string>): Record<string, string> {
  const anchors = new Map([...pages].map(([file, text]) => [file, anchorsOfNames(text)]));
  return Object.fromEntries(
    [...pages].map(([file, text]) => [
      file,
      text.replaceAll(
        /\[(`?)([\w\\]+)\1\]\(([\w-]+\.md)?#[\w-]+\)/g,
        (link, tick: string, label: string, page = '') => {
          const anchor = anchors.get(page === '' ? file : page)?.get(label.replaceAll('\\', ''));
          return anchor === undefined ? link : `[${tick}${label}${tick}](${page}#${anchor})`;
        },
      ),
    ]),
  );
}

/** The anchor that GitHub gives the heading of each name: repeated ones are counted. */
function anchorsOfNames(text: string): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    [...text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => {
      const name = title.replaceAll(/\\|\(\)/g, '');
      const slug = name
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-');
      const count = counts.get(slug) ?? 0;
      counts.set(slug, count + 1);
      return [name, count === 0 ? slug : `${slug}-${count}`];
    }),
  );
}

function renderPage(file: string, text: string): string {
  const body = text
    .replaceAll('\r\n', '\n')
    // A docstring names its source after its example, which TypeDoc takes as part of the code.
    .replaceAll(/\n\nSource: ((?:[^`\n]+\n)+)```/g, (_all, source: string) => `\n\`\`\`\n\nSource: ${source.trimEnd()}`)
    .replaceAll('| ------ ', '| --- ')
    .replaceAll(/<a id="(property-[\w-]*)"><\/a> /g, (anchor, id: string) => (text.includes(`#${id})`) ? anchor : ''));
  return `# ${code(importOf(file.replace(/\.md$/, '')))}\n\n${body.trim()}\n`;
}
