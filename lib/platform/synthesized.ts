import { basename } from 'node:path';
import { FilesBeside } from '../access/files/beside.ts';
import { readText } from '../access/files/read-text.ts';
import { withAllNested } from '../access/files/templates.ts';

/**
 * The templates of a synth, by file name, with those of nested stacks. The CDK hands its plugins the templates of stacks only, and
 * a nested stack may open what they close.
 * @param templatePaths as a plugin is given them
 */
export function synthesized(templatePaths: readonly string[]): {
  readonly paths: ReadonlyMap<string, string>;
  readonly templates: Map<string, string>;
} {
  const paths = new Map(withAllNested(templatePaths).map((path) => [basename(path), path]));
  const beside = new FilesBeside();
  return { paths, templates: new Map([...paths].map(([name, path]) => [name, beside.added(path, readText(path))])) };
}
