import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handler } from '../../examples/lambda-template/handler.js';
import { toCloudFormation } from '../../src/render/cloudformation/index.js';
import { findingsOf } from '../render/cloudformation/validator.js';
import { ORGANIZATION } from '../upsolver/role-parameters.js';
import { LAMBDA_CONTEXT } from './lambda-context.js';

const { orgId, region } = ORGANIZATION;

/** What an HTTP API sends, in payload format 2.0; a name that occurs several times has its values joined by commas. */
function eventOf(query: Record<string, string> | undefined, method = 'GET'): APIGatewayProxyEventV2 {
  const rawQueryString = new URLSearchParams(query).toString();
  return {
    version: '2.0',
    routeKey: 'ANY /template',
    rawPath: '/template',
    rawQueryString,
    headers: { accept: '*/*', host: 'r3pmxmplak.execute-api.eu-west-1.amazonaws.com', 'user-agent': 'curl/8.5.0' },
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'r3pmxmplak',
      domainName: 'r3pmxmplak.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'r3pmxmplak',
      http: { method, path: '/template', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl/8.5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: 'ANY /template',
      stage: '$default',
      time: '10/Mar/2026:05:16:23 +0000',
      timeEpoch: 1_773_119_783_000,
    },
    isBase64Encoded: false,
  };
}

async function answer(
  query: Record<string, string> | undefined,
  method?: string,
): Promise<APIGatewayProxyStructuredResultV2> {
  return (await handler(eventOf(query, method), LAMBDA_CONTEXT, () => undefined)) as APIGatewayProxyStructuredResultV2;
}

const problemsOf = ({ body = '' }: APIGatewayProxyStructuredResultV2): unknown =>
  (JSON.parse(body) as { issues: unknown }).issues;

const REFUSED = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

describe.each(['private-vpc', 'upsolver-vpc'] as const)('GET ?mode=%s', (mode) => {
  const query = { mode, orgId, region };

  it('returns the template as a file to save', async () => {
    const { statusCode, headers } = await answer(query);
    expect(statusCode).toBe(200);
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="upsolver-${mode}.template.json"`,
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    });
  });

  it("returns the library's template with the organization filled in and a rule for the Region", async () => {
    const { Rules, ...template } = JSON.parse((await answer(query)).body ?? '') as Record<string, unknown>;
    const plain = toCloudFormation(mode);
    const OrganizationId = { ...(plain.Parameters?.['OrganizationId'] as object), Default: orgId };
    expect(template).toEqual({ ...plain, Parameters: { ...plain.Parameters, OrganizationId } });
    expect(Rules).toEqual({
      RegionOfIntegration: {
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] },
            AssertDescription: `Create the stack in ${region}, the Region of the integration`,
          },
        ],
      },
    });
  });

  it('leaves the trusted account and external ID to whoever deploys', async () => {
    const { Parameters } = JSON.parse(
      (await answer({ ...query, trustedAccountId: '666666666666', externalId: 'mallory' })).body ?? '',
    ) as {
      Parameters: Record<string, object>;
    };
    expect(Parameters['TrustedAccountId']).not.toHaveProperty('Default');
    expect(Parameters['ExternalId']).not.toHaveProperty('Default');
    expect(JSON.stringify(Parameters)).not.toMatch(/666666666666|mallory/);
  });
});

describe("AWS's own validator", () => {
  it('finds no problem in a template, but finds a broken rule', async () => {
    for (const mode of ['private-vpc', 'upsolver-vpc']) {
      const { body = '' } = await answer({ mode, orgId, region });
      expect(findingsOf(body)).toEqual([]);
      expect(findingsOf(body.replace('"Assert"', '"Asert"'))).not.toEqual([]);
    }
  }, 60_000);
});

describe('an invalid request', () => {
  it.each([
    [
      'nothing is said',
      undefined,
      [
        {
          code: 'missing',
          path: ['mode'],
          message: 'the integration mode is missing',
          hint: 'one of `private-vpc`, `upsolver-vpc`',
        },
        { code: 'missing', path: ['orgId'], message: 'the organization ID is missing' },
        { code: 'missing', path: ['region'], message: 'the Region is missing' },
      ],
    ],
    [
      'everything is wrong',
      { mode: 'public', orgId: 'ACME', region: 'eu-west-1a' },
      [
        {
          code: 'unknown_value',
          path: ['mode'],
          message: '`public` is not a known integration mode',
          hint: 'one of `private-vpc`, `upsolver-vpc`',
        },
        {
          code: 'upper_case',
          path: ['orgId'],
          message: 'the organization ID `ACME` contains uppercase letters',
          hint: 'S3 bucket names must be lowercase; did you mean `acme`?',
        },
        {
          code: 'availability_zone',
          path: ['region'],
          message: '`eu-west-1a` is an Availability Zone, not an AWS Region',
          hint: 'its Region is `eu-west-1`',
        },
      ],
    ],
    [
      'a name occurs twice',
      { mode: 'private-vpc', orgId: 'acme,other', region },
      [
        {
          code: 'invalid_characters',
          path: ['orgId'],
          message: 'the organization ID `acme,other` contains characters that are not allowed',
          hint: 'use lowercase letters, digits and hyphens',
        },
      ],
    ],
    [
      "both together make the bucket's name too long",
      { mode: 'private-vpc', orgId: 'a'.repeat(45), region: 'eu-west-1' },
      [
        {
          code: 'too_long',
          path: ['orgId'],
          message: `the organization ID \`${'a'.repeat(45)}\` produces a bucket name of 64 characters`,
          hint: 'a bucket name can have 63, which leaves 44 for the ID in `eu-west-1`',
        },
      ],
    ],
  ])('is answered with 400 and every problem: %s', async (_what, query, issues) => {
    const refusal = await answer(query);
    expect(refusal.statusCode).toBe(400);
    expect(refusal.headers).toEqual(REFUSED);
    expect(problemsOf(refusal)).toEqual(issues.map((issue) => ({ ...issue, severity: 'error' })));
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is answered with 405: %s', async (method) => {
    const refusal = await answer({ mode: 'private-vpc', orgId, region }, method);
    expect(refusal.statusCode).toBe(405);
    expect(refusal.headers).toEqual({ ...REFUSED, allow: 'GET, HEAD' });
    expect(problemsOf(refusal)).toEqual([
      { code: 'method_not_allowed', path: [], message: `\`${method}\` is not allowed` },
    ]);
  });
});

it('answers HEAD as GET, without a body', async () => {
  const query = { mode: 'private-vpc', orgId, region };
  expect(await answer(query, 'HEAD')).toEqual({ ...(await answer(query)), body: '' });
  expect(await answer({}, 'HEAD')).toEqual({ ...(await answer({})), body: '' });
});
