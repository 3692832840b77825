import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAST_COMPILER } from '../scripts/compiler.js';

/*
 * The recipes of CONTRIBUTING.md, followed on a copy of the sources: a row of a table is enough, and everything that
 * follows the table has the new thing.
 */

const TIMEOUT = 120_000;

/** A change of one file: the text that is inserted, and the line before which it goes. */
type Edit = { file: string; before: string; insert: string };

/** What the changed project prints of itself. */
type Outcome = {
  help: string;
  cloudFormation: string[];
  terraform: string[];
  scoped: string[];
  schema: string;
  docs: string;
  /** What is recognized in roles that the new option narrows, and in roles without the new feature. */
  scope: string[];
  withoutFeatures: string[];
};

/** Run inside the copy: the changed library, used as its own scripts use it. */
const PROBE = `
import { renderJsonSchema } from './scripts/json-schema.js';
import { allHelpTexts } from './scripts/help-text.js';
import { renderPermissionsPage } from './scripts/permissions-page.js';
import { renderScopingPage } from './scripts/scoping-page.js';
import { buildRoles } from './src/index.js';
import { checkRoles } from './src/drift/index.js';
import { cloudFormationTemplate } from './src/render/cloudformation/index.js';
import { terraformConfiguration } from './src/render/terraform/index.js';
import { ACCOUNT, PARAMETERS } from './test/upsolver/role-parameters.js';
import { roleDetail } from './test/drift/account.js';

const variantOf = (more) => {
  const deployed = buildRoles('private-vpc', { ...PARAMETERS, ...more });
  const expected = buildRoles('private-vpc', PARAMETERS);
  const account = { RoleDetailList: deployed.map((role) => roleDetail(role)) };
  return checkRoles(account, expected, { parameters: PARAMETERS }).roles[1].variant;
};
const scoped = cloudFormationTemplate('private-vpc', { scope: ['withoutMetrics'] });
console.log(JSON.stringify({
  help: await allHelpTexts(),
  cloudFormation: Object.keys(cloudFormationTemplate('private-vpc').Parameters),
  terraform: Object.keys(terraformConfiguration('private-vpc').variable),
  scoped: [...JSON.stringify(scoped.Resources).matchAll(/"Sid":"(\\w+)"/g)].map(([, sid]) => sid),
  schema: renderJsonSchema(),
  docs: [renderScopingPage(), renderPermissionsPage()].join('\\n'),
  scope: variantOf({ scope: { accountId: '444455556666', withoutMetrics: true } }).scope,
  withoutFeatures: variantOf({ features: { ownStreams: false } }).withoutFeatures,
}));
`;

let folder = '';

/** A copy of the project with some changes, and with the packages of this one. */
function copyWith(edits: readonly Edit[]): void {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-recipe-'));
  for (const part of ['src', 'scripts', 'docs', 'test', 'package.json', 'tsconfig.json']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  for (const { file, before, insert } of edits) {
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    expect(source.split(before), `${file} has the line "${before}" once`).toHaveLength(2);
    writeFileSync(
      path,
      source.replace(before, () => `${insert}${before}`),
    );
  }
}

function probe(): Outcome {
  writeFileSync(join(folder, 'probe.ts'), PROBE);
  const args = ['--import', 'tsx', 'probe.ts'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Outcome;
}

/** The complaints of the compiler about the sources. */
function complaints(): string {
  const config = { extends: './tsconfig.json', include: ['src'] };
  writeFileSync(join(folder, 'tsconfig.src.json'), JSON.stringify(config));
  const args = [resolve(FAST_COMPILER), '-p', 'tsconfig.src.json'];
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout;
}

const NEW_SCOPE_OPTION: readonly Edit[] = [
  {
    file: 'src/upsolver/scope/options.ts',
    before: '  /** The only VPC in which instances start. */\n',
    insert: `  /** Whether metrics cannot be sent. */
  withoutMetrics: {
    kind: 'flag',
    narrow: (statements) => without(statements, 'sendScalingMetrics', ['cloudwatch:PutMetricData']),
    changes: ['sendScalingMetrics'],
  },
`,
  },
  {
    file: 'src/upsolver/scope/rationale.ts',
    before: '  vpcId: {\n',
    insert: `  withoutMetrics: {
    risk: 'Whoever holds the role can write any metric.',
    source: 'a test',
    closes: [],
    mightBreak: 'Scaling.',
  },
`,
  },
];

const NEW_FEATURE: readonly Edit[] = [
  {
    file: 'src/upsolver/catalogue/features.ts',
    before: '  /** "Create a dedicated Upsolver bucket" in Upsolver\'s setup wizard. */\n',
    insert: `  /** "Create streams". */
  ownStreams: {
    label: 'Streams of Upsolver',
    allows: 'Let Upsolver create streams',
    omitted: 'Omit the permission to create streams',
  },
`,
  },
  {
    file: 'src/upsolver/catalogue/statements.ts',
    before: "    resources: ['arn:${Partition}:kinesis:*:*:stream/upsolver_*'],\n",
    insert: "    feature: 'ownStreams',\n",
  },
];

let outcome: Outcome;
beforeAll(() => {
  copyWith([...NEW_SCOPE_OPTION, ...NEW_FEATURE]);
  outcome = probe();
}, TIMEOUT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the recipes', () => {
  it('take at most three source files each, and compile', { timeout: TIMEOUT }, () => {
    for (const edits of [NEW_SCOPE_OPTION, NEW_FEATURE]) {
      expect(new Set(edits.map(({ file }) => file)).size).toBeLessThanOrEqual(3);
    }
    expect(complaints()).toBe('');
  });
});

describe('a new scope option of kind flag', () => {
  it('is offered by --help, by templates, by the JSON Schema and by the documentation', () => {
    expect(outcome.help.replace(/\s+/g, ' ')).toContain('withoutMetrics');
    expect(outcome.scoped).toContain('listStreams');
    expect(outcome.scoped).not.toContain('sendScalingMetrics');
    expect(JSON.parse(outcome.schema)).toMatchObject({
      properties: {
        scope: {
          properties: { withoutMetrics: { type: 'boolean', description: 'Whether metrics cannot be sent.' } },
        },
      },
    });
    expect(outcome.docs).toContain('| `withoutMetrics` | Whoever holds the role can write any metric. | Scaling. |');
  });

  it('is recognized in a deployed role', () => {
    expect(outcome.scope).toEqual(['withoutMetrics']);
  });
});

describe('a new feature', () => {
  it('is offered by --help, by the parameters of templates, by the JSON Schema and by the documentation', () => {
    expect(outcome.help).toMatch(/--no-own-streams\s+Omit the permission to create streams/);
    expect(outcome.cloudFormation).toContain('OwnStreams');
    expect(outcome.terraform).toContain('own_streams');
    expect(JSON.parse(outcome.schema)).toMatchObject({
      properties: { features: { properties: { ownStreams: { description: '"Create streams".' } } } },
    });
    expect(outcome.docs).toContain('| `ownStreams` |');
  });

  it('is recognized as missing in a deployed role', () => {
    expect(outcome.withoutFeatures).toEqual(['ownStreams']);
  });
});

describe('a new integration mode', () => {
  it('without a role does not compile', { timeout: TIMEOUT }, () => {
    const names = join(folder, 'src/upsolver/catalogue/names.ts');
    const source = readFileSync(names, 'utf8');
    const changed = source.replace("['private-vpc', 'upsolver-vpc']", "['private-vpc', 'upsolver-vpc', 'hybrid']");
    expect(changed).not.toBe(source);
    writeFileSync(names, changed);
    expect(complaints()).toMatch(/src\/upsolver\/catalogue\/roles\.ts\(.*"hybrid"/);
  });
});
