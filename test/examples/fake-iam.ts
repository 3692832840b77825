import { IAM } from '@aws-sdk/client-iam';
import type { Account, RoleDetail } from './account.js';

/*
 * The IAM operations that the examples call, behind the SDK's own client: requests arrive in the Query protocol, as the
 * client writes them, and responses are the XML that it reads.
 */

type Fields = Record<string, string>;
type Answer = Record<string, unknown>;

/** An error response of IAM. */
export class IamError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type FakeIam = { client: IAM; calls: Fields[] };

/**
 * A client for an account, and the calls that it has made.
 *
 * @param pageSize How many entries IAM returns per page.
 * @param failure An error that every call returns.
 */
export function createFakeIam(account: Account, pageSize = 100, failure?: IamError): FakeIam {
  const calls: Fields[] = [];
  const client = new IAM({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: { body: string }) => {
        const fields = Object.fromEntries(new URLSearchParams(request.body));
        calls.push(fields);
        return Promise.resolve({
          response: respond(() => answer(account, fields, pageSize, failure), fields['Action'] ?? ''),
        });
      },
    },
  });
  return { client, calls };
}

function answer(account: Account, fields: Fields, pageSize: number, failure: IamError | undefined): Answer {
  if (failure !== undefined) throw failure;
  const page = <Entry>(entries: readonly Entry[]): { entries: Entry[]; marker: Answer } => {
    const from = Number(fields['Marker'] ?? 0);
    const isTruncated = from + pageSize < entries.length;
    return {
      entries: entries.slice(from, from + pageSize),
      marker: { IsTruncated: isTruncated, ...(isTruncated && { Marker: String(from + pageSize) }) },
    };
  };
  switch (fields['Action']) {
    case 'GetAccountAuthorizationDetails': {
      const { entries, marker } = page<object>([...account.roles, ...account.policies]);
      const isPolicy = (entry: object): boolean => 'PolicyVersionList' in entry;
      return {
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: entries.filter((entry) => !isPolicy(entry)),
        Policies: entries.filter(isPolicy),
        ...marker,
      };
    }
    case 'GetRole': {
      const {
        RolePolicyList: _inline,
        AttachedManagedPolicies: _attached,
        InstanceProfileList: _profiles,
        ...role
      } = findRole(account, fields);
      return { Role: { ...role, MaxSessionDuration: account.maxSessionDuration ?? 3600 } };
    }
    case 'ListAttachedRolePolicies': {
      const { entries, marker } = page(findRole(account, fields).AttachedManagedPolicies);
      return { AttachedPolicies: entries, ...marker };
    }
    case 'ListRolePolicies': {
      const { entries, marker } = page(findRole(account, fields).RolePolicyList);
      return { PolicyNames: entries.map(({ PolicyName }) => PolicyName), ...marker };
    }
    case 'GetRolePolicy': {
      const policy = findRole(account, fields).RolePolicyList.find(
        ({ PolicyName }) => PolicyName === fields['PolicyName'],
      );
      return { RoleName: fields['RoleName'], ...(policy ?? notFound('policy')) };
    }
    case 'ListInstanceProfilesForRole': {
      const { entries, marker } = page(findRole(account, fields).InstanceProfileList);
      return { InstanceProfiles: entries, ...marker };
    }
    case 'GetPolicy': {
      const { PolicyVersionList: _versions, ...policy } = findPolicy(account, fields);
      return { Policy: policy };
    }
    case 'GetPolicyVersion': {
      const version = findPolicy(account, fields).PolicyVersionList.find(
        ({ VersionId }) => VersionId === fields['VersionId'],
      );
      return { PolicyVersion: version ?? notFound('version') };
    }
    default:
      throw new IamError('InvalidAction', 400, `Could not find operation ${fields['Action']}`);
  }
}

function findRole({ roles }: Account, { RoleName = '' }: Fields): RoleDetail {
  return roles.find((role) => role.RoleName === RoleName) ?? notFound(`role with name ${RoleName}`);
}

function findPolicy({ policies }: Account, { PolicyArn = '' }: Fields): Account['policies'][number] {
  return policies.find(({ Arn }) => Arn === PolicyArn) ?? notFound(`policy ${PolicyArn}`);
}

function notFound(what: string): never {
  throw new IamError('NoSuchEntity', 404, `The ${what} cannot be found.`);
}

function respond(
  makeAnswer: () => Answer,
  action: string,
): { statusCode: number; headers: Record<string, string>; body: Uint8Array } {
  const send = (statusCode: number, xml: string): ReturnType<typeof respond> => ({
    statusCode,
    headers: { 'content-type': 'text/xml' },
    body: new TextEncoder().encode(xml),
  });
  const requestId = '<RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId>';
  try {
    const metadata = `<ResponseMetadata>${requestId}</ResponseMetadata>`;
    const result = `<${action}Result>${toXml(makeAnswer())}</${action}Result>${metadata}`;
    return send(
      200,
      `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${result}</${action}Response>`,
    );
  } catch (error) {
    if (!(error instanceof IamError)) throw error;
    const { code, status, message } = error;
    const details = `<Error>${toXml({ Type: 'Sender', Code: code, Message: message })}</Error>${requestId}`;
    return send(status, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${details}</ErrorResponse>`);
  }
}

function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => `<member>${toXml(entry)}</member>`).join('');
  if (typeof value !== 'object' || value === null)
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return Object.entries(value)
    .map(([name, entry]) => `<${name}>${toXml(entry)}</${name}>`)
    .join('');
}
