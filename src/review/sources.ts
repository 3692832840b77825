import type { Source } from '../upsolver/catalogue/statements.js';
import type { ReviewSource } from './types.js';

/** Who publishes a page, by what the name of the source says, and where. More specific names come first. */
const PUBLISHERS: readonly (readonly [part: string, url: string])[] = [
  ['github.com/Upsolver/Documentation_Old', 'https://github.com/Upsolver/Documentation_Old'],
  ['github.com/Upsolver/Documentation', 'https://github.com/Upsolver/Documentation'],
  ['docs.upsolver.com', 'https://docs.upsolver.com/'],
  ['Amazon Athena User Guide', 'https://docs.aws.amazon.com/athena/latest/ug/what-is.html'],
  ['Lake Formation', 'https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html'],
];

/** The repository of Upsolver's documentation, revision of November 2020. */
const SOURCE_PAGE_URL = 'https://github.com/Upsolver/Documentation';

/** AWS's reference of an AWS managed policy. */
export function managedPolicyUrl(name: string): string {
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;
}

/** A source in words, with a link to its publisher. */
export function toReviewSource(source: Source): ReviewSource {
  switch (source.kind) {
    case 'source-page':
      return { text: `"AWS role permissions", table "${source.table}"`, url: SOURCE_PAGE_URL };
    case 'public-page': {
      const publisher = PUBLISHERS.find(([part]) => source.page.includes(part));
      return { text: source.page, ...(publisher && { url: publisher[1] }) };
    }
    case 'derived':
      return { text: `derived from ${source.from}` };
  }
}
