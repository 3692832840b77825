import { describe, expect, it } from 'vitest';
import {
  ACCESS_LEVELS,
  ACTION_CATALOG,
  actionsOf,
  findAction,
  holdsService,
  servicesOf,
  worstFirst,
  type ActionCatalog,
  type ActionReference,
} from '../../../src/aws/actions/index.js';
import { issuesOf } from '../../issues-of.js';

/** A catalog that was written as JSON and read again. */
const copy = JSON.parse(JSON.stringify(ACTION_CATALOG)) as ActionCatalog;

/** A catalog with one service, of which only a part is right. */
const broken = (service: unknown): ActionCatalog => ({ ...copy, services: { s3: service } }) as ActionCatalog;

const pathsOf = (call: () => unknown): string[] => issuesOf(call).map(({ path, code }) => `${path.join('.')}: ${code}`);

describe.each([
  ['built in', ACTION_CATALOG],
  ['read from JSON', copy],
])('a catalog %s', (_kind, catalog) => {
  it('has services', () => {
    expect(servicesOf(catalog)).toEqual(Object.keys(ACTION_CATALOG.services));
    expect(holdsService(catalog, 'S3')).toBe(true);
    expect(['sagemaker', '', 's3:', '__proto__', 'constructor'].filter((name) => holdsService(catalog, name))).toEqual(
      [],
    );
  });

  it.each(['kms:Decrypt', 'KMS:decrypt', 'kms:DECRYPT'])('finds %s in any letter case', (name) => {
    expect(findAction(catalog, name)).toEqual({
      action: 'kms:Decrypt',
      accessLevels: ['Write'],
      resourceTypes: [{ name: 'key', required: true, conditionKeys: [] }],
      conditionKeys: ACTION_CATALOG.services['kms']?.actions.find((each) => each.action === 'kms:Decrypt')
        ?.conditionKeys,
    });
  });

  it.each(['kms:Decry', 'kms:*', 'kms', ':Decrypt', '', 'Decrypt', 'kms:kms:Decrypt', 'x:Decrypt', '__proto__:x'])(
    'finds no action %j',
    (name) => expect(findAction(catalog, name)).toBeUndefined(),
  );

  it('lists the actions of a service', () => {
    expect(actionsOf(catalog, 'Glue')).toEqual(ACTION_CATALOG.services['glue']?.actions);
    expect(actionsOf(catalog, 'sagemaker')).toEqual([]);
  });

  it('returns values that the caller may change', () => {
    for (const { accessLevels } of actionsOf(catalog, 'kms')) (accessLevels as string[]).length = 0;
    servicesOf(catalog).pop();
    expect(actionsOf(catalog, 'kms')[0]?.accessLevels).not.toEqual([]);
    expect(servicesOf(catalog)).toEqual(Object.keys(ACTION_CATALOG.services));
  });
});

describe('a value that is not a catalog', () => {
  it.each([undefined, null, 'x', 7, [], {}, { services: [] }, { services: 's3' }])('is refused: %j', (value) => {
    const catalog = value as unknown as ActionCatalog;
    for (const call of [
      () => servicesOf(catalog),
      () => holdsService(catalog, 's3'),
      () => findAction(catalog, 's3:GetObject'),
      () => actionsOf(catalog, 's3'),
    ]) {
      expect(issuesOf(call).map(({ path }) => path[0])).toEqual(['catalog']);
    }
  });

  it('is reported together with the other arguments', () => {
    expect(pathsOf(() => findAction(undefined as unknown as ActionCatalog, 7 as unknown as string))).toEqual([
      'catalog: missing',
      'action: invalid_type',
    ]);
    expect(pathsOf(() => actionsOf(ACTION_CATALOG, undefined as unknown as string))).toEqual(['prefix: missing']);
    expect(pathsOf(() => holdsService(ACTION_CATALOG, null as unknown as string))).toEqual(['prefix: missing']);
  });

  it('is refused where it is read: no function needs what it does not look at', () => {
    const action = { action: 's3:GetObject', accessLevels: [], resourceTypes: [{}], conditionKeys: [1] };
    const catalog = broken({
      actions: [action, { ...action, action: 's3:GetObject' }],
      resourceTypes: [],
      conditionKeys: [],
    });
    expect(servicesOf(catalog)).toEqual(['s3']);
    expect(findAction(catalog, 's3:PutObject')).toBeUndefined();
    const place = 'catalog.services.s3.actions.0';
    expect(pathsOf(() => findAction(catalog, 's3:getobject'))).toEqual([
      `${place}.accessLevels: invalid_type`,
      `${place}.resourceTypes.0.name: missing`,
      `${place}.resourceTypes.0.required: missing`,
      `${place}.resourceTypes.0.conditionKeys: missing`,
      `${place}.conditionKeys.0: invalid_type`,
    ]);
    expect(pathsOf(() => holdsService(broken({ actions: [{}, 7], resourceTypes: 1 }), 's3'))).toEqual([
      'catalog.services.s3.resourceTypes: invalid_type',
      'catalog.services.s3.conditionKeys: missing',
    ]);
    expect(pathsOf(() => actionsOf(broken({ actions: [{}, 7], resourceTypes: [], conditionKeys: [] }), 's3'))).toEqual([
      'catalog.services.s3.actions.0.action: missing',
      'catalog.services.s3.actions.1: invalid_type',
    ]);
  });
});

describe('worstFirst', () => {
  const levelsOf = (actions: readonly ActionReference[]): number[] =>
    actions.map(({ accessLevels }) => Math.min(...accessLevels.map((level) => ACCESS_LEVELS.indexOf(level))));

  it('has the levels of AWS in its order', () => {
    expect(ACCESS_LEVELS).toEqual(['Permissions management', 'Write', 'Read', 'Tagging', 'List']);
  });

  it('sorts actions by their worst level, and keeps the order of the others', () => {
    const actions = actionsOf(ACTION_CATALOG, 's3');
    const before = JSON.stringify(actions);
    const sorted = worstFirst(actions);
    expect(JSON.stringify(actions)).toBe(before);
    expect(levelsOf(sorted)).toEqual(levelsOf(actions).toSorted((a, b) => a - b));
    expect(new Set(levelsOf(sorted)).size).toBeGreaterThan(3);
    for (const level of new Set(levelsOf(sorted))) {
      const ofLevel = (list: ActionReference[]): ActionReference[] =>
        list.filter((each) => levelsOf([each])[0] === level);
      expect(ofLevel(sorted)).toEqual(ofLevel(actions));
    }
    expect(sorted.findIndex(({ action }) => action === 's3:PutBucketPolicy')).toBeLessThan(
      sorted.findIndex(({ action }) => action === 's3:GetBucketTagging'),
    );
  });

  it('finds the actions of a service whatever the letter case of its prefix in the catalog', () => {
    const { s3 } = copy.services as Record<string, unknown>;
    const catalog = { ...copy, services: { S3: s3 } } as never;
    expect(findAction(catalog, 's3:GetObject')).toEqual(findAction(ACTION_CATALOG, 's3:GetObject'));
    expect(actionsOf(catalog, 'S3')).toEqual(actionsOf(ACTION_CATALOG, 's3'));
  });

  it('refuses what is not a list of actions', () => {
    expect(pathsOf(() => worstFirst(undefined as unknown as ActionReference[]))).toEqual(['actions: missing']);
    expect(issuesOf(() => worstFirst([{ accessLevels: ['x'] }] as unknown as ActionReference[])).length).toBe(4);
  });
});
