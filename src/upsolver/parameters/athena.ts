import * as z from 'zod/mini';
import { arnFields, isArn } from '../../aws/arn.js';
import { bucketProblems } from '../../aws/bucket.js';
import { glueNameProblems } from '../../aws/glue.js';
import { IDENTIFIERS, identifierProblems, partitionProblems } from '../../aws/identifiers.js';
import { findPartition } from '../../aws/partition.js';
import { asObject } from '../../core/as-object.js';
import type { LocatedProblem, Problem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { check, checkAll, checkRelations, type Result, type Schema } from '../../core/schema.js';
import { emptyProblems } from './common.js';
import { keyArn, prefix } from './data-access.js';
import { region } from './organization.js';
import { accountId } from './scope.js';
import { validate } from './vocabulary.js';

/** A database of the AWS Glue Data Catalog, and what Upsolver does with its tables. */
export type AthenaDatabase = {
  /** The name of the database, in lowercase. */
  readonly name: string;
  /** `read` to query tables, `write` also to create, change and drop them. */
  readonly access: 'read' | 'write';
  /** The names of the only tables that it concerns; every table of the database if omitted. */
  readonly tables?: readonly string[] | undefined;
};

/** A location in Amazon S3: a bucket, or what is below a prefix in it. */
export type S3Location = {
  /** The name of the bucket. */
  readonly bucket: string;
  /** The beginning of the objects' keys; the whole bucket if omitted. `data` and `data/` are the same prefix. */
  readonly prefix?: string | undefined;
};

/** Which databases Upsolver uses through Athena. It replaces the managed policy AmazonAthenaFullAccess. */
export type AthenaOptions = {
  /** The workgroup that queries run in; `primary` if omitted. */
  readonly workgroup?: string | undefined;
  /** The databases; at least one, each once. */
  readonly databases: readonly AthenaDatabase[];
  /** Where the workgroup stores the results of queries; `managed` if Athena manages them. */
  readonly results: S3Location | 'managed';
  /** The ARN of the KMS key that encrypts the Data Catalog. */
  readonly catalogKey?: string | undefined;
  /** Whether the names of all databases can be listed, as SHOW DATABASES requires. */
  readonly listDatabases?: boolean | undefined;
  /** Whether workgroups, data catalogs and engine versions can be listed. */
  readonly listWorkgroups?: boolean | undefined;
  /** Whether databases with the access `write` can be created and changed. */
  readonly createDatabases?: boolean | undefined;
  /** Whether databases with the access `write` can be dropped, with all their tables. */
  readonly dropDatabases?: boolean | undefined;
  /** Whether AWS Lake Formation manages the permissions on the data; `lakeFormationGrants` returns its part. */
  readonly lakeFormation?: boolean | undefined;
  /** Locations that are registered with Lake Formation, in which tables are created. */
  readonly dataLocations?: readonly S3Location[] | undefined;
};

/** Which databases Upsolver uses through Athena, and in which account. */
export type AthenaParameters = AthenaOptions & {
  /** The customer's own account, 12 digits. */
  readonly accountId: string;
};

/** The options that are on or off. */
export const ATHENA_FLAGS = [
  'listDatabases',
  'listWorkgroups',
  'createDatabases',
  'dropDatabases',
  'lakeFormation',
] as const satisfies readonly (keyof AthenaOptions)[];

/** The workgroup that every account has. Source: Amazon Athena User Guide, "Create a workgroup". */
export const DEFAULT_WORKGROUP = 'primary';

export const workgroup = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, IDENTIFIERS.workgroup))),
);

export const databaseName = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(databaseProblems)));

export const tableName = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => glueNameProblems(value, 'a table name'))),
);

export const tableNames = /* @__PURE__ */ lazy((): Schema<readonly string[]> =>
  z.array(tableName()).check(check(emptyProblems('tables')), checkAll(repeatedTables)),
);

export const athenaDatabases = /* @__PURE__ */ lazy((): Schema<readonly AthenaDatabase[]> =>
  z
    .array(
      z.strictObject({ name: databaseName(), access: z.enum(['read', 'write']), tables: z.optional(tableNames()) }),
    )
    .check(check(emptyProblems('databases'))),
);

export const dataLocations = /* @__PURE__ */ lazy((): Schema<readonly S3Location[]> =>
  z.array(s3Location()).check(check(emptyProblems('data locations'))),
);

export const locationBucket = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(locationProblems)));

function s3Location(): Schema<S3Location> {
  return z.strictObject({ bucket: locationBucket(), prefix: z.optional(prefix()) });
}

function locationProblems(value: string): Problem[] {
  const [arn, , service, , , name = ''] = arnFields(value);
  if (arn !== 'arn' || service !== 's3') return bucketProblems(value);
  const message = `${quote(value)} is an ARN; expected the name of a bucket`;
  return [{ code: 'invalid_value', message, hint: `use ${quote(name)}` }];
}

function flags(): { [Flag in (typeof ATHENA_FLAGS)[number]]: z.ZodMiniOptional<z.ZodMiniBoolean> } {
  return Object.fromEntries(ATHENA_FLAGS.map((flag) => [flag, z.optional(z.boolean())])) as ReturnType<typeof flags>;
}

/** The schema of each field of `athena`, by its name. */
export const athenaFields = /* @__PURE__ */ lazy(() => ({
  workgroup: z.optional(workgroup()),
  databases: athenaDatabases(),
  results: z.union([s3Location(), z.literal('managed')]),
  catalogKey: z.optional(keyArn()),
  ...flags(),
  dataLocations: z.optional(dataLocations()),
}));

/** The parameter, without what depends on the Region. */
export const athena = /* @__PURE__ */ lazy((): Schema<AthenaParameters> =>
  z.strictObject({ accountId: accountId(), ...athenaFields() }).check(checkRelations(athenaRelations)),
);

/** The same for settings of an account, which is filled in. */
export const athenaOptions = /* @__PURE__ */ lazy(
  (): Schema<AthenaOptions & { readonly accountId?: string | undefined }> =>
    z.strictObject({ accountId: z.optional(accountId()), ...athenaFields() }).check(checkRelations(athenaRelations)),
);

/** Where the databases are. */
export type AthenaPlace = {
  /** The AWS Region of the databases, such as `us-east-1`. It also determines the partition of the ARNs. */
  readonly region: string;
};

const place = /* @__PURE__ */ lazy((): Schema<AthenaPlace> => z.strictObject({ region: region() }));

/** The parameter and the Region, each checked even if the other is invalid. */
export function validateAthena(value: unknown, where: unknown): [Result<AthenaParameters>, Result<AthenaPlace>] {
  const found = validate(place, where);
  const inRegion = checkRelations<AthenaParameters>((raw) => athenaPlaceProblems(raw, found.value?.region));
  return [validate(() => athena().check(inRegion), value, 'athena'), found];
}

const OTHER_CATALOG = "use databases of the account's own Data Catalog, or the managed policy";

const refuse = (message: string, hint = OTHER_CATALOG): Problem[] => [{ code: 'invalid_value', message, hint }];

/**
 * What is wrong with a string as the name of a database in the account's own Data Catalog.
 *
 * Sources: AWS Glue Developer Guide, S3 Tables catalog, "Prerequisites", for names with `s3tablescatalog`. AWS
 * Knowledge Center, "missing EOF": AWS Glue allows other names, but Athena supports no special characters except an
 * underscore. Hyphens work in quotation marks. A dot or a colon between two words separates a catalog from a database.
 */
function databaseProblems(value: string): Problem[] {
  if (/^s3tablescatalog\/?$/i.test(value)) return refuse(`${quote(value)} is a federated catalog, not a database`);
  if (isArn(value)) {
    const [, name] = /:database\/([^/]+)$/.exec(value) ?? [];
    return refuse(`${quote(value)} is an ARN; expected the name of a database`, name && `use ${quote(name)}`);
  }
  // `s3tablescatalog/bucket/namespace`, for example, or the catalog of a federated source.
  if (/^[^/]+\/./.test(value)) {
    return refuse(`${quote(value)} is a database of a federated catalog, which cannot be scoped`);
  }
  const [, separator] = /^[\p{L}\p{N}_-]+([.:])[\p{L}\p{N}_.:-]+$/u.exec(value) ?? [];
  if (separator !== undefined) {
    const what = separator === '.' ? 'dot' : 'colon';
    const hint = 'use the name of a database alone; databases of other catalogs cannot be scoped';
    return refuse(`${quote(value)} has a ${what}, which separates a catalog from a database`, hint);
  }
  return glueNameProblems(value, 'a database name');
}

function repeatedTables(tables: readonly string[]): LocatedProblem[] {
  const seen = new Set<string>();
  return tables.flatMap((table, index): LocatedProblem[] => {
    if (seen.has(table)) {
      return [{ code: 'duplicate_key', path: [index], message: `the table ${quote(table)} appears twice` }];
    }
    seen.add(table);
    return [];
  });
}

/** Parameters that can have any value. */
type Raw = Readonly<Record<string, unknown>>;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** How the parts of the parameter fit together. */
function athenaRelations(raw: Raw): LocatedProblem[] {
  const databases = asList(raw['databases']).map(asObject);
  const hasWrite = databases.some(({ access }) => access === 'write');
  const accessOf = new Map<unknown, unknown>();
  const duplicates = databases.flatMap(({ name, access }, index): LocatedProblem[] => {
    const path = ['databases', index, 'name'];
    if (typeof name !== 'string') return [];
    if (!accessOf.has(name)) {
      accessOf.set(name, access);
      return [];
    }
    if (accessOf.get(name) === access) {
      const message = `the database ${quote(name)} appears twice`;
      return [{ code: 'duplicate_key', path, message, hint: 'list all its tables in one place' }];
    }
    const message = `the database ${quote(name)} has the access \`read\` and \`write\``;
    return [{ code: 'conflicting_elements', path, message, hint: 'list it once: `write` includes `read`' }];
  });
  const needsWrite = ['createDatabases', 'dropDatabases'].filter((name) => raw[name] === true && !hasWrite);
  const locations = raw['dataLocations'];
  const missing =
    raw['lakeFormation'] === true ? hasWrite || 'no database has the access `write`' : '`lakeFormation` is off';
  return [
    ...duplicates,
    ...needsWrite.map((name): LocatedProblem => {
      const message = `${quote(name)} has no effect: no database has the access \`write\``;
      return { code: 'conflicting_elements', path: [name], message };
    }),
    ...(locations !== undefined && typeof missing === 'string'
      ? [
          {
            code: 'conflicting_elements' as const,
            path: ['dataLocations'],
            message: `\`dataLocations\` has no effect: ${missing}`,
          },
        ]
      : []),
  ];
}

/** The buckets of the parameter, which can be anything, and where they are. */
function bucketsOf(raw: Raw): { path: (string | number)[]; value: string }[] {
  const locations = [
    { path: ['results'], location: raw['results'] },
    ...asList(raw['dataLocations']).map((location, index) => ({ path: ['dataLocations', index], location })),
  ];
  return locations.flatMap(({ path, location }) => {
    const { bucket: value } = asObject(location);
    return typeof value === 'string' ? [{ path: [...path, 'bucket'], value }] : [];
  });
}

/** What of the parameter, which can be anything, is not where the roles are. */
function athenaPlaceProblems(value: unknown, ofRegion: unknown): LocatedProblem[] {
  const partition = findPartition(ofRegion);
  if (partition === undefined) return [];
  const raw = asObject(value);
  const { catalogKey } = raw;
  const buckets = bucketsOf(raw).flatMap(({ path, value: name }) =>
    partitionProblems(name, partition).map((problem) => ({ ...problem, path })),
  );
  if (typeof catalogKey !== 'string') return buckets;
  const elsewhere = partitionProblems(catalogKey, partition);
  const [arn, , service, keyRegion] = arnFields(catalogKey);
  if (elsewhere.length === 0 && arn === 'arn' && service === 'kms' && keyRegion !== ofRegion) {
    const message = `the key ${quote(catalogKey)} is in the Region ${quote(keyRegion)}; expected ${quote(ofRegion)}`;
    elsewhere.push({ code: 'invalid_value', message, hint: 'AWS Glue uses keys of its own Region' });
  }
  return [...buckets, ...elsewhere.map((problem) => ({ ...problem, path: ['catalogKey'] }))];
}

/** How `athena` fits together with the other parameters of a policy, which can have any value. */
export function athenaConflicts({ athena: value, features, scope, region: of }: Raw): LocatedProblem[] {
  if (value === undefined) return [];
  const { accountId: own } = asObject(value);
  const { accountId: scoped } = asObject(scope);
  const inside = athenaPlaceProblems(value, of).map(({ path, ...problem }) => ({
    ...problem,
    path: ['athena', ...path],
  }));
  if (asObject(features)['athenaTables'] === false) {
    const message = '`athena` has no effect without the feature `athenaTables`';
    inside.push({ code: 'conflicting_elements', message, path: ['athena'], hint: 'omit one of them' });
  }
  if (typeof own === 'string' && typeof scoped === 'string' && own !== scoped) {
    const message = `the databases are in the account ${quote(own)}, the scope is for ${quote(scoped)}`;
    inside.push({ code: 'conflicting_elements', message, path: ['athena', 'accountId'] });
  }
  return inside;
}
