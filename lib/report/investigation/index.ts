export { investigationHtml } from './html.ts';
export { investigationMarkdown } from './markdown.ts';
export { authorityNotice, workersNotice } from './notices.ts';
