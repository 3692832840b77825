import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

export type Manifest = { name: string; exports: Record<string, string | { import: { types: string } }> };

/** The built declarations of each entry point, by the name of its report. */
export function entryPointsOf({ name, exports }: Manifest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(exports).flatMap(([path, target]) =>
      typeof target === 'string' ? [] : [[[name, ...path.split('/').slice(1)].join('-'), target.import.types]],
    ),
  );
}

/**
 * What each entry point of the built package exports, as Markdown, by file name. One program of the compiler serves all
 * of them.
 *
 * @throws If the declarations do not compile: run `npm run build` first.
 */
export function renderApiReports(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-api-'));
  try {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const configs = Object.entries(entryPointsOf(manifest)).map(([name, types]) => configure(folder, name, types));
    const [first] = configs;
    if (first === undefined) throw new Error('package.json exports nothing');
    const entryPoints = configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath);
    const compilerState = CompilerState.create(first, { additionalEntryPoints: entryPoints });
    return Object.fromEntries(
      configs.map((config) => {
        const failures: string[] = [];
        Extractor.invoke(config, {
          compilerState,
          localBuild: true,
          messageCallback: (message) => {
            if (message.logLevel === 'error') failures.push(message.text);
            message.handled = true;
          },
        });
        if (failures.length > 0) throw new Error(`${config.reportFilePath}:\n${failures.join('\n')}`);
        return [basename(config.reportFilePath), withoutPlaces(readFileSync(config.reportFilePath, 'utf8'))];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Places in built files, whose names and lines change with every build, say nothing to a reader. */
export function withoutPlaces(report: string): string {
  return report.replaceAll('\r\n', '\n').replaceAll(/(?:^\/\/ dist\/\S+:\d+:\d+ - .*\n)+/gm, (lines) => {
    const texts = lines
      .replaceAll(/^\/\/ \S+ - /gm, '// ')
      .trimEnd()
      .split('\n');
    return `${[...new Set(texts)].toSorted().join('\n')}\n`;
  });
}

/** Only the report, without its model; what a comment should say is the business of `test/docstrings.test.ts`. */
function configure(folder: string, name: string, types: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve('package.json'),
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath: resolve(types),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023', 'dom'],
            module: 'nodenext',
            types: [],
            strict: true,
            skipLibCheck: true,
          },
          files: [resolve(types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: folder,
        reportTempFolder: join(folder, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
  });
}
