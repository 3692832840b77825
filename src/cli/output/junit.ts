import type { Check, CheckFinding } from './check.js';

/** JUnit XML: one test case for each thing that was checked. Notes are not failures. */
export function toJunit(suite: string, checks: readonly Check[]): string {
  const failed = checks.filter(({ findings }) => findings.some(isFailure)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${checks.length}" failures="${failed}">`,
    `  <testsuite name=${attribute(suite)} tests="${checks.length}" failures="${failed}">`,
    ...checks.flatMap((check) => testCase(suite, check)),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function isFailure({ level }: CheckFinding): boolean {
  return level !== 'note';
}

function testCase(suite: string, { name, findings }: Check): string[] {
  const start = `    <testcase classname=${attribute(suite)} name=${attribute(name)}`;
  const failures = findings.filter(isFailure);
  if (failures.length === 0) return [`${start} />`];
  return [
    `${start}>`,
    ...failures.map(({ level, code, message }) => {
      const text = escape(`${level} ${code}: ${message}`);
      return `      <failure type=${attribute(code)} message=${attribute(message)}>${text}</failure>`;
    }),
    '    </testcase>',
  ];
}

/** XML 1.0 has no way to write the other control characters and halves of surrogate pairs. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escape(text: string): string {
  return text.replace(NOT_IN_XML, '\uFFFD').replace(/[&<>"\n\r\t]/g, (character) => `&#${character.codePointAt(0)};`);
}

function attribute(text: string): string {
  return `"${escape(text)}"`;
}
