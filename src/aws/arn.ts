/** The fields of an ARN: `arn`, partition, service, region, account, and the resource, which may contain colons. */
export const ARN_FIELDS = 6;

/** The fields of a string that is split at its first five colons; fewer, if it has fewer. */
export function arnFields(value: string): string[] {
  const fields: string[] = [];
  let start = 0;
  while (fields.length < ARN_FIELDS - 1) {
    const colon = value.indexOf(':', start);
    if (colon === -1) break;
    fields.push(value.slice(start, colon));
    start = colon + 1;
  }
  fields.push(value.slice(start));
  return fields;
}

/** Whether a string has the six fields of an ARN, the first of them `arn`. */
export function isArn(value: string): boolean {
  const fields = arnFields(value);
  return fields.length === ARN_FIELDS && fields[0] === 'arn';
}

/** The principal of an account: everyone to whom its administrator delegates access. */
export function rootArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

export function awsManagedPolicyArn<P extends string, Name extends string>(
  partition: P,
  name: Name,
): `arn:${P}:iam::aws:policy/${Name}` {
  return `arn:${partition}:iam::aws:policy/${name}`;
}

/** The name of a policy or a role, without the path: what follows the last slash of its ARN. */
export function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
