/** What a synthesized app says of where it is deployed, and where its constructs stand in the code. */
export { environmentOf, sourcesOf } from '../../lib/access/files/assembly.ts';
