import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Keeps our relative imports as imports, so that there is one output file per module, and all entry points share one
 * copy of every class, in ESM and in CJS. Packages are inlined where they are imported.
 */
const oneFilePerModule: Plugin = {
  name: 'one-file-per-module',
  setup(build) {
    const cjs = build.initialOptions.format === 'cjs';
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer }) => {
      if (kind === 'entry-point' || importer.includes('node_modules')) return undefined;
      return { path: cjs ? path.replace(/\.js$/, '.cjs') : path, external: true };
    });
  },
};

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

const inlinedPackages = ['commander', 'picocolors', 'yaml', 'zod'];

export default defineConfig({
  entry: ['src/**/*.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  splitting: false,
  clean: true,
  removeNodeProtocol: false,
  esbuildPlugins: [oneFilePerModule, keepZodPrivate],
  dts: {
    entry: {
      index: 'src/index.ts',
      'iam/index': 'src/iam/index.ts',
      'upsolver/risks/index': 'src/upsolver/risks/index.ts',
      'render/cloudformation/index': 'src/render/cloudformation/index.ts',
      'render/terraform/index': 'src/render/terraform/index.ts',
      'render/aws-sdk/index': 'src/render/aws-sdk/index.ts',
      'drift/index': 'src/drift/index.ts',
    },
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
