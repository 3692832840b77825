import { attempt } from '../../core/attempt.js';
import { anything, list, optional, readData, record, text, type Reader } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import type { DecidingStatement } from '../../iam/layers/decision.js';
import { readLayers, type ReadLayers } from '../../iam/layers/layers.js';
import { fullAwsAccess, rcpFullAwsAccess } from '../input/full-access.js';
import type { GuardrailLevel, GuardrailPolicy, Guardrails } from '../input/guardrails.js';
import type { DenyingPolicy } from './report.js';

/** Guardrails as layers of a comparison. */
export type GuardrailLayers = Pick<ReadLayers, 'scps' | 'boundary'> & Required<Pick<ReadLayers, 'rcps'>>;

const HINT = 'pass what `readGuardrails` returned';

const policy = /* @__PURE__ */ record<GuardrailPolicy<never>>({
  name: text,
  id: optional(text),
  arn: optional(text),
  file: optional(text),
  document: anything as Reader<never>,
});

const levels = /* @__PURE__ */ list(
  /* @__PURE__ */ record<GuardrailLevel<never>>({ name: text, policies: list(policy), missing: list(text) }),
);

const guardrailsReader = /* @__PURE__ */ record<Guardrails>({
  scps: levels,
  rcps: levels,
  boundary: optional(policy),
  assumptions: list(anything as Reader<never>),
  notEvaluated: list(anything as Reader<never>),
  warnings: list(anything as Reader<never>),
});

/**
 * Reads guardrails.
 *
 * @throws {InvalidInputError} With every problem, also of the documents.
 */
export function readCheckedGuardrails(guardrails: Guardrails): Guardrails {
  const read = readData(guardrailsReader, guardrails, ['guardrails'], HINT);
  const result = attempt(InvalidInputError, () => readLayers(layersOf(read), 'guardrails'));
  if (!(result instanceof InvalidInputError)) return read;
  throw new InvalidInputError(result.issues.map((issue) => ({ ...issue, path: pathInGuardrails(issue.path) })));
}

/** Where a problem of a layer is in the guardrails. */
function pathInGuardrails(path: LocatedProblem['path']): LocatedProblem['path'] {
  const [parameter = '', layer = '', ...rest] = path;
  if (layer === 'boundary') return [parameter, layer, 'document', ...rest.slice(1)];
  const [level = 0, index = 0, ...inner] = rest;
  return [parameter, layer, level, 'policies', index, 'document', ...inner];
}

/** The layers of guardrails. A policy that is missing from a level is taken to allow everything and deny nothing. */
export function layersOf({ scps, rcps, boundary }: Guardrails): GuardrailLayers {
  return {
    scps: scps.map((level) => documentsOf(level, fullAwsAccess())),
    rcps: rcps.map((level) => documentsOf(level, rcpFullAwsAccess())),
    ...(boundary && { boundary: [boundary.document] }),
  };
}

function documentsOf<Document>(
  { policies, missing }: GuardrailLevel<Document>,
  inPlace: GuardrailPolicy<Document>,
): Document[] {
  const documents = policies.map(({ document }) => document);
  return missing.length === 0 ? documents : [...documents, inPlace.document];
}

/** The policy that decided, by its names. */
export function nameDecision(decision: DecidingStatement, guardrails: Guardrails): DenyingPolicy {
  const { layer, level, policy: index, statement, sid } = decision;
  const place = layer === 'scp' || layer === 'rcp' ? guardrails[`${layer}s`][level as number] : undefined;
  const decisive = index === undefined ? undefined : (place?.policies[index] ?? guardrails.boundary);
  return {
    layer: layer as DenyingPolicy['layer'],
    ...(place !== undefined && { level: place.name }),
    ...(decisive !== undefined && { policy: decisive.name, statement: statement as number }),
    ...(sid !== undefined && { sid }),
  };
}
