import { guarded } from '../../core/guard.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { createInputBudget } from './budget.js';
import { parameterValues, type CloudFormationOptions } from './cloudformation/parameters.js';
import { createResolver, type Sections } from './cloudformation/resolver.js';
import { collectRoles, isFunction } from './cloudformation/template-roles.js';
import type { DescribedRoles } from './described-role.js';
import { isMembers, type Members } from './members.js';
import { createProblemList } from './problem-list.js';
import { finishRoles } from './role-builder.js';

/**
 * Reads the IAM roles of a CloudFormation template, with their inline policies, managed policies and permissions
 * boundaries, as CloudFormation would create them. Intrinsic functions and conditions are resolved; values that are not
 * known are kept as symbols, such as `<AWS.AccountId>` or `<OrganizationId>`.
 *
 * A policy is in `unreadable` if its document is not known: a managed policy that is neither in the template nor one of
 * AWS's with a snapshot in this library, or a policy in which a symbol is an action, a whole ARN or a number, which no
 * comparison could read. Policies that users, groups or other templates attach are not in the template.
 *
 * @param template The template as an object, with functions in their long form: `{ "Fn::Sub": "..." }`.
 * @param options The values of parameters, and Region, account or partition in which the template is deployed. The
 *   partition follows from the Region.
 * @returns The roles in the order of the template, the symbols in them, and issues: what was not analyzed, such as
 *   nested stacks, and why policies are unreadable.
 * @throws {InvalidInputError} With every problem: a function, transform or macro that is not supported, a condition or
 *   selection that depends on a value that is not known, a document that is no policy, an option that does not fit.
 *
 * @example
 * rolesFromCloudFormation({
 *   Resources: {
 *     Reader: {
 *       Type: 'AWS::IAM::Role',
 *       Properties: {
 *         AssumeRolePolicyDocument: {
 *           Version: '2012-10-17',
 *           Statement: {
 *             Effect: 'Allow',
 *             Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
 *             Action: 'sts:AssumeRole',
 *           },
 *         },
 *         ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
 *       },
 *     },
 *   },
 * });
 * // {
 * //   roles: [
 * //     {
 * //       name: 'Reader',
 * //       policies: [],
 * //       unreadable: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
 * //       trustPolicy: {
 * //         Version: '2012-10-17',
 * //         Statement: [
 * //           {
 * //             Effect: 'Allow',
 * //             Principal: { AWS: 'arn:aws:iam::<AWS.AccountId>:root' },
 * //             Action: 'sts:AssumeRole',
 * //           },
 * //         ],
 * //       },
 * //     },
 * //   ],
 * //   symbols: ['<AWS.AccountId>'],
 * //   issues: [],
 * // }
 *
 * Source: CloudFormation Template Reference Guide, AWS::IAM::Role, AWS::IAM::Policy, AWS::IAM::RolePolicy and
 * AWS::IAM::ManagedPolicy.
 */
export function rolesFromCloudFormation(template: object, options: CloudFormationOptions = {}): DescribedRoles {
  return guarded('the template', ['template'], () => read(template, options));
}

const HINT = 'pass the template as an object with `Resources`';

function read(template: unknown, options: unknown): DescribedRoles {
  const problems = createProblemList();
  if (!isMembers(template) || !isMembers(template['Resources']))
    throw new InvalidInputError([
      { code: 'unknown_shape', path: ['template'], message: 'this is not a CloudFormation template', hint: HINT },
    ]);
  if (!isMembers(options)) {
    const message = `the options must be an object, not ${quote(options)}`;
    throw new InvalidInputError([{ code: 'invalid_type', path: ['options'], message }]);
  }
  const issues: LocatedProblem[] = [];
  checkTransforms(template['Transform'], problems.report);
  for (const name of Object.keys(template).filter(isFunction)) {
    problems.report({ code: 'template', path: ['template', name], message: `${quote(name)} is not resolved here` });
  }
  const section = (name: string): Members => {
    const value = template[name] ?? {};
    if (isMembers(value)) return value;
    const message = `${quote(name)} must be an object, not ${quote(value)}`;
    problems.report({ code: 'invalid_type', path: ['template', name], message });
    return {};
  };
  const sections: Sections = {
    parameters: section('Parameters'),
    conditions: section('Conditions'),
    mappings: section('Mappings'),
    resources: section('Resources'),
  };
  const budget = createInputBudget('the template');
  const values = parameterValues(sections.parameters, options, problems.report);
  const resolver = createResolver(sections, values, budget, problems.report);
  const roles = collectRoles(sections.resources, resolver, problems.report, (issue) => issues.push(issue));
  problems.throwAny();
  return finishRoles(roles, issues);
}

/** Transforms that change nothing that is read here. */
const KNOWN_TRANSFORMS = new Set(['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31']);

function checkTransforms(transform: unknown, report: (problem: LocatedProblem) => void): void {
  for (const each of transform === undefined ? [] : [transform].flat()) {
    if (typeof each === 'string' && KNOWN_TRANSFORMS.has(each)) continue;
    const name = isMembers(each) ? each['Name'] : each;
    report({
      code: 'template',
      path: ['template', 'Transform'],
      message: `the macro ${quote(name)} can change the whole template, and is not run`,
      hint: 'pass the processed template: `aws cloudformation get-template --template-stage Processed`',
    });
  }
}
