import { CelEngine } from '@aws/cloudformation-validate';

/** A second opinion: AWS's own validator of templates. It takes seconds to start: all test files share one. */
let engine: InstanceType<typeof CelEngine> | undefined;

const known = new Map<string, readonly string[]>();

/** What the validator finds in a template, in JSON or YAML. Some 100 ms for each: equal ones are validated once. */
export function findingsOf(template: string): readonly string[] {
  const found = known.get(template) ?? validate(template);
  known.set(template, found);
  return found;
}

function validate(template: string): string[] {
  engine ??= new CelEngine();
  return engine
    .validateStandard({ path: 't.json', readBytes: () => Buffer.from(template) })
    .diagnostics.filter(({ severity }) => severity !== 'INFO')
    .map(({ ruleId, message }) => `${ruleId} ${message}`);
}
