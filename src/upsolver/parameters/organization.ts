import * as z from 'zod/mini';
import { reservedEnding } from '../../aws/bucket.js';
import { IDENTIFIERS } from '../../aws/identifiers.js';
import { findPartition, regionProblems } from '../../aws/partition.js';
import type { LocatedProblem, Problem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { check, checkRelations, type Result, type Schema } from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import { formatNumber } from '../../core/words.js';
import { PLACEHOLDER_ORG_ID } from '../catalogue/names.js';
import { standardSchema, validate } from './vocabulary.js';

/** The organization and the Region that a role is made for. */
export type OrganizationParameters = {
  /** Upsolver's ID of the organization, a lowercase UUID in all public examples. */
  readonly orgId: string;
  /** The AWS Region of the integration, such as `us-east-1`. It also determines the partition. */
  readonly region: string;
};

/** The name of Upsolver's dedicated bucket. Source: its documentation, the resource of upsolverBucketAccess. */
function bucketName(orgId: string, region: string): string {
  return `${region}-upsolver-${orgId}`;
}

/** The longest organization ID that fits into a bucket name in some Region, with the shortest name of a Region. */
export const MAX_ORG_ID_LENGTH = IDENTIFIERS.bucket.max - bucketName('', 'us-east-1').length;

/** What an organization ID looks like: what keeps the bucket's name valid. */
export const ORG_ID_PATTERN = '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$';

export const orgId = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(orgIdProblems)));

export const region = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(regionProblems)));

export const organization = /* @__PURE__ */ lazy((): Schema<OrganizationParameters> =>
  z.strictObject({ orgId: orgId(), region: region() }).check(checkRelations(bucketNameProblems)),
);

export const validateOrganization = (value: unknown): Result<OrganizationParameters> => validate(organization, value);

/** Validates the first two arguments of a builder of policies, with a hint if they are swapped, or one object. */
export function validateOrganizationArguments(id: unknown, of: unknown): Result<OrganizationParameters> {
  const result = validateOrganization({ orgId: id, region: of });
  const [first] = result.issues;
  const isMistaken = of === undefined ? typeof id === 'object' && id !== null : findPartition(id) && !findPartition(of);
  if (first !== undefined && isMistaken) first.hint = 'pass the organization ID, then the Region';
  return result;
}

/** Validates an organization ID, as far as that is possible without a Region. Standard Schema version 1. */
export const orgIdSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(orgId, 'orgId');

/** Validates an AWS Region of any partition. Standard Schema version 1. */
export const regionSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(region, 'region');

/**
 * Validates `{ orgId, region }`, a whole request body: paths of issues are names of form fields. Standard Schema
 * version 1.
 */
export const organizationSchema: StandardSchema<OrganizationParameters> = /* @__PURE__ */ standardSchema(organization);

/** What is wrong with a string as an organization ID, whatever the Region. */
function orgIdProblems(value: string): Problem[] {
  if (value === '') return [{ code: 'missing', message: 'the organization ID is empty' }];
  const trimmed = value.trim();
  if (trimmed.toUpperCase() === PLACEHOLDER_ORG_ID) {
    const message = `${quote(value)} is the placeholder of Upsolver's documentation, not an organization ID`;
    return [{ code: 'placeholder', message, hint: 'use the ID of your organization, a lowercase UUID' }];
  }

  const id = `the organization ID ${quote(value)}`;
  const problems: Problem[] = [];
  if (trimmed !== value) {
    problems.push({ code: 'surrounding_whitespace', message: `${id} begins or ends with whitespace` });
  }
  if (/[A-Z]/.test(trimmed)) {
    const lower = trimmed.toLowerCase();
    const guess = RegExp(ORG_ID_PATTERN).test(lower) ? `; did you mean ${quote(lower)}?` : '';
    const hint = `S3 bucket names must be lowercase${guess}`;
    problems.push({ code: 'upper_case', message: `${id} contains uppercase letters`, hint });
  }
  if (/[^A-Za-z0-9-]/.test(trimmed)) {
    const message = `${id} contains characters that are not allowed`;
    problems.push({ code: 'invalid_characters', message, hint: 'use lowercase letters, digits and hyphens' });
  }
  if (trimmed.startsWith('-') || trimmed.endsWith('-')) {
    problems.push({ code: 'edge_hyphen', message: `${id} begins or ends with a hyphen` });
  }
  const ending = reservedEnding(bucketName(value, ''));
  if (ending !== undefined) {
    const message = `${id} produces a bucket name that ends with ${quote(ending)}`;
    problems.push({ code: 'reserved_name', message, hint: 'S3 reserves this ending' });
  }
  return problems;
}

/** The name of the bucket may be too long. */
export function bucketNameProblems(parameters: { orgId?: unknown; region?: unknown }): LocatedProblem[] {
  const { orgId: id, region: of } = parameters;
  if (typeof id !== 'string' || typeof of !== 'string' || findPartition(of) === undefined) return [];
  const { length } = bucketName(id, of);
  const { max } = IDENTIFIERS.bucket;
  if (length <= max) return [];
  const message = `the organization ID ${quote(id)} produces a bucket name of ${formatNumber(length)} characters`;
  const left = max - bucketName('', of).length;
  const hint = `a bucket name can have ${max}, which leaves ${left} for the ID in ${quote(of)}`;
  return [{ code: 'too_long', path: ['orgId'], message, hint }];
}
