import { quoteText } from '../core/quote.js';
import type { Review, ReviewRole } from './types.js';

/** Whether the roles were compared with the documented ones, or why not. */
type Comparison = 'done' | 'noParameters' | 'tooLarge';

type Reviewed = Pick<Review, 'roles' | 'knownRisks'> & {
  guardrails: Review['guardrails'] | undefined;
  hasCatalog: boolean;
  comparison: Comparison;
};

const NOT_COMPARED: Readonly<Record<Comparison, readonly string[]>> = {
  done: [],
  noParameters: ["The roles were not compared with Upsolver's documentation, because their parameters were not given."],
  tooLarge: [
    "The roles were not compared with Upsolver's documentation, because the documented roles with the same data " +
      'would exceed a quota of IAM.',
  ],
};

/** What a review does not show, as sentences. A reviewer reads them before signing. */
export function limitsOf({ roles, guardrails, knownRisks, hasCatalog, comparison }: Reviewed): string[] {
  const managed = roles.some(({ policies }) => policies.some(({ kind }) => kind === 'managed'));
  const notOpened = [...new Set(roles.flatMap((role) => role.notOpened))];
  const boundaries = [...new Set(roles.flatMap(({ definition }) => definition.permissionsBoundaryArn ?? []))];
  const trusted = roles.some(({ assumedBy }) => assumedBy.some(({ kind }) => kind === 'AWS'));
  const unknown = roles.some(hasUnknownAction);
  return [
    'The review describes what the policies allow. It does not show what Upsolver does with it.',
    ...(trusted
      ? ["Whether the trusted AWS account is Upsolver's is not checked: compare it with what Upsolver told you."]
      : []),
    `It looks for the ${knownRisks} known risks that docs/risks.md lists, and for no others. It does not know what ` +
      'the account contains, such as powerful roles to pass or secrets to read.',
    ...(managed
      ? [
          'AWS can change an AWS managed policy at any time. The versions that were reviewed are named; ' +
            'other versions were not.',
        ]
      : []),
    ...(notOpened.length > 0
      ? [
          `The documents of these managed policies are not known, and nothing that they allow is shown: ${notOpened
            .map((arn) => quoteText(arn, MAX_LENGTH))
            .join(', ')}.`,
        ]
      : []),
    ...(boundaries.length > 0
      ? [
          `A permissions boundary is named, but not opened: ${boundaries
            .map((arn) => quoteText(arn, MAX_LENGTH))
            .join(', ')}. It can only take access away.`,
        ]
      : []),
    'Policies of resources, such as buckets, keys and queues, can allow the roles more. They are not included.',
    guardrails === undefined
      ? 'Service control policies, resource control policies and permissions boundaries can deny what is shown as ' +
        'allowed. They are not included.'
      : 'Guardrails are included as far as they were given; the section on them says what was assumed.',
    'Counts of actions are those of Allow statements, on at least some resources. Deny statements are shown, and not ' +
      'subtracted from them.',
    ...(unknown
      ? [
          hasCatalog
            ? 'Some actions have no access level, because the catalog of actions does not have their service.'
            : 'No access levels are shown, because no catalog of actions was given.',
        ]
      : []),
    ...NOT_COMPARED[comparison],
  ];
}

const MAX_LENGTH = 2048;

function hasUnknownAction({ services }: ReviewRole): boolean {
  return services.some(({ actions }) => actions.some(({ level }) => level === undefined));
}
