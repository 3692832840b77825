import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAST_COMPILER } from '../../scripts/compiler.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';

/* `upsolver-iam/zod` beside the zod of an application. Needs a build: `npm run build`. */

const TIMEOUT = 120_000;

/** The lowest and the newest zod that the package allows, as they are installed for development. */
const ZODS: [version: string, from: string][] = ['zod-4.0', 'zod'].map((name) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string };
  return [version, resolve('node_modules', name)];
});

const SCHEMAS = "import { dataAccessGrantSchema, orgIdSchema, roleParametersSchema } from 'upsolver-iam/zod';";

let root = '';
beforeAll(() => {
  if (!existsSync('dist/zod/index.js')) throw new Error('there is no build: run `npm run build` first');
  root = mkdtempSync(join(tmpdir(), 'upsolver-iam-zod-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with the built package, and with a zod or without one. */
function consumer(name: string, zod?: string): string {
  const folder = join(root, name);
  const installed = join(folder, 'node_modules/upsolver-iam');
  mkdirSync(installed, { recursive: true });
  for (const part of ['dist', 'schema', 'package.json']) cpSync(part, join(installed, part), { recursive: true });
  if (zod !== undefined) cpSync(zod, join(folder, 'node_modules/zod'), { recursive: true });
  return folder;
}

function run(folder: string, type: 'module' | 'commonjs', source: string): unknown {
  const args = [`--input-type=${type}`, '-e', source];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
}

describe('the range of versions', () => {
  it('begins with 4.0.0 and reaches the zod that is inlined', () => {
    const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { peerDependencies: object };
    expect(peerDependencies).toEqual({ zod: '>=4.0.0 <5' });
    expect(ZODS.map(([version]) => version)).toEqual(['4.0.0', expect.stringMatching(/^4\.(?!0\.)/)]);
  });
});

// The lowest version is the one that lacks something first.
describe.each(ZODS)('with zod %s', (version, zod) => {
  let folder = '';
  beforeAll(() => {
    folder = consumer(version, zod);
  });

  it('the schemas nest inside the schemas of an application', () => {
    const source = `
      import * as z from 'zod';
      ${SCHEMAS}
      const body = z.object({ orgId: orgIdSchema, roles: z.optional(roleParametersSchema) });
      const problems = (value) => body.safeParse(value).error?.issues ?? [];
      const paths = (value) => problems(value).map(({ path, message }) => [path.join('.'), message]);
      const good = ${JSON.stringify({ orgId: 'acme', roles: PARAMETERS })};
      console.log(JSON.stringify([
        body.parse(good),
        body.parse({ orgId: 'acme' }),
        paths({ orgId: 'Acme', roles: { ...good.roles, trustedAccountId: '1', tags: { 'aws:x': 'y' } } }),
      ]));`;
    expect(run(folder, 'module', source)).toEqual([
      { orgId: 'acme', roles: PARAMETERS },
      { orgId: 'acme' },
      [
        ['orgId', 'the organization ID `Acme` contains uppercase letters'],
        ['roles.trustedAccountId', '`1` is not an AWS account ID'],
        ['roles.tags.aws:x', 'tag keys that begin with `aws:` are reserved'],
      ],
    ]);
  });

  it('the schemas work with zod/mini in CommonJS', () => {
    const source = `
      const z = require('zod/mini');
      const { dataAccessGrantSchema, organizationSchema } = require('upsolver-iam/zod');
      const body = z.object({ where: organizationSchema, data: z.array(dataAccessGrantSchema) });
      const where = { orgId: 'a'.repeat(45), region: 'us-east-1' };
      const result = body.safeParse({ where, data: [{ service: 's3' }] });
      console.log(JSON.stringify(result.error.issues.map(({ path }) => path.join('.')).sort()));`;
    expect(run(folder, 'commonjs', source)).toEqual(['data.0.bucket', 'where.orgId']);
  });

  it('z.toJSONSchema has the patterns and limits of AWS', () => {
    const source = `
      import * as z from 'zod';
      ${SCHEMAS}
      const body = z.object({ roles: roleParametersSchema, data: dataAccessGrantSchema });
      console.log(JSON.stringify(z.toJSONSchema(body)));`;
    const schema = run(folder, 'module', source) as { properties: { roles: { properties: Record<string, object> } } };
    const { properties } = schema.properties.roles;
    expect(properties).toMatchObject({
      trustedAccountId: { type: 'string', pattern: '^\\d{12}$' },
      orgId: { maxLength: 44 },
      maxSessionDuration: { minimum: 3600, maximum: 43_200 },
      tags: { type: 'object', maxProperties: 50 },
    });
  });

  it('the types are those of the parameters', { timeout: TIMEOUT }, () => {
    const source = `
      import * as z from 'zod';
      import { buildRoles, type RoleParameters } from 'upsolver-iam';
      import { orgIdSchema, roleParametersSchema } from 'upsolver-iam/zod';
      const body = z.object({ orgId: orgIdSchema, roles: roleParametersSchema });
      const { orgId, roles } = body.parse({});
      const id: string = orgId;
      const parameters: RoleParameters = roles;
      // @ts-expect-error the account is a string
      const wrong: number = roles.trustedAccountId;
      console.log(id, wrong, buildRoles('private-vpc', parameters).length);`;
    writeFileSync(join(folder, 'types.mts'), source);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', 'false'];
    const tsc = resolve(FAST_COMPILER);
    const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, 'types.mts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });
});

describe('without zod', () => {
  it('every other entry point works, and ./zod names the missing package', () => {
    const folder = consumer('without');
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
    const entries = Object.keys(exports).filter((name) => !name.endsWith('.json'));
    const source = `
      const outcomes = [];
      for (const entry of ${JSON.stringify(entries)}) {
        try { outcomes.push([entry, Object.keys(await import('upsolver-iam' + entry.slice(1))).length > 0]); }
        catch (error) { outcomes.push([entry, error.message.split(' imported')[0]]); }
      }
      console.log(JSON.stringify(outcomes));`;
    expect(run(folder, 'module', source)).toEqual(
      entries.map((entry) => [entry, entry === './zod' ? "Cannot find package 'zod'" : true]),
    );
  });
});

describe('the build', () => {
  it('has no import of zod but in dist/zod, which shares no chunk', () => {
    for (const file of ['index.js', 'index.cjs']) {
      const code = readFileSync(`dist/zod/${file}`, 'utf8');
      const imported = [...code.matchAll(/(?:from |import |require\()["']([^"']+)["']/g)].map(([, from]) => from);
      expect(new Set(imported)).toEqual(new Set(['zod/mini']));
    }
  });
});
