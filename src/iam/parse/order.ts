/** The elements of a policy and of a statement, in the order in which they are printed. */
export const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;
