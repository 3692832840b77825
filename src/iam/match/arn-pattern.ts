import { ARN_FIELDS, arnFields, isArn } from '../../aws/arn.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import { ANY_RUN, globMatcher, matchesGlob, matchesTokens, SEGMENT_ONE, SEGMENT_RUN, type GlobToken } from './glob.js';
import { resolveTokens, templateMatcher, valueResolver, type LookUp, type Resolver } from './variable.js';

/**
 * Whether an entry of `Resource` or `NotResource` matches a resource.
 *
 * - `*` matches every resource. Actions without resource types are authorized against `*` itself.
 * - Missing fields at the end of an ARN are `*` (identity-based policies).
 * - A `*` at the end of one of the first five fields can match colons. Any other wildcard in these fields stays within
 *   its field. In the last field, wildcards match any character.
 * - Variables are supported after the fifth colon. An entry with a variable without a value matches nothing.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", "Amazon Resource Names (ARNs)".
 */
export function matchesResource(
  pattern: string,
  resource: string,
  hasVariables: boolean,
  lookUp: LookUp,
  colons: Reading['colons'] = DEFAULT_READING.colons,
): boolean {
  if (pattern === '*') return true;
  if (!hasVariables || !pattern.includes('${')) {
    // Quick answers to most patterns, for which it does not pay to prepare them.
    if (!hasWildcardInHead(pattern)) return matchesGlob(pattern, resource);
    if (!matchesGlob(withAllFields(pattern), resource)) return false;
  }
  return resourceMatcher(pattern, hasVariables, colons)(resource, lookUp);
}

/** Whether an entry of `Resource` or `NotResource`, or one of several, matches a resource. */
export type ResourceMatcher = (resource: string, lookUp: LookUp) => boolean;

/** {@link matchesResource} of one entry, prepared for many resources. */
export function resourceMatcher(pattern: string, hasVariables: boolean, colons: Reading['colons']): ResourceMatcher {
  const isTemplate = hasVariables && pattern.includes('${');
  const hasFreeHead = hasWildcardInHead(pattern);
  // Wildcards in the last field match any character, as in a plain pattern.
  if (!hasFreeHead && !isTemplate) return globMatcher(pattern);
  if (!isTemplate) return headMatcher(pattern, colons);
  if (!pattern.startsWith('arn:')) return templateMatcher(pattern);
  if (hasFreeHead) {
    return (resource, lookUp) => {
      const tokens = resourceTokens(pattern, true, valueResolver(lookUp), colons);
      return tokens !== undefined && matchesTokens(tokens, resource);
    };
  }
  const last = arnFields(pattern).pop() as string;
  const head = pattern.slice(0, pattern.length - last.length);
  const matchesLast = templateMatcher(last);
  return (resource, lookUp) => resource.startsWith(head) && matchesLast(resource.slice(head.length), lookUp);
}

/** Two quick answers decide most patterns: all wildcards match colons, or none does. */
function headMatcher(pattern: string, colons: Reading['colons']): ResourceMatcher {
  const complete = withAllFields(pattern);
  const fields = arnFields(complete);
  const mayMatch = globMatcher(complete);
  let tokens: readonly GlobToken[] | undefined;
  return (resource, lookUp) => {
    if (!mayMatch(resource)) return false;
    if (matchesFields(fields, arnFields(resource))) return true;
    tokens ??= resourceTokens(pattern, false, valueResolver(lookUp), colons) as GlobToken[];
    return matchesTokens(tokens, resource);
  };
}

/** Whether a pattern is an ARN with a wildcard or a missing field before its last field. */
function hasWildcardInHead(pattern: string): boolean {
  if (!pattern.startsWith('arn:')) return false;
  let colons = 0;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index];
    if (character === '*' || character === '?') return true;
    if (character === ':') colons += 1;
    if (colons === ARN_FIELDS - 1) return false;
  }
  return true;
}

/**
 * The tokens of an entry of `Resource` or `NotResource`, which say where wildcards stop; `undefined` if a variable has
 * no value.
 */
export function resourceTokens(
  pattern: string,
  hasVariables: boolean,
  resolve: Resolver,
  colons: Reading['colons'],
): GlobToken[] | undefined {
  const fields = completeFields(pattern);
  if (fields === undefined) return resolveTokens(pattern, hasVariables, resolve);
  const last = resolveTokens(fields[ARN_FIELDS - 1] as string, hasVariables, resolve);
  if (last === undefined) return undefined;
  const head = fields.slice(0, ARN_FIELDS - 1).flatMap((field) => [...headTokens(field, colons), ':']);
  return [...head, ...last];
}

/** An ARN with `*` for the fields that are missing. */
function withAllFields(pattern: string): string {
  let missing = ARN_FIELDS - 1;
  for (let at = pattern.indexOf(':'); at !== -1 && missing > 0; at = pattern.indexOf(':', at + 1)) missing -= 1;
  return missing === 0 ? pattern : pattern + ':*'.repeat(missing);
}

/** The six fields of a resource pattern, missing ones as `*`; `undefined` for a pattern that is not an ARN. */
function completeFields(pattern: string): string[] | undefined {
  const fields = arnFields(pattern);
  if (fields[0] !== 'arn' || fields.length === 1) return undefined;
  while (fields.length < ARN_FIELDS) fields.push('*');
  return fields;
}

/** INVARIANT: there are as many fields as patterns. A string that matches the joined patterns has five colons. */
function matchesFields(patterns: readonly string[], fields: readonly string[]): boolean {
  return patterns.every((pattern, index) => matchesGlob(pattern, fields[index] as string));
}

/** The tokens of one of the first five fields: wildcards stay within it, except a `*` at its end. */
function headTokens(field: string, colons: Reading['colons']): GlobToken[] {
  const characters = Array.from(field);
  return characters.map((character, index) => {
    if (character === '?') return SEGMENT_ONE;
    if (character !== '*') return character;
    return colons === 'cross' && index === characters.length - 1 ? ANY_RUN : SEGMENT_RUN;
  });
}

/**
 * Whether a value of an ARN operator (`ArnLike`, `ArnEquals` and their negations) matches an ARN. Each of the six
 * fields is matched separately, so that no wildcard in the first five matches a colon, and only ARNs match: the first
 * field has to match `arn`.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", ARN condition operators.
 */
export function matchesArn(pattern: string, arn: string, hasVariables: boolean, lookUp: LookUp): boolean {
  return arnMatcher(pattern, hasVariables)(arn, lookUp);
}

/** {@link matchesArn} of one pattern, prepared for many ARNs. */
export function arnMatcher(pattern: string, hasVariables: boolean): ResourceMatcher {
  if (hasVariables && pattern.includes('${')) {
    return (arn, lookUp) => {
      const tokens = arnTokens(pattern, true, valueResolver(lookUp));
      return tokens !== undefined && matchesTokens(tokens, arn);
    };
  }
  const parts = arnParts(pattern, false);
  if (parts === undefined || !matchesGlob(parts[0] as string, 'arn')) return () => false;
  return (arn) => isArn(arn) && matchesFields(parts, arnFields(arn));
}

/** The tokens of a value of an ARN operator, or `undefined` if the value matches nothing. */
export function arnTokens(pattern: string, hasVariables: boolean, resolve: Resolver): GlobToken[] | undefined {
  const parts = arnParts(pattern, hasVariables);
  if (parts === undefined) return undefined;
  const tokens: GlobToken[] = [];
  for (const [index, part] of parts.entries()) {
    const field = resolveTokens(part, hasVariables, resolve);
    const isLast = index === ARN_FIELDS - 1;
    // The value of a variable may contain a colon in the last field only.
    if (field === undefined || (!isLast && field.includes(':'))) return undefined;
    if (index === 0 && !matchesStart(field)) return undefined;
    if (index > 0) tokens.push(':');
    for (const token of index === 0 ? 'arn' : field) tokens.push(isLast ? token : keepWithinSegment(token));
  }
  return tokens;
}

/** Whether the first field of a pattern matches `arn`. A stand-in for the value of a variable may do so. */
function matchesStart(field: readonly GlobToken[]): boolean {
  return matchesTokens(field, 'arn') || field.some((token) => typeof token === 'string' && /\p{Cs}/u.test(token));
}

function keepWithinSegment(token: GlobToken): GlobToken {
  if (typeof token === 'string') return token;
  return token.many ? SEGMENT_RUN : SEGMENT_ONE;
}

/** The six fields of a value of an ARN operator; `undefined` if it has fewer. */
export function arnParts(pattern: string, hasVariables: boolean): string[] | undefined {
  const fields = hasVariables ? splitOutsideVariables(pattern) : arnFields(pattern);
  return fields.length === ARN_FIELDS ? fields : undefined;
}

/** Splits a pattern at its first five colons outside `${…}`. */
function splitOutsideVariables(pattern: string): string[] {
  const fields: string[] = [''];
  for (const piece of pattern.split(/(\$\{[^{}]*\}|:)/)) {
    if (piece === ':' && fields.length < ARN_FIELDS) fields.push('');
    else fields[fields.length - 1] += piece;
  }
  return fields;
}
