/** What a command can print, and what that is for. */
export const FORMATS = {
  text: 'people',
  html: 'one page that needs nothing else, for people to read and print',
  json: 'programs; `--json` is short for it',
  'json-summary': 'programs that need only counts and codes, on one line; `--json=summary` is short for it',
  markdown: 'pull requests and job summaries',
  sarif: 'code scanning services, SARIF 2.1.0; `--sarif` is short for it',
  github: 'annotations of GitHub Actions',
  junit: 'CI servers, JUnit XML',
} as const;

export type Format = keyof typeof FORMATS;
