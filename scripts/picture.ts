import type { TrustPolicyDocument } from '../src/iam/index.js';
import { buildRoles } from '../src/index.js';
import { runCommand } from '../test/cli/run-command.js';
import { exportOf } from '../test/drift/account.js';

const CONFIGURATION = `version: 1
accounts:
  '444455556666':
    mode: private-vpc
    orgId: 12345678-1234-1234-1234-1234567890ab
    region: eu-west-1
    trustedAccountId: '111122223333'
    externalId: acme-external-id
`;

/** The command line of the picture, the files that it reads, and the columns of its terminal. */
export const PICTURE = {
  args: ['check', 'export.json', '--config', 'upsolver-iam.yaml'],
  files: { 'upsolver-iam.yaml': CONFIGURATION, 'export.json': JSON.stringify(driftedAccount()) },
  columns: 92,
};

/** An account whose roles somebody has changed by hand: one can now be assumed without an external ID. */
function driftedAccount(): object {
  const account = exportOf(
    buildRoles('private-vpc', {
      orgId: '12345678-1234-1234-1234-1234567890ab',
      region: 'eu-west-1',
      trustedAccountId: '111122223333',
      externalId: 'acme-external-id',
    }),
    '444455556666',
  );
  const management = account.RoleDetailList[0] as (typeof account.RoleDetailList)[number];
  for (const statement of (management.AssumeRolePolicyDocument as TrustPolicyDocument).Statement) {
    delete statement.Condition;
  }
  return account;
}

/** Colors of a dark terminal, whatever the page around it looks like; each has a contrast of at least 7 to 1. */
const COLORS = { background: '#0d1117', text: '#e6edf3', 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff' };

const FAMILY = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

const [FONT, WIDTH, HEIGHT, MARGIN] = [14, 8.43, 20, 20];

/** What `check` prints in a terminal, with the command line, as SVG. */
export async function renderPicture(): Promise<string> {
  const { args, files, columns } = PICTURE;
  const { out } = await runCommand(args, files, { color: true, columns });
  const lines = [`\u001b[1m$ upsolver-iam ${args.join(' ')}\u001b[22m`, ...out.trimEnd().split('\n')];
  const width = Math.ceil(columns * WIDTH) + 2 * MARGIN;
  const height = lines.length * HEIGHT + 2 * MARGIN;
  const texts = lines.map((line, index) => {
    const y = MARGIN + HEIGHT * index + FONT;
    return line === '' ? [] : [`  <text x="${MARGIN}" y="${y}" xml:space="preserve">${spansOf(line)}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    `  viewBox="0 0 ${width} ${height}" role="img">`,
    '  <title>What upsolver-iam check prints for a role that has drifted</title>',
    `  <rect width="${width}" height="${height}" rx="8" fill="${COLORS.background}"/>`,
    `  <g font-family="${FAMILY}"`,
    `    font-size="${FONT}" fill="${COLORS.text}">`,
    ...texts.flat(),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

/** A line with the sequences of picocolors as `tspan`s. */
function spansOf(line: string): string {
  const [first = '', ...rest] = line.split('\u001b[');
  const spans = rest.map((part) => {
    const [sequence = ''] = part.split('m', 1);
    const text = escape(part.slice(sequence.length + 1));
    if (text === '' || ['22', '39'].includes(sequence)) return text;
    const style = { 1: 'font-weight="bold"', 2: 'opacity="0.8"' }[sequence] ?? `fill="${colorOf(sequence)}"`;
    return `<tspan ${style}>${text}</tspan>`;
  });
  return [escape(first), ...spans].join('');
}

/** @throws If the output has a color that the picture does not know. */
function colorOf(code: string): string {
  const color = (COLORS as Readonly<Record<string, string>>)[code];
  if (color === undefined) throw new Error(`the picture has no color ${code}`);
  return color;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
