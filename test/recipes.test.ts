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
  variant: { scope: string[]; withoutFeatures: string[] };
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

const [options, more] = JSON.parse(process.argv[2]);
const deployed = buildRoles('private-vpc', { ...PARAMETERS, ...more });
const expected = buildRoles('private-vpc', PARAMETERS);
const account = { RoleDetailList: deployed.map((role) => roleDetail(role)) };
const report = checkRoles(account, expected, { parameters: PARAMETERS });
const template = cloudFormationTemplate('private-vpc', options);
console.log(JSON.stringify({
  help: await allHelpTexts(),
  cloudFormation: Object.keys(template.Parameters),
  terraform: Object.keys(terraformConfiguration('private-vpc', options).variable),
  scoped: JSON.stringify(template.Resources).match(/[a-z0-9]+:[A-Z][A-Za-z]+/g),
  schema: renderJsonSchema(),
  docs: [renderScopingPage(), renderPermissionsPage()].join('\\n'),
  variant: report.roles[1].variant,
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

function probe(options: object, more: object): Outcome {
  writeFileSync(join(folder, 'probe.ts'), PROBE);
  const args = ['--import', 'tsx', 'probe.ts', JSON.stringify([options, more])];
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

describe('a new scope option of kind flag', () => {
  const edits: Edit[] = [
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
  let outcome: Outcome;

  beforeAll(() => {
    copyWith(edits);
    outcome = probe({ scope: ['withoutMetrics'] }, { scope: { accountId: '444455556666', withoutMetrics: true } });
  }, TIMEOUT);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes at most three source files, and compiles', { timeout: TIMEOUT }, () => {
    expect(new Set(edits.map(({ file }) => file)).size).toBeLessThanOrEqual(3);
    expect(complaints()).toBe('');
  });

  it('is offered by --help, by templates, by the JSON Schema and by the documentation', () => {
    expect(outcome.help.replace(/\s+/g, ' ')).toContain('withoutMetrics');
    expect(outcome.scoped).toContain('kinesis:ListStreams');
    expect(outcome.scoped).not.toContain('sendScalingMetrics');
    expect(JSON.parse(outcome.schema)).toMatchObject({
      properties: {
        scope: { properties: { withoutMetrics: { type: 'boolean', description: 'Whether metrics cannot be sent.' } } },
      },
    });
    expect(outcome.docs).toContain('| `withoutMetrics` | Whoever holds the role can write any metric. | Scaling. |');
  });

  it('is recognized in a deployed role', () => {
    expect(outcome.variant.scope).toEqual(['withoutMetrics']);
  });
});

describe('a new feature', () => {
  const edits: Edit[] = [
    {
      file: 'src/upsolver/catalogue/features.ts',
      before: '  /** "Create a dedicated Upsolver bucket". */\n',
      insert: `  /** "Send scaling metrics". */
  scalingMetrics: {
    label: 'Scaling metrics',
    allows: 'Let Upsolver send metrics',
    omitted: 'Omit the permission to send metrics',
  },
`,
    },
    {
      file: 'src/upsolver/catalogue/statements.ts',
      before: "    resources: ['*'],\n    entries: [\n      [\n        'cloudwatch:PutMetricData',",
      insert: "    feature: 'scalingMetrics',\n",
    },
  ];
  let outcome: Outcome;

  beforeAll(() => {
    copyWith(edits);
    outcome = probe({}, { features: { scalingMetrics: false } });
  }, TIMEOUT);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes at most three source files, and compiles', { timeout: TIMEOUT }, () => {
    expect(new Set(edits.map(({ file }) => file)).size).toBeLessThanOrEqual(3);
    expect(complaints()).toBe('');
  });

  it('is offered by --help, by the parameters of templates, by the JSON Schema and by the documentation', () => {
    expect(outcome.help).toMatch(/--no-scaling-metrics\s+Omit the permission to send metrics/);
    expect(outcome.cloudFormation).toContain('ScalingMetrics');
    expect(outcome.terraform).toContain('scaling_metrics');
    expect(JSON.parse(outcome.schema)).toMatchObject({
      properties: { features: { properties: { scalingMetrics: { description: '"Send scaling metrics".' } } } },
    });
    expect(outcome.docs).toContain('| `scalingMetrics` |');
  });

  it('is recognized as missing in a deployed role', () => {
    expect(outcome.variant.withoutFeatures).toEqual(['scalingMetrics']);
  });
});

describe('a new integration mode', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('without a role does not compile', { timeout: TIMEOUT }, () => {
    copyWith([]);
    const names = join(folder, 'src/upsolver/catalogue/names.ts');
    const source = readFileSync(names, 'utf8');
    const changed = source.replace("['private-vpc', 'upsolver-vpc']", "['private-vpc', 'upsolver-vpc', 'hybrid']");
    expect(changed).not.toBe(source);
    writeFileSync(names, changed);
    expect(complaints()).toMatch(/src\/upsolver\/catalogue\/roles\.ts\(.*"hybrid"/);
  });
});
