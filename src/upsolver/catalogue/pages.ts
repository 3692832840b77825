/** The page that the catalogue implements: Upsolver's documentation, "AWS role permissions". */
export const SOURCE_PAGE = {
  /** Year and month of the text that the catalogue implements. */
  revision: '2020-11',
  /** Where Upsolver publishes the page. Its text has changed since. */
  url: 'https://docs.upsolver.com/upsolver-1/getting-started/upsolver-aws-deployment-guide/aws-role-permissions',
  /** The text of that revision, in a public copy of Upsolver's repository. */
  archiveUrl:
    'https://github.com/DimaRabkin/Documentation-1/blob/789f67f1161515a1259d104ac31d88d5650a5258/getting-started/' +
    'upsolver-aws-deployment-guide/aws-role-permissions.md',
} as const;

/** Upsolver's documentation from November 2020 on, as a repository. */
export const DOCUMENTATION = 'https://github.com/Upsolver/Documentation';

/** Upsolver's documentation until March 2020, as a repository. */
export const OLD_DOCUMENTATION = 'https://github.com/Upsolver/Documentation_Old';

/** The oldest revision of "AWS role permissions" with complete policies. */
export const FIRST_REVISION =
  'https://github.com/Upsolver/Documentation_Old/blob/bee36eb20a862e86f67629b0c9a0d3de9c77489c/Deployments/AWS/' +
  'role-permissions.md';
