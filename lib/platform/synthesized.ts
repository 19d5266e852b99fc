import { basename } from 'node:path';
import { FilesBeside } from '../access/files/beside.ts';
import { readText } from '../access/files/read-text.ts';
import { withAllNested } from '../access/files/templates.ts';

/**
 * The templates of a synth, by file name or, where two share it, by path, with those of nested stacks. The CDK hands its plugins the templates of stacks only, and
 * a nested stack may open what they close.
 * @param templatePaths as a plugin is given them
 */
export function synthesized(templatePaths: readonly string[]): {
  readonly paths: ReadonlyMap<string, string>;
  readonly templates: Map<string, string>;
} {
  const files = withAllNested(templatePaths);
  const names = files.map((path) => basename(path));
  // Two templates of one name, in the folders of two stages or of two nested stacks, go by their paths: the later of them must
  // not hide the earlier.
  const paths = new Map(
    files.map((path) => {
      const name = basename(path);
      return [names.indexOf(name) === names.lastIndexOf(name) ? name : path, path];
    }),
  );
  const beside = new FilesBeside();
  return { paths, templates: new Map([...paths].map(([name, path]) => [name, beside.added(path, readText(path))])) };
}
