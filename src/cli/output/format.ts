/**
 * What a command can print: `text` for people, `html` for one page, `json` for programs, `markdown` for pull requests
 * and job summaries,
 * SARIF 2.1.0 for code scanning, annotations of GitHub Actions, and JUnit XML for CI servers.
 */
export const FORMATS = ['text', 'html', 'json', 'markdown', 'sarif', 'github', 'junit'] as const;

export type Format = (typeof FORMATS)[number];
