import type { Pair } from './generate.js';
import { listOf, type Policy, type Request, type Statement } from './language.js';
import { ALL_OPERATORS } from './vocabulary.js';

/** What of the language occurs in generated policies and requests, counted. */

export type Counts = Map<string, number>;

const SETS = ['', 'ForAllValues:', 'ForAnyValue:'];
const OPERATOR_FORMS = ALL_OPERATORS.flatMap((operator) =>
  SETS.flatMap((set) => [`${set}${operator}`, `${set}${operator}IfExists`]),
);
/** The name of the feature that is a condition operator with what precedes and follows it. */
const operatorFeature = (form: string): string => `operator ${form}`;

type SideFacts = { policies: readonly Policy[]; statements: readonly Statement[]; text: string };
const has =
  (pattern: RegExp) =>
  ({ text }: SideFacts): boolean =>
    pattern.test(text);
const some =
  (is: (statement: Statement) => boolean) =>
  ({ statements }: SideFacts): boolean =>
    statements.some(is);

/** Features of the policies of a side. */
const SIDE_FEATURES: Readonly<Record<string, (facts: SideFacts) => boolean>> = {
  'version 2012-10-17': has(/"Version":"2012/),
  'version 2008-10-17': has(/"Version":"2008/),
  'no version': ({ policies }) => policies.some(({ Version }) => Version === undefined),
  'several documents': ({ policies }) => policies.length > 1,
  'documents of different versions': ({ policies }) => new Set(policies.map(({ Version }) => Version)).size > 1,
  'one statement without a list': ({ policies }) => policies.some(({ Statement }) => !Array.isArray(Statement)),
  Deny: some(({ Effect }) => Effect === 'Deny'),
  NotAction: some(({ NotAction }) => NotAction !== undefined),
  NotResource: some(({ NotResource }) => NotResource !== undefined),
  'NotPrincipal with Deny': some(({ NotPrincipal, Effect }) => NotPrincipal !== undefined && Effect === 'Deny'),
  'NotPrincipal with Allow': some(({ NotPrincipal, Effect }) => NotPrincipal !== undefined && Effect === 'Allow'),
  'NotPrincipal with an account': has(/"NotPrincipal":\{"AWS":\[[^\]]*(?:"\d{12}"|:root")/),
  'no resource element': some(({ Resource, NotResource }) => (Resource ?? NotResource) === undefined),
  'Principal "*"': some(({ Principal }) => Principal === '*'),
  'Principal { "AWS": "*" }': some(
    ({ Principal }) => typeof Principal === 'object' && listOf(Principal['AWS']).includes('*'),
  ),
  'account of 12 digits': has(/"\d{12}"/),
  'root user': has(/:root"/),
  user: has(/:user\//),
  'role with a path': has(/:role\/p\//),
  session: has(/:assumed-role\//),
  'unique ID of a user': has(/"AIDA/),
  'unique ID of a role': has(/"AROA/),
  Service: has(/"Service":/),
  Federated: has(/"Federated":/),
  CanonicalUser: has(/"CanonicalUser":/),
  'another partition': has(/arn:aws-cn:/),
  variable: has(/\$\{[a-z:]+\}/i),
  'variable with a default': has(/\$\{[^}']+, '[^']+'\}/),
  'variable with an empty default': has(/, ''\}/),
  'escape ${*}': has(/\$\{\*\}/),
  'escape ${?}': has(/\$\{\?\}/),
  'escape ${$}': has(/\$\{\$\}/),
  'nested variable': has(/\$\{\$\{/),
  'unclosed variable': has(/\$\{[^}"]*"/),
  'misspelt variable': has(/\$\{(?:\}| |svc:k,')/),
  'variable of a multivalued key': has(/\$\{aws:TagKeys\}/),
  'variable before the last field of an ARN': has(/iam::\$\{/),
  'short ARN': some(({ Resource, NotResource }) =>
    listOf(Resource ?? NotResource).some((entry) => entry !== '*' && entry.split(':').length < 6),
  ),
  'wildcard at the end of a field': has(/"arn:[^"]*\*:/),
  'wildcard inside a field': has(/"arn:[^"/]*\*[a-z0-9]+:/),
  'final and other sigma': has(/[σς]/),
  İ: has(/İ/),
  'astral character': has(/\u{1F600}/u),
  'Kelvin sign': has(/\u212A/),
  'condition key in capitals': has(/"AWS:[A-Z]+"/),
  'no condition': some(({ Condition }) => Condition === undefined),
  'empty condition block': some(({ Condition }) => Condition !== undefined && Object.keys(Condition).length === 0),
  'empty list of values': has(/:\[\]/),
  'empty value': has(/[[:,]""[,}\]]/),
  'Boolean in JSON': has(/[[:,](?:true|false)[,}\]]/),
  'number in JSON': has(/[[:,]\d+[,}\]]/),
  Null: has(/"Null":/),
  'date with an offset': has(/T\d\d:\d\d:\d\d[+-]\d\d/),
  'date with nanoseconds': has(/\.\d{9}Z/),
  'first and last year': has(/"(?:0000|9999)-/),
  'largest epoch time': has(/9223372036854775807/),
  'number beyond 2^53': has(/9007199254740993/),
  IPv4: has(/"10\.\d/),
  IPv6: has(/"2001:/),
  'IPv4 in IPv6': has(/"::ffff:10/),
  'value of the wrong type': has(/"(?:Numeric|Date|NotIp|Ip)\w+":\{"[^"]+":\[?"x"/),
};

type RequestFacts = { request: Request; values: readonly (readonly string[])[]; caller: string };

/** Features of requests. */
const REQUEST_FEATURES: Readonly<Record<string, (facts: RequestFacts) => boolean>> = {
  'request: several values': ({ values }) => values.some(({ length }) => length > 1),
  'request: empty value': ({ values }) => values.some((list) => list.includes('')),
  'request: empty list': ({ values }) => values.some(({ length }) => length === 0),
  'request: no context': ({ values }) => values.length === 0,
  'request: resource *': ({ request }) => request.resource === '*',
  'request: colons in a resource': ({ request }) => request.resource.split(':').length > 6,
  'request: wildcard in a resource': ({ request }) => request.resource.length > 1 && /[*?]/.test(request.resource),
  'request: Unicode in an action': ({ request }) => /[^\0-\u007F]/.test(request.action),
  'request: unknown caller': ({ request }) => request.principal === undefined,
  'request: anonymous': ({ request }) => request.principal === 'anonymous',
  'request: service': ({ caller }) => caller.startsWith('{"Service"'),
  'request: federated': ({ caller }) => caller.startsWith('{"Federated"'),
  'request: canonical user': ({ caller }) => caller.startsWith('{"CanonicalUser"'),
  'request: session': ({ caller }) => caller.includes(':assumed-role/'),
  'request: root user': ({ caller }) => caller.includes(':root'),
  'request: unique ID': ({ caller }) => /"A(?:IDA|ROA)/.test(caller),
  'request: unique ID of a session': ({ caller }) => /"AROA\w+:/.test(caller),
  'request: permissions boundary': ({ request }) => request.permissionsBoundary === true,
};

const SIDE_ENTRIES = Object.entries(SIDE_FEATURES);
const REQUEST_ENTRIES = Object.entries(REQUEST_FEATURES);

const PAIR_FEATURES = ['identity', 'resource', 'trust', 'independent', 'mutated', 'rewritten'];

/** Every feature that is counted. */
export const FEATURES: readonly string[] = [
  ...PAIR_FEATURES.map((name) => `pair: ${name}`),
  ...Object.keys(SIDE_FEATURES),
  ...OPERATOR_FORMS.map(operatorFeature),
  ...Object.keys(REQUEST_FEATURES),
];

const add = (counts: Counts, feature: string): Counts => counts.set(feature, (counts.get(feature) ?? 0) + 1);

/** Counts a pair under each feature that one of its sides has. */
export function countPair(counts: Counts, { kind, origin, a, b }: Pair): void {
  add(counts, `pair: ${kind}`);
  add(counts, `pair: ${origin}`);
  const sides = [a, b].map((policies) => ({
    policies,
    statements: policies.flatMap(({ Statement }) => listOf(Statement)),
    text: JSON.stringify(policies),
  }));
  for (const [feature, holds] of SIDE_ENTRIES) if (sides.some(holds)) add(counts, feature);
  const statements = sides.flatMap((side) => side.statements);
  const forms = new Set(statements.flatMap(({ Condition = {} }) => Object.keys(Condition)));
  for (const form of forms) if (form !== 'Null') add(counts, operatorFeature(form));
}

export function countRequest(counts: Counts, request: Request): void {
  const { context = {}, principal = 'nobody' } = request;
  const facts = { request, values: Object.values(context).map(listOf), caller: JSON.stringify(principal) };
  for (const [feature, holds] of REQUEST_ENTRIES) if (holds(facts)) add(counts, feature);
}

/** The counts as a table for people: one row for each feature, and one for the six forms of each operator. */
export function featureTable(counts: Counts): string {
  const number = (feature: string): string => (counts.get(feature) ?? 0).toLocaleString('en-US').padStart(11);
  const rows = FEATURES.filter((feature) => !feature.startsWith('operator ')).map(
    (feature) => `${feature.padEnd(42)}${number(feature)}`,
  );
  const header = ['', 'plain', 'IfExists', 'ForAll', '+IfExists', 'ForAny', '+IfExists'];
  const operators = ALL_OPERATORS.map((operator) =>
    SETS.flatMap((set) => ['', 'IfExists'].map((suffix) => number(operatorFeature(`${set}${operator}${suffix}`))))
      .join('')
      .replace(/^/, operator.padEnd(26)),
  );
  const head = header.map((title, index) => (index === 0 ? title.padEnd(26) : title.padStart(11))).join('');
  return [...rows, '', head, ...operators].join('\n');
}
