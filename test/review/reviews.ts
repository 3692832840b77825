import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { checkGuardrails, readGuardrails, type GuardrailReport } from '../../src/guardrails/index.js';
import { buildRoles, type DeployableRole, type IntegrationMode, type RoleParameters } from '../../src/index.js';
import { reviewOf, type Review } from '../../src/review/index.js';
import { GUARDRAILS } from '../guardrails/guardrails.js';
import { ACCOUNT, FULL_SCOPE, having, PARAMETERS } from '../upsolver/role-parameters.js';

/* The reviews that several tests look at. They are made once, and no test changes them. */

const known = new Map<string, unknown>();

/** What was made for a key, or what is made now. */
export function once<Value>(key: string, make: () => Value): Value {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as Value;
}

/** What a review is about. */
export type Variant = 'documented' | 'scoped' | 'guarded' | 'hostile';

export const SCOPED = having({ scope: FULL_SCOPE });

export function parametersOf(variant: Exclude<Variant, 'hostile'>): RoleParameters {
  return variant === 'documented' ? PARAMETERS : SCOPED;
}

export function reviewFor(mode: IntegrationMode, variant: Variant): Review {
  return once(`${mode} ${variant}`, () => {
    if (variant === 'hostile') return hostileReview(mode);
    const parameters = parametersOf(variant);
    const roles = buildRoles(mode, parameters);
    return reviewOf(roles, {
      parameters,
      catalog: ACTION_CATALOG,
      ...(variant === 'guarded' && { guardrails: guardrailsFor(roles) }),
    });
  });
}

const CHOSEN = new Set(['imdsv2', 'own-images', 'iam-by-administrators', 'assume-role-from-organization']);

/** SCPs that narrow one permission and cut off others, and an RCP that cuts off the call that assumes a role. */
export function guardrailsFor(roles: readonly DeployableRole[]): GuardrailReport {
  const files = GUARDRAILS.filter(({ id }) => CHOSEN.has(id)).map(({ id, kind, document }) => ({
    name: `${id}.json`,
    kind,
    level: 'root',
    text: JSON.stringify(document),
  }));
  return checkGuardrails(roles, readGuardrails(files), {
    facts: { accountId: ACCOUNT, region: 'us-east-1', organizationId: 'o-a1b2c3d4e5' },
    catalog: ACTION_CATALOG,
  });
}

/** What breaks out of HTML, of attributes, of Markdown, of a line, or of the direction of text. */
export const HOSTILE =
  '</script></style><script>alert(1)</script><img src=x onerror=alert(1)>"\' --> ' +
  '`| [x](javascript:alert(1)) \u202egnp.exe\u2066\u200b\u0000\u001b[31m\n# heading {{}} ${x} \udc00 \u{e0041} ';

/** Roles of which every text that a person can choose is hostile. */
function hostileReview(mode: IntegrationMode): Review {
  const roles = buildRoles(mode, SCOPED).map((role): DeployableRole => {
    const statement = { Sid: HOSTILE, Effect: 'Allow' as const, Action: HOSTILE, Resource: HOSTILE };
    const Condition = { StringEquals: { [HOSTILE]: HOSTILE }, StringLike: { 'sts:ExternalId': [HOSTILE, '*'] } };
    return {
      ...role,
      name: `${role.name}${HOSTILE}`,
      path: HOSTILE,
      description: HOSTILE,
      managedPolicyArns: [...role.managedPolicyArns, `arn:aws:iam::aws:policy/${HOSTILE}`],
      inlinePolicies: [
        ...role.inlinePolicies,
        { name: HOSTILE, document: { Version: '2012-10-17', Statement: [{ ...statement, Condition }] } },
      ],
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [
          { Sid: HOSTILE, Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
          { Effect: 'Allow', Principal: { AWS: HOSTILE }, Action: 'sts:AssumeRole', Condition },
          { Effect: 'Allow', Principal: { Federated: HOSTILE }, Action: HOSTILE },
        ],
      },
      permissionsBoundaryArn: `arn:aws:iam::aws:policy/${HOSTILE}`,
      tags: [{ key: HOSTILE, value: HOSTILE }],
      ...(role.instanceProfile && { instanceProfile: { name: HOSTILE, path: HOSTILE } }),
    };
  });
  const guardrails = guardrailsFor(buildRoles(mode, SCOPED));
  const hostile = {
    ...guardrails,
    limits: [HOSTILE],
    roles: guardrails.roles.map((role, index) => ({
      ...role,
      name: roles[index]!.name,
      permissions: role.permissions.map((each) => ({ ...each, action: HOSTILE, purpose: HOSTILE })),
    })),
    notEvaluated: [{ name: HOSTILE, type: 'TAG_POLICY' as const, effect: 'enforced' as const, file: HOSTILE }],
  };
  return reviewOf(roles, { catalog: ACTION_CATALOG, guardrails: hostile });
}
