import type { Source } from '../upsolver/catalogue/statements.js';
import type { ReviewSource } from './types.js';

/** AWS's reference of an AWS managed policy. */
export function managedPolicyUrl(name: string): string {
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;
}

/** A source in words, with a link to it, and to its archived text if there is one. */
export function toReviewSource(source: Source): ReviewSource {
  switch (source.kind) {
    case 'source-page': {
      const { table, revision, url, archiveUrl } = source;
      return { text: `"AWS role permissions", table "${table}", revision ${revision}`, url, archiveUrl };
    }
    case 'public-page':
      return { text: source.page, url: source.url };
    case 'derived':
      return { text: `derived from ${source.from}` };
  }
}
