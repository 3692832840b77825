import { RCP_SERVICES, RCP_SERVICES_DATE } from '../../aws/rcp-services.js';
import { quote } from '../../core/quote.js';
import type { JsonNode } from './json.js';
import { locationOf, type Location, type Path, type Report } from './report.js';

/*
 * What AWS Organizations rejects in a resource control policy that a customer writes.
 *
 * Source: AWS Organizations User Guide, "RCP syntax"; IAM Access Analyzer policy check reference, "RCP syntax error".
 * Service control policies have the full policy language since September 2025, principals aside. Source: AWS Security
 * Blog, "Unlock new possibilities: AWS Organizations service control policy now supports full IAM language".
 */

/** Whether the statements of a document are those of AWS's own `RCPFullAWSAccess`, the only RCP that allows. */
export function isRcpFullAccess(statements: JsonNode | undefined): boolean {
  const nodes = statements?.kind === 'array' ? statements.items : [statements];
  const [statement, ...others] = nodes;
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

/** Reports an action that a resource control policy cannot deny. */
export function checkRcpAction(text: string, place: Location, report: Report): void {
  const [service = ''] = text.toLowerCase().split(':');
  if (text === '*') {
    const message = 'a resource control policy cannot deny `*`';
    report.refuse('invalid_action', place, message, 'begin each action with a service, such as `s3:*`');
  } else if (!RCP_SERVICES.has(service)) {
    const message = `resource control policies do not apply to ${quote(text)}, as of ${RCP_SERVICES_DATE}`;
    report.warning('uncovered_service', place, message);
  }
}

/** Reports a principal other than `*`. */
export function checkRcpPrincipal(node: JsonNode, path: Path, report: Report): void {
  if (node.kind !== 'object') return;
  const [member, ...others] = node.members;
  const isEveryone =
    others.length === 0 && member?.key === 'AWS' && member.node.kind === 'string' && member.node.text === '*';
  const message = 'the principal of a resource control policy must be `*`';
  const hint = 'use `"Principal": "*"`, and a condition for exceptions';
  report[isEveryone ? 'warning' : 'refuse']('invalid_principal', locationOf(path, node), message, hint);
}
