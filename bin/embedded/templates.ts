import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { readText } from '../read-json.ts';

/** The templates of a cloud assembly, by file name. */
export function readTemplates(dir: string): Map<string, string> {
  const names = existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith('.template.json'))
        .sort()
    : [];
  if (names.length === 0)
    throw new StrongroomError(
      'templates.missing',
      `there is no synthesized template in ${dir}`,
      'run `npx cdk synth`, or name its output folder',
    );
  return new Map(names.map((name) => [name, readText(join(dir, name))]));
}
