/** The templates of a place, as every command reads them. */
export { readAllTemplates, readTemplates } from '../../lib/access/files/templates.ts';
