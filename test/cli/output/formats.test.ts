import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/cli/output/check.js';
import { toGithub } from '../../../src/cli/output/github.js';
import { toJunit } from '../../../src/cli/output/junit.js';
import { checksToMarkdown } from '../../../src/cli/output/markdown.js';
import { cell, inline } from '../../../src/core/markdown.js';

const CHECKS: Check[] = [
  { name: 'good.json', findings: [] },
  {
    name: 'bad, "worse": <b>.json',
    findings: [
      {
        level: 'error',
        code: 'wrong',
        message: '`a|b` is 100% wrong,\nand *more* | less',
        file: 'C:\\x,y.json',
        position: { line: 3, column: 7 },
      },
      { level: 'warning', code: 'odd', message: 'odd \u0000 \ud800 & <x>' },
      { level: 'warning', code: 'odd', message: 'odd again' },
    ],
  },
  { name: 'noted.json', findings: [{ level: 'note', code: 'known', message: 'as it is' }] },
];

describe('toGithub', () => {
  it('writes one workflow command for each finding, with its values escaped', () => {
    expect(toGithub(CHECKS).split('\n')).toEqual([
      '::error file=C%3A\\x%2Cy.json,line=3,col=7,title=bad%2C "worse"%3A <b>.json%3A wrong::' +
        '`a|b` is 100%25 wrong,%0Aand *more* | less',
      '::warning title=bad%2C "worse"%3A <b>.json%3A odd::odd \u0000 \ud800 & <x>',
      '::warning title=bad%2C "worse"%3A <b>.json%3A odd::odd again',
      '::notice title=noted.json%3A known::as it is',
    ]);
    expect(toGithub([])).toBe('');
  });
});

describe('toJunit', () => {
  it('writes one test case for each check, and a failure for each finding but notes', () => {
    expect(toJunit('upsolver-iam lint', CHECKS).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites tests="3" failures="1">',
      '  <testsuite name="upsolver-iam lint" tests="3" failures="1">',
      '    <testcase classname="upsolver-iam lint" name="good.json" />',
      '    <testcase classname="upsolver-iam lint" name="bad, &#34;worse&#34;: &#60;b&#62;.json">',
      '      <failure type="wrong" message="`a|b` is 100% wrong,&#10;and *more* | less">' +
        'error wrong: `a|b` is 100% wrong,&#10;and *more* | less</failure>',
      '      <failure type="odd" message="odd \ufffd \ufffd &#38; &#60;x&#62;">' +
        'warning odd: odd \ufffd \ufffd &#38; &#60;x&#62;</failure>',
      '      <failure type="odd" message="odd again">warning odd: odd again</failure>',
      '    </testcase>',
      '    <testcase classname="upsolver-iam lint" name="noted.json" />',
      '  </testsuite>',
      '</testsuites>',
    ]);
  });
});

describe('checksToMarkdown', () => {
  it('writes a table, then the findings of each check', () => {
    expect(checksToMarkdown('upsolver-iam lint', CHECKS)).toBe(
      [
        '## upsolver-iam lint',
        '| | Findings |\n| --- | --- |\n| good.json | none |\n' +
          '| bad, "worse": \\<b\\>.json | 1 error, 2 warnings |\n| noted.json | 1 note |',
        '### bad, "worse": \\<b\\>.json\n\n' +
          '- **error** `wrong`: `a|b` is 100% wrong, and \\*more\\* \\| less\n' +
          '- **warning** `odd`: odd \u0000 \ud800 & \\<x\\>\n- **warning** `odd`: odd again',
        '### noted.json\n\n- **note** `known`: as it is',
      ].join('\n\n'),
    );
  });

  it('escapes a bar in code for tables only', () => {
    expect([inline('`a|b` | c'), cell('`a|b` | c')]).toEqual(['`a|b` \\| c', '`a\\|b` \\| c']);
  });
});
