import { IDENTIFIERS, SESSION_SECONDS, type Identifier } from '../aws/identifiers.js';
import { formatNumber } from '../core/words.js';
import { FEATURES, features } from '../upsolver/catalogue/features.js';
import { MAX_ORG_ID_LENGTH, ORG_ID_PATTERN } from '../upsolver/parameters/organization.js';
import { maxAffixLength } from '../upsolver/parameters/role.js';
import type { ScopeOption } from '../upsolver/scope/options.js';

/* The parameters of templates, whatever the format: CloudFormation and Terraform each spell them in their own way. */

/** The headings under which a form shows parameters, in their order. */
export const PARAMETER_GROUPS = ['Upsolver', 'Features', 'Names and limits'] as const;

export type TemplateParameter = {
  group: (typeof PARAMETER_GROUPS)[number];
  label: string;
  /** What it is for; without a full stop. */
  description: string;
  value:
    | { kind: 'string'; default?: string; min: number; max: number; pattern: string; rule: string }
    | { kind: 'externalId'; min: number; max: number; pattern: string; rule: string }
    | { kind: 'number'; default: number; min: number; max: number }
    | { kind: 'flag' }
    | { kind: 'vpc'; pattern: string; rule: string }
    | { kind: 'boundary' };
  /** The option of `scope` without which no template has the parameter. */
  option?: ScopeOption;
};

/** The parameters, by name. */
export function templateParameters(): Readonly<Record<string, TemplateParameter>> {
  // A prefix and a suffix of role names that are equally long.
  const affix = { ...IDENTIFIERS.roleName, min: 0, max: maxAffixLength() / 2 };
  return {
    organizationId: {
      group: 'Upsolver',
      label: 'Organization ID',
      description: "Upsolver's ID of your organization, a lowercase UUID",
      value: limited({
        min: 1,
        max: MAX_ORG_ID_LENGTH,
        pattern: ORG_ID_PATTERN,
        rule: 'lowercase letters, digits and hyphens, with no hyphen at either end',
      }),
    },
    trustedAccountId: {
      group: 'Upsolver',
      label: 'Trusted AWS account',
      description: "Upsolver's AWS account, which may assume the roles; ask Upsolver for it",
      value: { ...IDENTIFIERS.accountId, kind: 'string' },
    },
    externalId: {
      group: 'Upsolver',
      label: 'External ID',
      description: 'The external ID that Upsolver sends when it assumes the roles; it is unique to your organization',
      value: { ...limited(IDENTIFIERS.externalId), kind: 'externalId' },
    },
    ...Object.fromEntries(
      FEATURES.map((feature): [string, TemplateParameter] => {
        const { label, allows } = features[feature];
        return [feature, { group: 'Features', label, description: allows, value: { kind: 'flag' } }];
      }),
    ),
    vpcId: {
      group: 'Upsolver',
      label: 'VPC',
      description: 'The only VPC in which instances can be started',
      value: { ...IDENTIFIERS.vpcId, kind: 'vpc' },
      option: 'vpcId',
    },
    permissionsBoundary: {
      group: 'Names and limits',
      label: 'Permissions boundary',
      description: 'A policy that limits what the roles can ever do',
      value: { kind: 'boundary' },
    },
    path: {
      group: 'Names and limits',
      label: 'Path',
      description: 'Path of the roles and the instance profile',
      value: { ...IDENTIFIERS.path, kind: 'string', default: '/' },
    },
    namePrefix: {
      group: 'Names and limits',
      label: 'Name prefix',
      description: 'Prefix of the role names',
      value: { ...limited(affix), default: '' },
    },
    nameSuffix: {
      group: 'Names and limits',
      label: 'Name suffix',
      description: 'Suffix of the role names',
      value: { ...limited(affix), default: '' },
    },
    maxSessionDuration: {
      group: 'Names and limits',
      label: 'Maximum session duration',
      description: 'Maximum session duration, in seconds',
      value: { ...SESSION_SECONDS, kind: 'number', default: SESSION_SECONDS.min },
    },
  };
}

type Limits = Pick<Identifier, 'min' | 'max' | 'pattern' | 'rule'>;

/** A string whose rule also names its limits: forms show no other message for a string that is too long. */
function limited({ min, max, pattern, rule }: Limits): Limits & { kind: 'string' } {
  const range = min > 1 ? `${formatNumber(min)} to ${formatNumber(max)}` : `at most ${formatNumber(max)}`;
  return { kind: 'string', min, max, pattern, rule: `${range} ${rule}` };
}
