import type { APIGatewayProxyHandlerV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { InvalidInputError, rolesFor, type IntegrationMode } from 'upsolver-iam';
import { toCloudFormation, type CloudFormationTemplate } from 'upsolver-iam/cloudformation';

type Answer = APIGatewayProxyStructuredResultV2;
type Query = { mode: IntegrationMode; orgId: string; region: string };

/** `GET ?mode=&orgId=&region=` returns a CloudFormation template with the roles. For an HTTP API of API Gateway. */
export const handler: APIGatewayProxyHandlerV2 = async ({ requestContext, queryStringParameters = {} }) => {
  const { method } = requestContext.http;
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse(405, [{ code: 'method_not_allowed', path: [], message: `\`${method}\` is not allowed` }], {
      allow: 'GET, HEAD',
    });
  }
  const answer = answerQuery(queryStringParameters);
  return method === 'HEAD' ? { ...answer, body: '' } : answer;
};

function answerQuery(parameters: Partial<Record<string, string>>): Answer {
  try {
    const query = readQuery(parameters);
    return {
      statusCode: 200,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="upsolver-${query.mode}.template.json"`,
        'cache-control': 'public, max-age=3600',
        'x-content-type-options': 'nosniff',
      },
      body: `${JSON.stringify(templateFor(query), undefined, 2)}\n`,
    };
  } catch (error) {
    if (error instanceof InvalidInputError) return refuse(400, error.issues);
    throw error;
  }
}

/**
 * Validates the query. `rolesFor` reports every problem of the three values at once, and also checks the bucket name
 * that organization and Region form together.
 */
function readQuery({ mode, orgId, region }: Partial<Record<string, string>>): Query {
  const query = { mode, orgId, region } as Query;
  rolesFor(query.mode, { orgId: query.orgId, region: query.region });
  return query;
}

/**
 * The trusted account and the external ID remain parameters without a default. If they came from the query, anybody
 * could share a link to this address with a template that grants them access.
 */
function templateFor({ mode, orgId, region }: Query): CloudFormationTemplate & { Rules: object } {
  const template = toCloudFormation(mode);
  const { OrganizationId, ...others } = template.Parameters ?? {};
  return {
    ...template,
    Parameters: { OrganizationId: { ...(OrganizationId as object), Default: orgId }, ...others },
    Rules: {
      RegionOfIntegration: {
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] },
            AssertDescription: `Create the stack in ${region}, the Region of the integration`,
          },
        ],
      },
    },
  };
}

function refuse(statusCode: number, issues: readonly object[], headers: Record<string, string> = {}): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ issues }),
  };
}
