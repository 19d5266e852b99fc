/** The deployment target of a synthesized app, and its constructs' lines in the code. */
export { environmentOf, sourcesOf } from '../../lib/access/files/assembly.ts';
