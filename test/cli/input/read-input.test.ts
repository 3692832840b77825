import assert from 'node:assert';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../src/cli/input/open-input.js';
import { readExports, readInputText } from '../../../src/cli/input/read-input.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { issuesOf } from '../../issues-of.js';
import { runCommand } from '../run-command.js';

const MEBIBYTE = 1_048_576;

/** A terminal whose only file has these chunks; each overwrites the one before, as the chunks of a file do. */
function terminalOf(chunks: Iterable<Uint8Array>): Terminal & { closed: () => boolean } {
  let isClosed = false;
  return {
    out: () => undefined,
    err: () => undefined,
    write: () => undefined,
    color: false,
    closed: () => isClosed,
    *readChunks() {
      const buffer = new Uint8Array(2 * MEBIBYTE);
      try {
        for (const chunk of chunks) {
          buffer.set(chunk);
          yield buffer.subarray(0, chunk.length);
        }
      } finally {
        isClosed = true;
      }
    },
  };
}

const textOf = (parts: Iterable<Uint8Array>): string => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (const part of parts) text += decoder.decode(part, { stream: true });
  return text + decoder.decode();
};

const cut = (bytes: Uint8Array, length: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );

const LINE = `${JSON.stringify({ RoleDetailList: [], Marker: 'Rôle 角色 😀' })}\n`;

describe('openInput', () => {
  const text = LINE.repeat(10_000);

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
  ])('decodes a long text in parts that are cut anywhere: %s', async (_what, bytes) => {
    for (const length of [1023, 65_537, MEBIBYTE]) {
      const terminal = terminalOf(cut(bytes, length));
      expect(textOf(openInput('x', terminal)) === text).toBe(true);
      expect(terminal.closed()).toBe(true);
    }
  });

  it('reads no more than it hands on, so that input of any length needs little memory', async () => {
    let read = 0;
    const chunk = Buffer.from(LINE.repeat(Math.floor(MEBIBYTE / LINE.length)));
    const endless = (function* () {
      for (;;) {
        read += 1;
        yield chunk;
      }
    })();
    const terminal = terminalOf(endless);
    let handed = 0;
    for (const part of readExports(['x'], terminal)) {
      expect(part.length).toBeLessThanOrEqual(chunk.length + 4);
      handed += 1;
      expect(read).toBe(handed);
      if (handed === 200) break;
    }
    expect(terminal.closed()).toBe(true);
  });

  it('says where a long text stops to be UTF-8', async () => {
    const good = cut(Buffer.from(text), MEBIBYTE);
    const bad = [...good, Uint8Array.of(0x20, 0xe9, 0x20)];
    const bytes = Buffer.from(text).length + 1;
    expect(issuesOf(() => textOf(openInput('x', terminalOf(bad))))).toEqual([
      {
        code: 'invalid_json',
        path: [],
        file: 'x',
        message: `this is not UTF-8 text: it contains the byte 0xe9, ${bytes.toLocaleString('en')} bytes from its beginning`,
        hint: 'save it as UTF-8',
      },
    ]);
  });

  it('says that standard input is empty, without more words', async () => {
    for (const content of ['', ' \n', '\ufeff', '\ufeff\n']) {
      expect(await runCommand(['lint', '-'], { '-': content })).toEqual({
        code: 2,
        out: '',
        err: 'error: standard input is empty. Did the command before the pipe fail?\n',
      });
    }
  });

  it('passes on errors that are not about the input', async () => {
    const broken = (function* (): Generator<Uint8Array> {
      yield Buffer.from('{');
      throw new RangeError('broken');
    })();
    expect(() => textOf(readExports(['x'], terminalOf(broken)))).toThrow('broken');
    const unreadable = new Proxy({}, { get: () => assert.fail('broken') });
    const { code, err } = await runCommand(['lint', 'x'], unreadable);
    expect([code, err]).toEqual([70, expect.stringMatching(/^internal error: broken\n/)]);
  });

  it('refuses standard input that is given three times', async () => {
    expect((await runCommand(['lint', '-', '-', '/dev/fd/0'])).err).toBe(
      'error: standard input is given 3 times, but can be read only once (save it in a file)\n',
    );
  });
});

describe('readInputText', () => {
  const endless = function* (): Generator<Uint8Array> {
    for (;;) yield Buffer.from(' '.repeat(MEBIBYTE));
  };

  it('stops after 4 MiB', async () => {
    const terminal = terminalOf(endless());
    const { text, isWhole } = readInputText('x', terminal);
    expect({ length: text.length, isWhole, closed: terminal.closed() }).toEqual({
      length: 5 * MEBIBYTE,
      isWhole: false,
      closed: true,
    });
  });

  it('says that a policy or a list of grants is longer than any', async () => {
    const policy = `{"Version": "2012-10-17", "Statement": [${'{"Effect": "Allow"}, '.repeat(250_000)}`;
    expect(await runCommand(['lint', 'x'], { x: policy })).toEqual({
      code: 2,
      out: '',
      err: 'error: x: the text has more than 4,194,304 bytes; a policy is shorter\n',
    });
    const grants = `[${'{"service": "s3", "bucket": "b"}, '.repeat(150_000)}`;
    const template = ['template', 'cloudformation', '--mode', 'upsolver-vpc', '--data-access', 'x'];
    expect((await runCommand(template, { x: grants })).err).toBe(
      'error: x: the text has more than 4,194,304 bytes; a list of data access grants is shorter\n',
    );
    const account = `{"UserDetailList": [${'{"UserName": "u"}, '.repeat(300_000)}`;
    expect((await runCommand(['lint', 'x'], { x: account })).err).toMatch(
      /^error: x:1:1: this is data of `aws iam get-account-/,
    );
  });
});
