import { describe, expect, it } from 'vitest';
import type { GuardrailOptions, Guardrails } from '../../../src/guardrails/index.js';
import { ACCOUNT_ID, IMAGE_OWNER, REGION } from '../guardrails.js';
import { checkOne, FACTS, guardrail, roleWith } from './example-role.js';

const LAUNCH = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
const deny = (elements: object): Guardrails =>
  guardrail('scp', { Effect: 'Deny', Action: 'ec2:RunInstances', ...elements });

/** The resources of a launch that do not work. */
function concerned(guardrails: Guardrails, allowed: object = LAUNCH, options: Partial<GuardrailOptions> = {}): object {
  const [permission] = checkOne(roleWith([allowed]), guardrails, options).permissions;
  const parts = (permission?.authorizations ?? []).filter(({ status }) => status !== 'works');
  return Object.fromEntries(parts.map(({ resourceType, status }) => [resourceType, status]));
}

const ALL = Object.fromEntries(
  ['instance', 'volume', 'network-interface', 'subnet', 'image', 'security-group', 'key-pair', 'other'].map((type) => [
    type,
    'cutOff',
  ]),
);

describe('the authorizations of a launch', () => {
  it('are denied for all resources but those of `NotResource`', () => {
    const { image: _image, ...others } = ALL;
    expect(concerned(deny({ NotResource: 'arn:aws:ec2:*::image/*' }))).toEqual(others);
    const one = 'arn:aws:ec2:*:*:instance/i-1';
    expect(concerned(deny({ NotResource: [one, 'arn:aws:ec2:*::image/*'] }))).toEqual({
      ...others,
      instance: 'narrowed',
    });
    expect(concerned(deny({ NotResource: '*' }))).toEqual({});
  });

  it('are allowed for all resources but those of `NotResource`', () => {
    const allowed = { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: 'arn:aws:ec2:*:*:volume/*' };
    const { volume: _volume, ...others } = ALL;
    expect(concerned(deny({ Resource: '*' }), allowed)).toEqual(others);
  });

  it.each<[string, Record<string, string | null>, object]>([
    ['the owner that is known of everything', { 'aws:ResourceOrgID': 'o-imageowner1' }, {}],
    [
      'everything that is known of images',
      { 'aws:ResourceOrgID': 'o-imageowner1', 'aws:ResourceAccount': IMAGE_OWNER, 'ec2:Owner': IMAGE_OWNER },
      {},
    ],
    ['another owner', { 'aws:ResourceOrgID': 'o-other12345' }, ALL],
  ])("use the caller's facts about organizations: %s", (_what, keys, expected) => {
    const Condition = { StringNotEquals: { 'aws:ResourceOrgID': 'o-imageowner1' } };
    const options = { facts: { ...FACTS, keys } };
    expect(concerned(deny({ Resource: '*', Condition }), LAUNCH, options)).toEqual(expected);
  });

  it('are for resources of the account, except for the image', () => {
    const Condition = { StringNotEqualsIfExists: { 'aws:ResourceOrgID': 'o-other12345' } };
    // The image can belong to that organization.
    expect(concerned(deny({ Resource: '*', Condition }))).toEqual({ ...ALL, image: 'narrowed' });
    const sameAsTag = { StringNotEqualsIfExists: { 'aws:ResourceOrgID': '${aws:PrincipalTag/org}' } };
    const found = checkOne(roleWith([LAUNCH]), deny({ Resource: '*', Condition: sameAsTag })).permissions[0]
      ?.authorizations;
    const witnesses = found?.flatMap(({ resourceType, lost, left }) =>
      resourceType === 'image' ? [] : [lost?.resource, left?.resource],
    );
    expect(witnesses?.filter((resource) => resource?.includes('image/'))).toEqual([]);
  });

  it('can be for images of any organization if that of the account is not known', () => {
    const Condition = { StringNotEquals: { 'aws:ResourceOrgID': FACTS.organizationId } };
    const guardrails = deny({ Resource: 'arn:aws:ec2:*::image/*', Condition });
    const unknown = { facts: { accountId: ACCOUNT_ID, region: REGION } };
    expect(concerned(guardrails)).toEqual({ image: 'cutOff' });
    expect(concerned(guardrails, LAUNCH, unknown)).toEqual({ image: 'narrowed' });
  });
});

describe('a permission that includes launches', () => {
  const statusOf = (action: string, guardrails: Guardrails, options: Partial<GuardrailOptions> = {}): unknown[] =>
    checkOne(roleWith([{ ...LAUNCH, Action: action }]), guardrails, options).permissions.map(
      ({ status, authorizations = [] }) => [
        status,
        authorizations.find(({ resourceType }) => resourceType === 'image')?.status,
      ],
    );
  const noImages = guardrail('scp', { Effect: 'Deny', Action: 'EC2:runInstances', Resource: 'arn:aws:ec2:*::image/*' });

  it.each(['ec2:RunInstances', 'ec2:runinstances', 'EC2:RunInstances', 'ec2:Run*', 'EC2:run?nstances', 'ec2:*', '*'])(
    'is cut off where every launch is, also as %s',
    (action) => {
      expect(statusOf(action, noImages)).toEqual([['cutOff', 'cutOff']]);
    },
  );

  it('shows what remains of the actions of a pattern', () => {
    const [found] = checkOne(roleWith([{ ...LAUNCH, Action: 'ec2:*' }]), noImages).permissions;
    expect(found).toMatchObject({ status: 'cutOff', by: { policy: 'scp.json', statement: 0 } });
    expect(found?.lost?.action).toBe('ec2:RunInstances');
    expect(found?.left).toBeDefined();
    const all = checkOne(
      roleWith([{ ...LAUNCH, Action: 'ec2:*' }]),
      guardrail('scp', { Effect: 'Deny', Action: '*', Resource: '*' }),
    );
    expect(all.permissions[0]).toMatchObject({ status: 'cutOff' });
    expect(all.permissions[0]).not.toHaveProperty('left');
  });

  it('is narrowed where launches work and other actions do not', () => {
    const Resource = '*';
    expect(statusOf('ec2:*', guardrail('scp', { Effect: 'Deny', Action: 'ec2:StopInstances', Resource }))).toEqual([
      ['narrowed', 'works'],
    ]);
    expect(statusOf('ec2:Stop*', guardrail('scp', { Effect: 'Deny', Action: 'ec2:*', Resource }))).toEqual([
      ['cutOff', undefined],
    ]);
  });

  it('is not cut off by what is denied of launches that the role denies itself', () => {
    const own = { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' };
    const found = checkOne(roleWith([{ ...LAUNCH, Action: 'ec2:*' }, own]), noImages).permissions;
    expect(found.map(({ status }) => status)).toEqual(['works']);
  });
});
