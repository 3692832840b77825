import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  permissionsFor,
  rolesFor,
} from '../../src/index.js';

const organization = { orgId: 'acme', region: 'eu-west-1' };

const calls: [string, () => unknown][] = [
  ['buildManagementPolicy', () => buildManagementPolicy({ region: 'eu-west-1' })],
  ['buildServerPolicy', () => buildServerPolicy('acme', 'eu-west-1')],
  ['buildUpsolverPolicy', () => buildUpsolverPolicy('acme', 'eu-west-1')],
  ['permissionsFor', () => permissionsFor('UpsolverRole')],
  ['rolesFor(private-vpc)', () => rolesFor('private-vpc')],
  ['rolesFor(upsolver-vpc)', () => rolesFor('upsolver-vpc')],
  ['rolesFor(private-vpc, organization)', () => rolesFor('private-vpc', organization)],
  ['rolesFor(upsolver-vpc, organization)', () => rolesFor('upsolver-vpc', organization)],
];

/** Every object and array inside a value, itself included; each as often as it is reached. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

/** Destroys a value, as a careless caller might. */
function spoil(value: unknown): void {
  for (const object of objectsIn(value).toReversed()) {
    if (Array.isArray(object)) object.length = 0;
    else for (const key of Object.keys(object)) delete (object as Record<string, unknown>)[key];
  }
}

describe.each(calls)('%s', (_name, call) => {
  it('returns no object twice within a result', () => {
    const objects = objectsIn(call());
    expect(new Set(objects).size).toBe(objects.length);
  });

  it('shares no object between two results', () => {
    const first = new Set(objectsIn(call()));
    expect(objectsIn(call()).filter((object) => first.has(object))).toEqual([]);
  });

  it('is not affected by a caller that changes a result', () => {
    const before = JSON.stringify(call());
    spoil(call());
    expect(JSON.stringify(call())).toBe(before);
  });

  it('returns data that JSON can hold', () => {
    expect(JSON.parse(JSON.stringify(call()))).toStrictEqual(call());
  });
});

describe('the input', () => {
  it('may be frozen', () => {
    const frozen = Object.freeze({ ...organization });
    expect(rolesFor('private-vpc', frozen)).toStrictEqual(rolesFor('private-vpc', organization));
    expect(buildManagementPolicy(Object.freeze({ region: 'eu-west-1' }))).toStrictEqual(
      buildManagementPolicy({ region: 'eu-west-1' }),
    );
  });

  it('is not changed', () => {
    const input = { ...organization };
    rolesFor('upsolver-vpc', input);
    expect(input).toStrictEqual(organization);
  });

  it('may have no prototype', () => {
    const bare = Object.assign(Object.create(null) as object, organization) as typeof organization;
    expect(rolesFor('upsolver-vpc', bare)).toStrictEqual(rolesFor('upsolver-vpc', organization));
  });
});
