import { RCP_SERVICES, supportsRcps } from '../../aws/rcp-services.js';
import { quote } from '../../core/quote.js';
import type { RcpPart, Report } from './report.js';

/** Reports an action that a resource control policy does not apply to. */
export function lintRcp(part: RcpPart, report: Report): void {
  if (part.element !== 'Action' || part.text === '*') return;
  const [service = ''] = part.text.toLowerCase().split(':');
  if (supportsRcps(service)) return;
  const message = `resource control policies do not apply to ${quote(part.text)}, as of ${RCP_SERVICES.date}`;
  report.warning('uncovered_service', part.place, message);
}
