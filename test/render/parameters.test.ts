import { describe, expect, it } from 'vitest';
import { pascalCase, snakeCase } from '../../src/core/words.js';
import { INTEGRATION_MODES, SCOPE_OPTIONS } from '../../src/index.js';
import { cloudFormationTemplate } from '../../src/render/cloudformation/index.js';
import { PARAMETER_GROUPS, templateParameters, type TemplateParameter } from '../../src/render/parameters.js';
import { terraformConfiguration } from '../../src/render/terraform/index.js';
import { FEATURES } from '../../src/upsolver/catalogue/features.js';

const parameters = templateParameters();
const names = Object.keys(parameters);
const rows: [name: string, parameter: TemplateParameter][] = Object.entries(parameters);

/** Names that Terraform does not spell as the table does: it takes an ARN, and several external IDs. */
const TERRAFORM_NAMES: Record<string, string> = {
  permissionsBoundary: 'permissions_boundary_arn',
  externalId: 'external_ids',
};
const terraformName = (name: string): string => TERRAFORM_NAMES[name] ?? snakeCase(name);

describe('the table of template parameters', () => {
  it('has a flag for each feature', () => {
    const flags = rows.filter(([, { value }]) => value.kind === 'flag').map(([name]) => name);
    expect(flags).toEqual([...FEATURES]);
  });

  it.each(rows)('gives %s a known group, a label, and a description without a full stop', (_name, parameter) => {
    expect(PARAMETER_GROUPS).toContain(parameter.group);
    expect(parameter.label).toMatch(/^[A-Z].*[^.]$/);
    expect(parameter.description).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each(rows)('gives %s a default that its own pattern and limits accept, if it has one', (_name, { value }) => {
    if (!('default' in value) || value.default === undefined) return;
    if (value.kind === 'number') {
      expect(value.default).toBeGreaterThanOrEqual(value.min);
      expect(value.default).toBeLessThanOrEqual(value.max);
    } else {
      expect(value.default).toMatch(RegExp(value.pattern, 'u'));
      expect(value.default.length).toBeGreaterThanOrEqual(value.min);
      expect(value.default.length).toBeLessThanOrEqual(value.max);
    }
  });
});

describe.each(INTEGRATION_MODES)('CloudFormation and Terraform for %s', (mode) => {
  it.each([
    ['without a scope', []],
    ['with every option of scope', [...SCOPE_OPTIONS]],
  ])('have the same parameters, each in its spelling, %s', (_name, scope) => {
    const chosen = names.filter((name) => {
      const { option } = parameters[name]!;
      return option === undefined || scope.includes(option);
    });
    const { Parameters } = cloudFormationTemplate(mode, { scope });
    const { variable } = terraformConfiguration(mode, { scope });
    expect(Object.keys(Parameters)).toEqual(chosen.map(pascalCase));
    // Only Terraform has tags as a variable: CloudFormation has no parameter that holds a map.
    expect(Object.keys(variable).toSorted()).toEqual([...chosen.map(terraformName), 'tags'].toSorted());
  });

  const { Parameters } = cloudFormationTemplate(mode, { scope: [...SCOPE_OPTIONS] });
  const { variable } = terraformConfiguration(mode, { scope: [...SCOPE_OPTIONS] });
  type Fields = Record<string, unknown>;

  it.each(names.filter((name) => !(name in TERRAFORM_NAMES)))('describe %s in the same words', (name) => {
    const [parameter, block] = [Parameters[pascalCase(name)], variable[terraformName(name)]] as [Fields, Fields];
    expect(`${String(parameter['Description'])}.`).toBe(block['description']);
  });

  it.each(names.filter((name) => !(name in TERRAFORM_NAMES)))('give %s the same default, or none', (name) => {
    const [parameter, block] = [Parameters[pascalCase(name)], variable[terraformName(name)]] as [Fields, Fields];
    expect('Default' in parameter).toBe('default' in block);
    if ('default' in block) expect(String(parameter['Default'])).toBe(String(block['default']));
  });

  it.each(rows.filter(([, { value }]) => value.kind === 'string'))(
    'check %s by the same pattern',
    (name, { value }) => {
      const { pattern } = value as { pattern: string };
      const [parameter, block] = [Parameters[pascalCase(name)], variable[terraformName(name)]] as [Fields, Fields];
      expect(parameter['AllowedPattern']).toBe(pattern);
      expect((block['validation'] as [{ condition: string }])[0].condition).toContain(JSON.stringify(pattern));
    },
  );
});
