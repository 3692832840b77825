import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { PlaceSettings } from '../../upsolver/parameters/accounts.js';
import { namedScope } from '../../upsolver/scope/named-scope.js';
import { SCOPE_OPTIONS, type Scope, type ScopeOption } from '../../upsolver/scope/options.js';

/** The settings of a scope, in the account and the Region that they are for. */
type ScopeContext = Pick<PlaceSettings, 'mode' | 'scope' | 'vpcId' | 'path' | 'namePrefix' | 'nameSuffix'> & {
  accountId: string;
  region: string | undefined;
};

/** The scope as `buildRoles` takes it, or what is wrong with the settings. */
type ScopeResult = { scope: Scope | undefined; problems: LocatedProblem[] };

/**
 * Completes a scope. Options that are named get the values that follow from the account: it, its Region, its VPC, and
 * UpsolverServerRole as the only role that can be passed, in modes that have it.
 */
export function completeScope(context: ScopeContext): ScopeResult {
  const { scope, vpcId, accountId } = context;
  if (scope === undefined || Array.isArray(scope) || typeof scope === 'string') {
    return completeSelection(context, namesOf(scope));
  }
  const values = scope as Partial<Scope>;
  return { scope: { ...values, accountId: values.accountId ?? accountId }, problems: valueProblems(values, context) };

  function valueProblems(of: Partial<Scope>, { region }: ScopeContext): LocatedProblem[] {
    const own = [
      differs('accountId', 'account', of.accountId, accountId),
      differs('region', 'Region', of.region, region),
    ];
    const unused = vpcId === undefined ? [] : [unusedVpc('write it as `vpcId` in `scope`')];
    return [...own.flat(), ...unused];
  }
}

function namesOf(scope: ScopeOption | 'all' | readonly ScopeOption[] | undefined): readonly ScopeOption[] {
  if (scope === 'all') return SCOPE_OPTIONS;
  return typeof scope === 'string' ? [scope] : (scope ?? []);
}

function completeSelection(context: ScopeContext, names: readonly ScopeOption[]): ScopeResult {
  const { vpcId } = context;
  const hasVpc = names.includes('vpcId');
  const problems: LocatedProblem[] = [];
  if (vpcId !== undefined && !hasVpc) problems.push(unusedVpc('add `vpcId` to `scope`'));
  if (hasVpc && vpcId === undefined) {
    const message = 'the scope option `vpcId` requires a VPC ID';
    problems.push({ code: 'missing', path: ['vpcId'], message });
  }
  return { scope: names.length === 0 ? undefined : namedScope(names, { ...context, vpcId }), problems };
}

function unusedVpc(hint: string): LocatedProblem {
  return { code: 'conflicting_elements', path: ['vpcId'], message: 'the VPC ID has no effect', hint };
}

/** A value that must be the one of the entry that the scope is for. */
function differs(name: string, what: string, value: string | undefined, own: string | undefined): LocatedProblem[] {
  if (value === undefined || own === undefined || value === own) return [];
  const message = `the scope is for the ${what} ${quote(value)}, the roles are for ${quote(own)}`;
  return [{ code: 'conflicting_elements', path: ['scope', name], message, hint: 'omit it: it is filled in' }];
}
