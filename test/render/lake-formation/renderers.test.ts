import { describe, expect, it } from 'vitest';
import type { LakeFormationGrant } from '../../../src/index.js';
import {
  toBatchGrantPermissionsInputs,
  toLakeFormationScript,
  type BatchPermissionsEntry,
} from '../../../src/render/aws-sdk/index.js';
import { toLakeFormationTemplate } from '../../../src/render/cloudformation/index.js';
import { toLakeFormationConfiguration } from '../../../src/render/terraform/index.js';
import { deep } from '../../deep.js';
import { issuesOf } from '../../issues-of.js';
import { findingsOf } from '../cloudformation/validator.js';
import { runScript } from '../run-script.js';
import { GRANTS, grantsOf, ODD_GRANTS, plain } from './grants.js';

const CASES = [
  ['every kind of grant', GRANTS],
  ['odd names', ODD_GRANTS],
] as const;

type Record_ = Record<string, Record<string, unknown> | undefined>;

/** What an entry of the API, or the properties of a resource, grant. */
function granted(entry: Omit<BatchPermissionsEntry, 'Id'> | Record<string, unknown>, catalogId: string): unknown {
  const { Principal, Resource, Permissions, PermissionsWithGrantOption } = entry as unknown as BatchPermissionsEntry;
  expect(PermissionsWithGrantOption).toEqual([]);
  const { Catalog, Database, Table, DataLocation } = Resource as Record_;
  for (const member of [Database, Table, DataLocation]) {
    if (member !== undefined) expect(member['CatalogId']).toBe(catalogId);
  }
  const resource =
    (Catalog && { kind: 'catalog' }) ??
    (Database && { kind: 'database', database: Database['Name'] }) ??
    (DataLocation && { kind: 'dataLocation', locationArn: DataLocation['ResourceArn'] }) ??
    (Table?.['TableWildcard'] === undefined
      ? { kind: 'table', database: Table?.['DatabaseName'], table: Table?.['Name'] }
      : { kind: 'allTables', database: Table['DatabaseName'] });
  return { principalArn: Principal.DataLakePrincipalIdentifier, catalogId, resource, permissions: Permissions };
}

const catalogOf = ([first]: readonly LakeFormationGrant[]): string => first?.catalogId ?? '';

describe('toLakeFormationTemplate', () => {
  it.each(CASES)('has a resource for each grant: %s', (_name, grants) => {
    const { Resources } = toLakeFormationTemplate(grants);
    const found = Object.values(Resources).map(({ Type, Properties }) => {
      expect(Type).toBe('AWS::LakeFormation::PrincipalPermissions');
      return granted(Properties, catalogOf(grants));
    });
    expect(found).toEqual(grants.map(plain));
    for (const id of Object.keys(Resources)) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
  });

  it.runIf(deep)(
    'passes the validator of AWS, which finds a fault in it',
    () => {
      for (const [, grants] of CASES) {
        const others = grants.filter(({ resource }) => resource.kind !== 'catalog');
        expect(findingsOf(JSON.stringify(toLakeFormationTemplate(others)))).toEqual([]);
        // The validator takes `Resource.Catalog`, an object without members, for the property `Catalog`, a string.
        const found = findingsOf(JSON.stringify(toLakeFormationTemplate(grants)));
        expect(found).toEqual(["F3012 {} is not of type 'string'"]);
      }
      const text = JSON.stringify(toLakeFormationTemplate(GRANTS));
      expect(findingsOf(text.replace('"PermissionsWithGrantOption"', '"GrantOption"'))).not.toEqual([]);
      expect(findingsOf(text.replace('"CatalogId"', '"Catalog"'))).not.toEqual([]);
    },
    120_000,
  );

  it('says who deploys it, and what IAM_ALLOWED_PRINCIPALS means for it, in a description that fits', () => {
    const { Description } = toLakeFormationTemplate(GRANTS);
    expect(Description).toMatch(/data lake administrator deploys it/);
    expect(Description).toMatch(/IAM_ALLOWED_PRINCIPALS/);
    // Source: CloudFormation User Guide, "Quotas".
    expect(Buffer.byteLength(Description)).toBeLessThanOrEqual(1024);
  });

  it('names a resource after its grant alone, so that another grant moves none', () => {
    const ids = Object.keys(toLakeFormationTemplate(GRANTS).Resources);
    const reversed = Object.keys(toLakeFormationTemplate(GRANTS.toReversed()).Resources);
    expect(reversed.toReversed()).toEqual(ids);
    expect(ids[0]).toMatch(/^UpsolverRoleDatabaseDefault[0-9a-f]{8}$/);
  });

  it('refuses more grants than a template can hold, and references that CloudFormation would resolve', () => {
    const tables = Array.from({ length: 500 }, (_, n) => `t${n}`);
    const [location] = GRANTS.slice(-1) as [LakeFormationGrant];
    const many = tables.map((table) => ({ ...location, resource: { kind: 'table' as const, database: 'a', table } }));
    expect(() => toLakeFormationTemplate(many)).not.toThrow();
    expect(issuesOf(() => toLakeFormationTemplate([...many, location]))).toEqual([
      {
        code: 'over_quota',
        path: ['grants'],
        message: 'a template can have 500 resources, not 501',
        hint: 'omit `tables` to grant all tables of a database at once, or use several templates',
      },
    ]);
    const resolved = grantsOf({
      accountId: '444455556666',
      results: 'managed',
      databases: [{ name: '{{resolve:ssm:x}}', access: 'read' }],
    });
    expect(issuesOf(() => toLakeFormationTemplate(resolved))[0]?.message).toMatch(/would resolve/);
  });
});

describe('toLakeFormationConfiguration', () => {
  /** Terraform reads `$${` and `%%{` as text; nothing else in these strings is a template. */
  const unescape = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
      if (typeof part !== 'string') return part;
      expect(part).not.toMatch(/(?<![$%])[$%]\{/);
      return part.replace(/([$%])\1\{/g, '$1{');
    });

  it.each(CASES)('has a resource for each grant: %s', (_name, grants) => {
    const { resource } = toLakeFormationConfiguration(grants);
    const found = Object.entries(resource.aws_lakeformation_permissions).map(([name, block]) => {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      const { principal, permissions, catalog_id, ...rest } = unescape(block) as Record<string, unknown>;
      expect(Object.keys(rest)).toHaveLength(1);
      return { principalArn: principal, catalogId: catalog_id, permissions, resource: resourceOf(rest, catalog_id) };
    });
    expect(found).toEqual(grants.map(plain));
  });

  function resourceOf(rest: Record<string, unknown>, catalogId: unknown): unknown {
    const { catalog_resource, database, table, data_location } = rest as Record_ & { catalog_resource?: unknown };
    if (catalog_resource === true) return { kind: 'catalog' };
    for (const block of [database, table, data_location]) {
      if (block !== undefined) expect(block['catalog_id']).toBe(catalogId);
    }
    if (database !== undefined) return { kind: 'database', database: database['name'] };
    if (data_location !== undefined) return { kind: 'dataLocation', locationArn: data_location['arn'] };
    const name = table?.['database_name'];
    return table?.['wildcard'] === true
      ? { kind: 'allTables', database: name }
      : { kind: 'table', database: name, table: table?.['name'] };
  }

  it('says who applies it', () => {
    expect(toLakeFormationConfiguration(GRANTS)['//']).toMatch(/data lake administrator/);
  });
});

describe('toBatchGrantPermissionsInputs', () => {
  it.each(CASES)('has an entry for each grant: %s', (_name, grants) => {
    const inputs = toBatchGrantPermissionsInputs(grants);
    expect(inputs.flatMap(({ CatalogId, Entries }) => Entries.map((entry) => granted(entry, CatalogId)))).toEqual(
      grants.map(plain),
    );
  });

  it('has at most 20 entries in a call, with IDs that are unique in it, and a call for each Data Catalog', () => {
    const many = Array.from({ length: 41 }, (_, n) => ({
      ...(GRANTS[0] as LakeFormationGrant),
      resource: { kind: 'database' as const, database: `d${n}` },
    }));
    const inputs = toBatchGrantPermissionsInputs([...many, { ...(many[0] as LakeFormationGrant), catalogId: '1' }]);
    expect(inputs.map(({ CatalogId, Entries }) => [CatalogId, Entries.length])).toEqual([
      ['444455556666', 20],
      ['444455556666', 20],
      ['444455556666', 1],
      ['1', 1],
    ]);
    for (const { Entries } of inputs) expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(Entries.length);
  });
});

describe('toLakeFormationScript', () => {
  const optionsOf = ([service, operation, ...rest]: string[]): Record<string, string> => {
    expect([service, operation]).toEqual(['lakeformation', 'batch-grant-permissions']);
    return Object.fromEntries(
      rest.flatMap((option, index) => (index % 2 === 0 ? [[option, rest[index + 1] as string] as const] : [])),
    );
  };

  it.each(CASES)('sends the inputs as they are, one call for each: %s', (_name, grants) => {
    const { calls, status } = runScript(toLakeFormationScript(grants), -1, '{"Failures": []}');
    expect(status).toBe(0);
    const sent = calls.map(optionsOf).map((options) => {
      expect(options['--output']).toBe('json');
      return {
        CatalogId: options['--catalog-id'],
        Entries: JSON.parse(options['--entries'] ?? '') as BatchPermissionsEntry[],
      };
    });
    expect(sent).toEqual(toBatchGrantPermissionsInputs(grants));
  });

  it.each([
    ['nothing', ''],
    ['an empty answer', '{}'],
    ['an empty list of failures', '{\n    "Failures": []\n}\n'],
    ['the same with a carriage return', '{\r\n\t"Failures": [ ]\r\n}'],
  ])('succeeds if the answer is %s', (_what, answer) => {
    expect(runScript(toLakeFormationScript(GRANTS), -1, answer).status).toBe(0);
  });

  const failure = { RequestEntry: { Id: '1' }, Error: { ErrorCode: 'AccessDeniedException', ErrorMessage: 'no' } };
  it.each([
    ['has failures', JSON.stringify({ Failures: [failure] }, undefined, 4)],
    ['has failures without details', '{"Failures": [{}]}'],
    ['is an error', '{"message": "denied"}'],
    ['is no JSON', 'An error occurred'],
    ['mentions an empty list of failures, and more', '{"Failures":[]}{"Failures":[{}]}'],
  ])('fails at once, with no further call, if the answer %s', (_what, answer) => {
    const many = grantsOf({
      accountId: '444455556666',
      results: 'managed',
      databases: Array.from({ length: 15 }, (_, n) => ({ name: `d${n}`, access: 'read' as const })),
    });
    const { calls, status } = runScript(toLakeFormationScript(many), -1, answer);
    expect(status).toBe(1);
    expect(calls).toHaveLength(1);
    expect(runScript(toLakeFormationScript(many), -1, '{"Failures": []}').calls).toHaveLength(2);
  });

  it('fails if the call itself fails', () => {
    expect(runScript(toLakeFormationScript(GRANTS), 0, '{"Failures": []}').status).not.toBe(0);
  });

  it('says who runs it', () => {
    expect(toLakeFormationScript(GRANTS)).toMatch(/^#!\/bin\/sh\n# Permissions in AWS Lake Formation/);
    expect(toLakeFormationScript(GRANTS)).toMatch(/^# A data lake administrator deploys it/m);
  });
});

describe('grants', () => {
  const [first] = GRANTS as [LakeFormationGrant];
  const renderers = [
    toLakeFormationTemplate,
    toLakeFormationConfiguration,
    toBatchGrantPermissionsInputs,
    toLakeFormationScript,
  ];

  it.each(renderers)('of %o are never none', (render) => {
    expect(issuesOf(() => render([]))).toEqual([
      {
        code: 'empty',
        path: ['grants'],
        message: 'the list of grants is empty',
        hint: 'pass the result of `lakeFormationGrants`',
      },
    ]);
  });

  it.each(renderers)('of %o have all their problems reported', (render) => {
    const bad = [
      { ...first, resource: { kind: 'table', database: 'a' } },
      { ...first, resource: { kind: 'column' }, permissions: ['ALL'] },
      { ...first, principalArn: 5, resource: undefined },
    ];
    expect(issuesOf(() => render(bad as never)).map(({ path }) => path.join('.'))).toEqual([
      'grants.0.resource.table',
      'grants.1.resource.kind',
      'grants.1.permissions.0',
      'grants.2.principalArn',
      'grants.2.resource',
    ]);
  });

  it('can have been saved as JSON', () => {
    const saved = JSON.parse(JSON.stringify(GRANTS)) as LakeFormationGrant[];
    expect(toLakeFormationTemplate(saved)).toEqual(toLakeFormationTemplate(GRANTS));
  });
});
