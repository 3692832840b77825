import { conditionKeyFacts } from '../../aws/condition-keys.js';
import type { Position } from '../../core/issue.js';
import type { JsonNode } from '../../iam/parse/json.js';

/** A mark of a template that nobody has filled in. */
export type Placeholder = { text: string; path: (string | number)[]; position?: Position };

/**
 * Marks of template languages, and of the samples that AWS and others publish: `${Account}`, `{{AllowedRegions}}`,
 * `[PRIVILEGED_ROLE]`, `<my-org-id>` and `<%= region %>`. Of all that policies name, only keys of S3 objects have such
 * brackets, and there hardly ever.
 *
 * Source: the policies of aws-samples (service and resource control policies, data perimeters), of Landing Zone
 * Accelerator on AWS, and of AWS Control Tower.
 */
const MARKS = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[A-Za-z%][^<>]*>|\[[A-Za-z][\w -]*\]/g;

/** The most marks that are reported for one document. */
const MAX_MARKS = 100;

/**
 * Services and identity providers whose condition keys can be policy variables; the keys of `aws` are a table.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags"; identity providers are named by a domain.
 */
const VARIABLE_PREFIXES = new Set('saml sts s3 sns ec2 iam kms iot redshift transfer lakeformation'.split(' '));

/** Whether a mark is a policy variable, or one of the three characters that `${…}` escapes. */
function isVariable(mark: string): boolean {
  const [, inner = ''] = /^\$\{(.*)\}$/s.exec(mark) ?? [];
  if (/^[*?$]$/.test(inner)) return true;
  const [, prefix = '', key] = /^([\w.-]+):([\w.+=@/-][^\s,':{}]*)(?:, '[^']*')?$/.exec(inner) ?? [];
  if (key === undefined) return false;
  if (prefix.toLowerCase() === 'aws') return conditionKeyFacts(`${prefix}:${key}`) !== undefined;
  return VARIABLE_PREFIXES.has(prefix.toLowerCase()) || prefix.includes('.');
}

function marksIn(text: string): { text: string; index: number }[] {
  const found = [];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    if (!isVariable(mark)) found.push({ text: mark, index });
    if (found.length === MAX_MARKS) break;
  }
  return found;
}

/** The placeholders in the strings of a document. A Sid is a name: whatever it contains has no effect. */
export function findPlaceholders(document: JsonNode): Placeholder[] {
  const found: Placeholder[] = [];
  const add = (text: string, path: (string | number)[], position: Position | undefined): void => {
    for (const mark of marksIn(text)) found.push({ text: mark.text, path, ...(position && { position }) });
  };
  const visit = (node: JsonNode, path: (string | number)[]): void => {
    if (found.length >= MAX_MARKS) return;
    if (node.kind === 'string') add(node.text, path, node.position);
    else if (node.kind === 'array') node.items.forEach((item, index) => visit(item, [...path, index]));
    else if (node.kind === 'object') {
      for (const { key, position, node: value } of node.members) {
        if (key === 'Sid') continue;
        add(key, [...path, key], position);
        visit(value, [...path, key]);
      }
    }
  };
  visit(document, []);
  return found.slice(0, MAX_MARKS);
}

/** The placeholders in a text that is not JSON, perhaps because of them. */
export function findPlaceholdersInText(text: string): Placeholder[] {
  let line = 1;
  let lineStart = 0;
  return marksIn(text).map((mark) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < mark.index; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { text: mark.text, path: [], position: { line, column: mark.index - lineStart + 1 } };
  });
}
