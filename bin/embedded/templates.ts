/** The templates of a folder, as every command reads them. */
export { readAllTemplates, readTemplates } from '../../lib/access/files/templates.ts';
