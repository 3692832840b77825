/** The page that the policies are from, its revision, and where the text of that revision can be read. */
export const PAGE = {
  revision: '2020-11',
  url: 'https://docs.upsolver.com/upsolver-1/getting-started/upsolver-aws-deployment-guide/aws-role-permissions',
  archiveUrl:
    'https://github.com/DimaRabkin/Documentation-1/blob/789f67f1161515a1259d104ac31d88d5650a5258/getting-started/upsolver-aws-deployment-guide/aws-role-permissions.md',
};

export const DOCUMENTATION = 'https://github.com/Upsolver/Documentation';
export const OLD_DOCUMENTATION = 'https://github.com/Upsolver/Documentation_Old';
