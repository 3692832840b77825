/** Reviews of roles: everything that a security reviewer needs to approve them, as data, HTML and Markdown. */
export { readApproved, type Approved, type ApprovedPolicy } from './approved.js';
export { toHtml } from './html/page.js';
export { toMarkdown } from './markdown/page.js';
export { reviewOf, type ReviewOptions } from './review.js';
export type * from './types.js';
