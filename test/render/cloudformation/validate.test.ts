import { describe, expect, it } from 'vitest';
import { toYaml } from '../../../src/cli/yaml.js';
import {
  buildRoles,
  INTEGRATION_MODES,
  SCOPE_OPTIONS,
  type IntegrationMode,
  type RoleParameters,
} from '../../../src/index.js';
import {
  toCloudFormation,
  type CloudFormationTemplate,
  type TemplateOptions,
} from '../../../src/render/cloudformation/index.js';
import { deep, everyNth } from '../../deep.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../../upsolver/role-parameters.js';
import { findingsOf } from './validator.js';

const all = [...SCOPE_OPTIONS];

describe('@aws/cloudformation-validate', () => {
  const TIMEOUT = 120_000;
  const plainAccess: RoleParameters['dataAccess'] = [
    { service: 's3', bucket: 'acme-events', prefix: 'clicks', write: true, retention: true },
    { service: 'kinesis', streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/clicks', write: true },
    { service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:444455556666:new-objects' },
  ];
  const fixedSets: Partial<RoleParameters>[] = [
    {},
    { features: { athenaTables: false, kinesisStreams: false, dedicatedBucket: false } },
    { scope: FULL_SCOPE },
    { namePrefix: 'a-', nameSuffix: '-z', path: '/v/', tags: { a: 'größe' }, maxSessionDuration: 7200 },
    { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    { externalId: ['one', 'two'] },
    { dataAccess: plainAccess },
  ];

  const faults: [what: string, text: (template: string) => string][] = [
    ['a dangling reference', (template) => template.replace('{"Ref":"MaxSessionDuration"}', '{"Ref":"MaxSession"}')],
    ['a dangling substitution', (template) => template.replace('${NamePrefix}', '${NamePrefiks}')],
    ['an unknown property', (template) => template.replace('"RoleName"', '"Rolename"')],
    ['a missing policy', (template) => template.replace('"AssumeRolePolicyDocument"', '"AssumeRolePolicy"')],
    [
      'an unknown effect',
      (template) => template.replace('"validateAndMonitor","Effect":"Allow"', '"validateAndMonitor","Effect":"Permit"'),
    ],
    ['an unknown resource type', (template) => template.replace('AWS::IAM::Role"', 'AWS::IAM::Rolle"')],
    ['a bad attribute', (template) => template.replace('"Arn"]', '"Arm"]')],
  ];

  /** Asserts that a fault in a template is found: in turn, each that it can have. */
  function expectSpoilable(template: CloudFormationTemplate, turn: number): void {
    const text = JSON.stringify(template);
    const spoilt = faults.map(([, spoil]) => spoil(text)).filter((fault) => fault !== text);
    expect(findingsOf(spoilt[turn % spoilt.length] as string)).not.toEqual([]);
  }

  function pairsOf<Options extends object>(sets: readonly Options[]): [Options, Options][] {
    return sets.flatMap((one, index) => sets.slice(index).map((other): [Options, Options] => [one, other]));
  }

  /** Each pair in each mode; without `DEEP` each set in one pair, in one mode. */
  function pairsInMode<Options extends object>(mode: IntegrationMode, sets: readonly Options[]): [Options, Options][] {
    if (deep) return pairsOf(sets);
    const place = INTEGRATION_MODES.indexOf(mode);
    return sets.flatMap((one, index): [Options, Options][] =>
      index % 4 === 2 * place ? [[one, sets[index + 1] ?? one]] : [],
    );
  }

  it.each(INTEGRATION_MODES)(
    'finds nothing in the templates of fixed roles for %s, pairs of options, and a fault put into each',
    (mode) => {
      pairsInMode(mode, fixedSets).forEach(([one, other], turn) => {
        const template = toCloudFormation(buildRoles(mode, { ...PARAMETERS, ...one, ...other }));
        expect(findingsOf(JSON.stringify(template)), JSON.stringify({ ...one, ...other })).toEqual([]);
        expectSpoilable(template, turn);
      });
    },
    TIMEOUT,
  );

  it('finds only that the account of a fixed boundary is fixed', () => {
    const roles = buildRoles('upsolver-vpc', {
      ...PARAMETERS,
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
    });
    expect(findingsOf(JSON.stringify(toCloudFormation(roles)))).toEqual([
      expect.stringMatching(/^W9013 Hardcoded account ID/),
    ]);
  });

  const optionSets: TemplateOptions[] = [
    {},
    { tags: { a: 'b' } },
    { dataAccess: plainAccess },
    ...SCOPE_OPTIONS.map((option) => ({ scope: [option] })),
    { scope: all },
  ];
  it.each(INTEGRATION_MODES)(
    'finds nothing in the templates with parameters for %s, pairs of options',
    (mode) => {
      for (const [one, other] of pairsInMode(mode, optionSets)) {
        const scope = all.filter((option) => one.scope?.includes(option) || other.scope?.includes(option));
        const options = { ...one, ...other, scope };
        expect(findingsOf(JSON.stringify(toCloudFormation(mode, options))), JSON.stringify(options)).toEqual([]);
      }
    },
    TIMEOUT,
  );

  it.each(INTEGRATION_MODES)(
    'finds a fault put into each template with parameters for %s',
    (mode) => {
      everyNth(optionSets, 3).forEach((options, turn) => expectSpoilable(toCloudFormation(mode, options), turn));
    },
    TIMEOUT,
  );

  const inYaml = INTEGRATION_MODES.flatMap((mode) =>
    [{}, { scope: all, tags: { a: 'b' }, dataAccess: plainAccess }].map((options) => ({ mode, options })),
  );

  it.each(everyNth(inYaml, 3))('finds nothing in YAML for $mode, given $options, and a fault put into it', (each) => {
    const yaml = toYaml(toCloudFormation(each.mode, each.options));
    expect(findingsOf(yaml)).toEqual([]);
    expect(findingsOf(yaml.replace('RoleName:', 'Rolename:'))).not.toEqual([]);
  });

  const faultsInModes = INTEGRATION_MODES.flatMap((mode) =>
    faults.map(([what, spoil]) => [mode, what, spoil] as [IntegrationMode, string, typeof spoil]),
  );

  it.each(everyNth(faultsInModes, 2))('finds a fault put into the template for %s: %s', (mode, _what, spoil) => {
    const text = JSON.stringify(toCloudFormation(mode));
    expect(spoil(text)).not.toBe(text);
    expect(findingsOf(spoil(text))).not.toEqual([]);
  });
});
