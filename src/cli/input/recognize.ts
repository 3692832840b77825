import { quote } from '../../core/quote.js';
import { recognizeCommandError } from './command-errors.js';
import { recognizeShape } from './json-shapes.js';
import { recognizeSyntax } from './json-syntax.js';
import type { Recognized, Sample } from './sample.js';
import { CERTAIN_FORMATS, LIKELY_FORMATS, recognizeFormat, recognizeOther } from './text-formats.js';

/** The recognizers, those first that need least to be sure. */
const RECOGNIZERS: readonly ((sample: Sample) => Recognized | undefined)[] = [
  (sample) => recognizeFormat(sample, CERTAIN_FORMATS),
  recognizeCommandError,
  (sample) => recognizeFormat(sample, LIKELY_FORMATS),
  recognizeShape,
  recognizeSyntax,
  recognizeOther,
];

/**
 * Tells what an input is if it is not what is wanted.
 *
 * @returns `undefined` if it is what is wanted, with or without mistakes, or something unknown.
 */
export function recognize(sample: Sample): Recognized | undefined {
  for (const recognizer of RECOGNIZERS) {
    const found = recognizer(sample);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What template languages leave in a policy that they have not filled in. A policy variable has a colon in its name, or
 * is one of three characters.
 *
 * Sources: IAM User Guide, "IAM policy elements: Variables and tags"; Terraform, "Strings and Templates"; AWS
 * CloudFormation, "Pseudo parameters reference"; Serverless Framework, "Variables".
 */
const PLACEHOLDER = new RegExp(
  [
    '(?<!\\$)\\$\\{(?:[^}:*?$!"\\\\\\n][^}:"\\\\\\n]*|AWS::\\w+)\\}',
    '(?<!\\$)\\$\\{(?:self|opt|env|sls|ssm|cf|file|param|stageVariables)[:(][^}"\\\\\\n]*\\}',
    '\\{\\{ ?[\\w.:-]+ ?\\}\\}',
    '<%=? ?[\\w.]+ ?%>',
  ].join('|'),
);

/** Recognizes a policy in which a template language has left a placeholder. */
export function recognizePlaceholder(text: string): Recognized | undefined {
  const found = PLACEHOLDER.exec(text);
  if (found === null) return undefined;
  return {
    code: 'template',
    message: `this is a template: ${quote(found[0])} is not resolved`,
    hint: 'pass the policy that the template creates',
    offset: found.index,
  };
}
