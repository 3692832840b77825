/** The fields of an ARN: `arn`, partition, service, region, account, and the resource, which may hold colons. */
export const ARN_FIELDS = 6;

/** The fields of a text that is split at its first five colons; fewer, if it has fewer. */
export function arnFields(text: string): string[] {
  const fields: string[] = [];
  let start = 0;
  while (fields.length < ARN_FIELDS - 1) {
    const colon = text.indexOf(':', start);
    if (colon === -1) break;
    fields.push(text.slice(start, colon));
    start = colon + 1;
  }
  fields.push(text.slice(start));
  return fields;
}

/** Whether a text has the six fields of an ARN, the first of them `arn`. */
export function isArn(text: string): boolean {
  const fields = arnFields(text);
  return fields.length === ARN_FIELDS && fields[0] === 'arn';
}
