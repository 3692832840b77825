import { expect, it } from 'vitest';
import { escapeTemplate, toTemplate, toTemplates } from '../../../src/render/terraform/expression.js';

it.each([
  ['${x}', '$${x}'],
  ['%{if}', '%%{if}'],
  ['$${x}', '$$${x}'],
  ['$x %y {z}', '$x %y {z}'],
])('escapeTemplate escapes what Terraform would read as a template in %s', (text, escaped) => {
  expect(escapeTemplate(text)).toBe(escaped);
});

it('toTemplate puts references in place of placeholders, and escapes the text around them', () => {
  expect(toTemplate('${a}/\uFDD0Region\uFDD1/\uFDD0ExternalId\uFDD1')).toBe(
    '$${a}/${data.aws_region.current.id}/${var.external_ids}',
  );
});

it('toTemplates maps strings and keys, and fills in placeholders in strings alone', () => {
  expect(toTemplates({ '${k}': ['\uFDD0Path\uFDD1', 1, null, { a: '%{x}' }] })).toEqual({
    '$${k}': ['${var.path}', 1, null, { a: '%%{x}' }],
  });
});
