import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRoles } from '../../src/index.js';
import { deep, everyNth } from '../deep.js';
import { exportOf } from '../drift/account.js';
import { POLICY_FILES } from './policies.js';

/* The built command at a terminal, as people see it. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-terminal-'));
  const files = { ...POLICY_FILES, 'drifted.json': JSON.stringify(driftedRoles()) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Screen = { text: string; exitCode: number };

const shown = new Map<string, Promise<Screen>>();

/** What a command shows. Equal ones run once: a process takes some 200 ms. */
function show(args: readonly string[], columns: number, environment: object = {}): Promise<Screen> {
  const key = JSON.stringify([args, columns, environment]);
  const screen = shown.get(key) ?? start(args, columns, environment);
  shown.set(key, screen);
  return screen;
}

function start(args: readonly string[], columns: number, environment: object): Promise<Screen> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const env = { ...inherited, TERM: 'xterm-256color', ...environment } as NodeJS.ProcessEnv;
  const command = resolve('dist/cli/main.cjs');
  const terminal = spawn(process.execPath, [command, ...args], { cols: columns, rows: 50, cwd: folder, env });
  return new Promise((done) => {
    let text = '';
    terminal.onData((data) => void (text += data));
    terminal.onExit(({ exitCode }) => done({ text: text.replaceAll('\r\n', '\n'), exitCode }));
  });
}

const visible = (text: string): string => text.replaceAll('\u001b', '\\e');
// oxlint-disable-next-line no-control-regex
const plain = (text: string): string => text.replaceAll(/\u001b\[\d*m/g, '');

/** An export whose management role lacks a managed policy, and whose server role has one inline policy more. */
function driftedRoles(): object {
  const account = exportOf(buildRoles('private-vpc', PARAMETERS));
  const [management, server] = account.RoleDetailList;
  management!.AttachedManagedPolicies = [];
  server!.RolePolicyList.push({ PolicyName: 'More', PolicyDocument: JSON.parse(POLICY_FILES['get.json'] as string) });
  return account;
}

const ORGANIZATION = ['--org-id', '12345678-1234-1234-1234-1234567890ab', '--region', 'eu-west-1'];
const TRUST = ['--trusted-account', '111122223333', '--external-id', 'acme-external-id'];
const PARAMETERS = {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'eu-west-1',
  trustedAccountId: '111122223333',
  externalId: 'acme-external-id',
};

const COMMANDS: readonly (readonly string[])[] = [
  ['roles', 'private-vpc'],
  ['policy', 'UpsolverServerRole', ...ORGANIZATION],
  ['policy', 'UpsolverManagementRole', '--trust', ...ORGANIZATION, ...TRUST],
  ['permissions', 'UpsolverServerRole'],
  ['compare', 'get.json', 'any-get.json'],
  ['compare', 'any-get.json', 'get.json', '--new'],
  ['evaluate', 'get.json', 'nothing.json', '--action', 's3:GetObject', '--context', 'aws:PrincipalTag/Team=a'],
  ['lint', 'get.json', 'warned.json', 'bad.json'],
  ['lint', '--help'],
  ['template', 'terraform', '--no-athena-tables', '--mode', 'private-vpc'],
  ['check', 'drifted.json', '--mode', 'private-vpc', ...ORGANIZATION, ...TRUST],
  ['risks', 'any-get.json'],
  [
    'explain',
    'User: ann is not authorized to perform: ec2:RunInstances with an explicit deny in a service control policy',
  ],
];

describe('a terminal', { timeout: 120_000 }, () => {
  it.each(deep ? [60, 80, 120] : [80])(
    'of %i columns shows every command in whole words and in colours',
    async (columns) => {
      const screens = [];
      for (const args of COMMANDS) {
        const { text, exitCode } = await show(args, columns);
        screens.push(`$ upsolver-iam ${args.join(' ')}\n${visible(text)}[exit status ${exitCode}]\n`);
        const [words = ''] = plain(text).split('#!/bin/sh');
        const lines = words.split('\n');
        // An example or a script to copy, or a word with its label, may be longer than the line.
        expect(lines.filter((line) => line.length > columns && !/^ *(?:\$ .*|(?:\w+ +)?\S+)$/.test(line))).toEqual([]);
      }
      await expect(screens.join('\n')).toMatchFileSnapshot(`terminal/${columns}.txt`);
    },
  );

  const settings: [object, string[]][] = [
    [{ NO_COLOR: '1' }, []],
    [{ TERM: 'dumb' }, []],
    [{}, ['--color', 'never']],
  ];
  it.each(everyNth(settings, 3))('given %j and %j shows the same without colours', async (environment, options) => {
    for (const args of everyNth(COMMANDS, 4)) {
      const colored = await show(args, 80);
      const { text, exitCode } = await show([...args, ...options], 80, environment);
      expect({ text, exitCode }).toEqual({ text: plain(colored.text), exitCode: colored.exitCode });
    }
  });
});
