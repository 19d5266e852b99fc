/** The templates of a folder, as every command reads them. */
export { folderOf, readAllTemplates, readTemplates } from '../../lib/access/files/templates.ts';
