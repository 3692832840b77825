import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkAccount } from '../../examples/service/check-account.js';
import { checkRole } from '../../examples/service/check-role.js';
import { buildRoles } from '../../src/index.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';
import { accountOf } from './account.js';
import { createFakeIam } from './fake-iam.js';

const page = readFileSync('examples/README.md', 'utf8');

const linksOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, target = '']) =>
    join(dirname(file), target),
  );
const blocksOf = (text: string): unknown[] =>
  [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => JSON.parse(json));
const section = (title: string): string => page.split('\n## ').find((text) => text.startsWith(title)) ?? '';

describe('examples/README.md', () => {
  it('links to every example and to nothing that does not exist', () => {
    const links = linksOf('examples/README.md');
    expect(links.filter((target) => !existsSync(target))).toEqual([]);
    const names = readdirSync('examples').filter((name) => name !== 'README.md');
    expect(names.filter((name) => !links.some((target) => target.startsWith(join('examples', name))))).toEqual([]);
  });

  it('has valid JSON', () => expect(blocksOf(page)).toHaveLength(3));

  it('shows a rule with valid parameters', () => {
    const [rule] = blocksOf(section('A rule for AWS Config')) as [{ InputParameters: string }];
    const { mode, ...parameters } = JSON.parse(rule.InputParameters) as { mode: 'private-vpc' } & typeof PARAMETERS;
    expect(buildRoles(mode, parameters)).toHaveLength(2);
  });

  it('shows a line of accounts with valid parameters', () => {
    const [line] = blocksOf(section('A state machine')) as [{ mode: 'private-vpc'; parameters: typeof PARAMETERS }];
    expect(buildRoles(line.mode, line.parameters)).toHaveLength(2);
  });

  it('names exactly the permissions that the service uses', async () => {
    const account = accountOf('private-vpc');
    const { client, calls } = createFakeIam(account);
    await checkAccount(client, { mode: 'private-vpc', parameters: PARAMETERS });
    await checkRole(client, buildRoles('private-vpc', PARAMETERS)[1], PARAMETERS);
    const named = [...section('A service').matchAll(/`iam:(\w+)`/g)].map(([, action]) => action);
    expect(named.toSorted()).toEqual([...new Set(calls.map(({ Action }) => Action))].toSorted());
  });
});

describe('docs/drift.md', () => {
  it('shows a part of the state machine', () => {
    const { States } = JSON.parse(readFileSync('examples/step-functions.asl.json', 'utf8')) as {
      States: Record<string, object>;
    };
    const [map] = blocksOf(
      readFileSync('docs/drift.md', 'utf8').split('## Beyond one machine')[1]?.split('\n## ')[0] ?? '',
    ) as [object];
    expect(States['CheckAccounts']).toMatchObject(map);
  });
});

describe('the examples', () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(join('examples', file), 'utf8'));

  it('are small', () => {
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((_file, index) => (texts[index] ?? '').split('\n').length > 100)).toEqual([]);
  });

  it('can be copied folder by folder: they import only packages', () => {
    const imports = texts.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map(([, target = '']) => target));
    const packages = new Set(imports.filter((target) => !target.startsWith('./')));
    expect([...packages].toSorted()).toEqual([
      '@aws-sdk/client-iam',
      '@pulumi/aws',
      '@pulumi/pulumi',
      'aws-cdk-lib/aws-iam',
      'aws-lambda',
      'commander',
      'constructs',
      'node:fs',
      'node:path',
      'node:url',
      'upsolver-iam',
      'upsolver-iam/cloudformation',
      'upsolver-iam/drift',
      'upsolver-iam/terraform',
    ]);
  });
});
