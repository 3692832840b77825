import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportOf, rolesOf } from '../drift/account.js';
import { BYTES, readableEncodings } from './inputs/bytes.js';
import { ENCODED, MISTAKES, POLICY_ANSWERS } from './inputs/documents.js';
import { COMMANDS, firstLine, INPUTS, inputsTable, runOn } from './inputs/table.js';
import { POLICY_FILES } from './policies.js';
import type { CommandResult } from './run-command.js';

/** The blocks of a table, by their first line. */
const blocksOf = (table: string): Record<string, string> =>
  Object.fromEntries(
    table
      .trimEnd()
      .split('\n\n')
      .map((block) => [block.split('\n')[0], block]),
  );

const golden = blocksOf(readFileSync('test/golden/cli-inputs.txt', 'utf8'));
const everyRun = await Promise.all(
  Object.entries(INPUTS).flatMap(([what, content]) =>
    Object.keys(COMMANDS).map(async (command) => [what, command, await runOn(content, command)] as const),
  ),
);
const resultOf = (input: string, by: string): CommandResult =>
  everyRun.find(([what, command]) => what === input && command === by)![2];
const found = blocksOf(await inputsTable(resultOf));

// A request to a policy that names principals needs one.
const refusals = everyRun.filter(
  ([, , { code, out, err }]) => code === 2 && out === '' && !err.startsWith('error: --principal: '),
);

describe('what commands say of inputs that they do not want (npm run golden writes it)', () => {
  it.each(Object.keys(found))('is as in the table: %s', (what) => expect(found[what]).toBe(golden[what]));

  it('is in the table for all inputs, and for no others', () => {
    expect(Object.keys(golden)).toEqual(Object.keys(INPUTS));
    expect(Object.keys(golden).length).toBeGreaterThan(150);
  });
});

describe('an input that is not wanted', () => {
  it('is refused with exit status 2, in one line, by most commands', () => {
    expect(refusals.length).toBeGreaterThan(800);
    const several = refusals.filter(([, , { err }]) => err.trimEnd().split('\n').length > 1);
    // Both sides of a comparison are named, and every error of a policy.
    expect(several.filter(([, command]) => command !== 'compare')).toEqual([]);
  });

  it('is named with the file, and a remedy where one is known', () => {
    const unnamed = refusals.filter(([, , { err }]) => !/^error: in(?::\d+:\d+)?: \S/.test(err));
    expect(unnamed).toEqual([]);
    // What is a finding of lint is an error of a policy, which may have no remedy but to write it as it should be.
    const isFinding = (what: string): boolean => resultOf(what, 'lint').code === 1;
    const helpless = refusals.filter(([what, , { err }]) => !err.includes(' (') && !isFinding(what));
    expect(helpless.map(([what, command, result]) => [what, command, firstLine(result)])).toEqual([]);
  });

  it('is named in the same way by every command that reads policies', () => {
    for (const what of Object.keys(INPUTS)) {
      const lines = ['lint', 'compare', 'evaluate', 'risks'].map((command) => resultOf(what, command));
      const [lint, ...others] = lines;
      if (lint?.code !== 2) continue;
      expect({ what, lines: others.map(firstLine) }).toEqual({ what, lines: others.map(() => firstLine(lint)) });
    }
  });

  it('never makes a command say that all is well', () => {
    const readable = new Set([...Object.keys(POLICY_ANSWERS), ...Object.keys(ENCODED), 'a policy']);
    const fine = everyRun.filter(([what, , { code }]) => code === 0 && !readable.has(what));
    const EXPECTED = [
      ['the export of an account', 'check'],
      ['a role of an export', 'check'],
      ['grants', 'template --data-access'],
    ];
    expect(fine.map(([what, command]) => [what, command])).toEqual(EXPECTED);
  });

  it('is a finding of lint, with exit status 1, only if it is a policy with mistakes', () => {
    const findings = everyRun.filter(([, command, { code }]) => command === 'lint' && code === 1).map(([what]) => what);
    const policies = new Set([...Object.keys(MISTAKES), ...Object.keys(ENCODED), 'an empty object']);
    expect(findings.filter((what) => !policies.has(what))).toEqual([]);
    expect(findings.length).toBeGreaterThan(35);
  });

  it('does not change the terminal, whatever it has', async () => {
    const hostile = 'error \u001b[31m \u202e \u0007\n';
    for (const command of Object.keys(COMMANDS)) {
      // oxlint-disable-next-line no-control-regex
      expect(firstLine(await runOn(hostile, command))).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });
});

describe('text in every encoding that is read', () => {
  const policy = `${JSON.stringify(JSON.parse(POLICY_FILES['warned.json'] as string), undefined, 2)}\n`;
  const account = `${JSON.stringify(exportOf(rolesOf('upsolver-vpc')), undefined, 2)}\n`;
  const name = { Id: '\u00f6\u4e2d\ud83d\ude00' };

  it.each(Object.keys(readableEncodings('')))('gives the same result: %s', async (encoding) => {
    for (const [command, text] of [
      ['lint', policy],
      ['evaluate', policy],
      ['check', account],
      ['lint', policy.replace('{', `{"Id": "${name.Id}",`)],
      ['template --data-access', '[{"service": "s3",\n "bucket": "my-bucket"}]\n'],
      ['template --data-access', '[{"service": "s3",\n "bucket": "My_bucket"}]\n'],
    ] as const) {
      const encoded = readableEncodings(text)[encoding] as Uint8Array;
      expect(await runOn(encoded, command)).toEqual(await runOn(text, command));
    }
  });

  it('is not every text', () => {
    expect(Object.keys(BYTES).filter((what) => resultOf(what, 'lint').code !== 2)).toEqual([]);
  });
});
