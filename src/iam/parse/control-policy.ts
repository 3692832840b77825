import type { JsonNode } from './json.js';
import { locationOf, type RcpPart, type ReadableKind, type Report } from './report.js';

/*
 * What AWS Organizations rejects in a resource control policy that a customer writes.
 *
 * Source: AWS Organizations User Guide, "RCP syntax"; IAM Access Analyzer policy check reference, "RCP syntax error".
 * Service control policies have the full policy language since September 2025, principals aside. Source: AWS Security
 * Blog, "Unlock new possibilities: AWS Organizations service control policy now supports full IAM language".
 */

/** The kind whose rules statements follow: AWS's own `RCPFullAWSAccess`, the only RCP that allows, has none. */
export function kindOfStatements(statements: JsonNode, kind: ReadableKind): ReadableKind {
  return kind === 'rcp' && isRcpFullAccess(statements) ? 'resource' : kind;
}

function isRcpFullAccess(statements: JsonNode): boolean {
  const [statement, ...others] = statements.kind === 'array' ? statements.items : [statements];
  if (statement?.kind !== 'object' || others.length > 0) return false;
  const members = statement.members.filter(({ key }) => key !== 'Sid');
  return (
    members.length === FULL_ACCESS.length &&
    FULL_ACCESS.every(([name, value]) =>
      members.some(({ key, node }) => key === name && node.kind === 'string' && node.text === value),
    )
  );
}

const FULL_ACCESS = [
  ['Effect', 'Allow'],
  ['Principal', '*'],
  ['Action', '*'],
  ['Resource', '*'],
] as const;

/** Reports a part of a statement that is not allowed in a resource control policy. */
export function checkRcp(part: RcpPart, report: Report): void {
  const { place } = part;
  if (part.element === 'Principal') {
    checkPrincipal(part.node, report, [...place.path]);
  } else if (part.element === 'Effect' && part.text === 'Allow') {
    const message = 'only `RCPFullAWSAccess` allows; other resource control policies must deny';
    report.refuse('forbidden_element', place, message);
  } else if (part.element === 'Action' && part.text === '*') {
    const message = 'a resource control policy cannot deny `*`';
    report.refuse('invalid_action', place, message, 'begin each action with a service, such as `s3:*`');
  }
}

function checkPrincipal(node: JsonNode, report: Report, path: (string | number)[]): void {
  if (node.kind !== 'object') return;
  const [member, ...others] = node.members;
  const isEveryone =
    others.length === 0 && member?.key === 'AWS' && member.node.kind === 'string' && member.node.text === '*';
  const message = 'the principal of a resource control policy must be `*`';
  const hint = 'use `"Principal": "*"`, and a condition for exceptions';
  report[isEveryone ? 'warning' : 'refuse']('invalid_principal', locationOf(path, node), message, hint);
}
