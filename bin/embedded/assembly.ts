export { environmentOf, sourcesOf } from '../../lib/access/files/assembly.ts';
