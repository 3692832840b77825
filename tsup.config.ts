import { readFileSync, writeFileSync } from 'node:fs';
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
  'render/cloudformation/index': 'src/render/cloudformation/index.ts',
  'render/terraform/index': 'src/render/terraform/index.ts',
  'render/aws-sdk/index': 'src/render/aws-sdk/index.ts',
  'drift/index': 'src/drift/index.ts',
};

const inlinedPackages = ['commander', 'picocolors', 'yaml', 'zod'];

export default defineConfig({
  // The module that knows zod is a file of its own, so that a bundler can leave all of zod out.
  entry: { ...entryPoints, 'core/schema': 'src/core/schema.ts', 'cli/main': 'src/cli/main.ts' },
  // scripts/build-cjs.ts makes CommonJS of it.
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  // What several entry points need is in a chunk: one copy of every class, in few files, because each file costs start-up.
  splitting: true,
  clean: true,
  removeNodeProtocol: false,
  esbuildPlugins: [keepZodPrivate],
  dts: {
    entry: entryPoints,
    compilerOptions: { ignoreDeprecations: '6.0' }, // tsup sets `baseUrl`, which TypeScript 6 deprecates
  },
  onSuccess: async () => {
    const licences = inlinedPackages.map((name) => {
      const text = readFileSync(`node_modules/${name}/LICENSE`, 'utf8');
      return `${name}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`;
    });
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences.join('\n\n'));
  },
});
