import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/iam/compare/budget.js';
import { freeDimension } from '../../../src/iam/compare/dimension.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import { DEFAULT_READING, type Reading } from '../../../src/iam/reading.js';
import { allow, bucket, on, policy, when } from './policies.js';

const conditions = when({
  NumericEquals: { n: '1.25' },
  Bool: { 'aws:SecureTransport': 'true' },
  DateLessThan: { 'aws:CurrentTime': '2026-01-01' },
});
const reading = (other: Partial<Reading>): Reading => ({ ...DEFAULT_READING, ...other });

describe('createWorkspace', () => {
  it('a workspace has the callers and the keys of its policies', () => {
    const workspace = createWorkspace([conditions]);
    expect(workspace.callers).toStrictEqual([]);
    expect([...workspace.uses.keys()]).toStrictEqual(['n', 'aws:securetransport', 'aws:currenttime']);
    expect(workspace.budget.left).toBe(createBudget().left);
  });

  it('scopeFor is the same for readings that differ in other settings only', () => {
    const workspace = createWorkspace([conditions]);
    const scope = workspace.scopeFor(DEFAULT_READING);
    expect(workspace.scopeFor(reading({ colons: 'stay', mistypedValue: 'fails', notPrincipal: 'named' }))).toBe(scope);
    expect(workspace.scopeFor(reading({ emptyValue: 'absent' }))).not.toBe(scope);
    expect(workspace.scopeFor(reading({ keyValues: 'any' }))).not.toBe(scope);
    expect(scope.domainOf('AWS:SecureTransport')).toBe(scope.domainOf('aws:securetransport'));
    expect(scope.domainOf('n').type).toBe('Numeric');
    expect(workspace.scopeFor(reading({ keyValues: 'any' })).domainOf('n').type).toBeUndefined();
  });

  it('scopes share the dimensions that do not depend on a reading, and the lines', () => {
    const workspace = createWorkspace([conditions]);
    const [one, other] = [workspace.scopeFor(DEFAULT_READING), workspace.scopeFor(reading({ keyValues: 'any' }))];
    expect(freeDimension('action', one)).toBe(freeDimension('action', other));
    expect(freeDimension('key aws:securetransport', one).value).toStrictEqual(['true']);
    expect(freeDimension('key aws:securetransport', other).value).toStrictEqual([]);
    expect(freeDimension('key aws:currenttime', one).value).toStrictEqual(['2026-01-01T00:00:00Z']);
    expect(freeDimension('principal', one).value).toBeUndefined();
    expect(one.line('Numeric')).toBe(other.line('Numeric'));
    expect(one.line('Numeric').pointOf('1.25')).toBe(1250n);
    expect(one.line('Ip').pointOf('0.0.0.1')).toBe(1n);
  });

  it('sideOf prepares policies once for all readings that make no difference to them', () => {
    const policies = [conditions];
    const workspace = createWorkspace(policies);
    const side = workspace.sideOf(policies, DEFAULT_READING);
    expect(workspace.sideOf(policies, reading({ emptyValue: 'absent' }))).toBe(side);
    expect(workspace.sideOf([...policies], DEFAULT_READING)).not.toBe(side);
    for (const other of [
      { colons: 'stay' },
      { mistypedValue: 'fails' },
      { notPrincipal: 'named' },
      { keyValues: 'any' },
    ] satisfies Partial<Reading>[]) {
      expect(workspace.sideOf(policies, reading(other))).not.toBe(side);
    }
  });

  it('withAssignment fixes the values of variables, and shares callers and budget', () => {
    const policies = [on(bucket('${u}'))];
    const budget = { left: 1000 };
    const workspace = createWorkspace(policies, budget);
    const fixed = workspace.withAssignment(new Map([['u', 'bob']]));
    expect(fixed.budget).toBe(budget);
    expect(fixed.callers).toBe(workspace.callers);
    const symbolicAtoms = (from: typeof workspace): boolean[] =>
      from
        .sideOf(policies, DEFAULT_READING)
        .statements.flatMap(({ literals }) => literals.map(({ atom }) => atom.symbolic !== undefined));
    expect(symbolicAtoms(workspace)).toStrictEqual([false, true]);
    expect(symbolicAtoms(fixed)).toStrictEqual([false, false]);
  });

  it('a workspace has the caller of the first policy that names one', () => {
    const trust = { ...allow(), Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
    const { callers, scopeFor } = createWorkspace([policy(trust)]);
    expect(callers[0]).toStrictEqual({ kind: 'AWS', id: 'arn:aws:iam::111122223333:root' });
    expect(freeDimension('principal', scopeFor(DEFAULT_READING)).value).toBe(callers[0]);
  });
});
