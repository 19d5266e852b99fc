import { parseArgs } from 'node:util';
import { compare } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';
import { readJson } from '../read-json.ts';

/** `strongroom compare OLD NEW`: exit 1 when the new policy document allows what the old one does not. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [older, newer, ...rest] = positionals;
  if (older === undefined || newer === undefined || rest.length > 0)
    throw new StrongroomError('usage', 'two policy documents are compared', 'strongroom compare OLD.json NEW.json');
  const comparison = compare(readJson(older), readJson(newer));
  if (values.json) process.stdout.write(`${JSON.stringify(comparison)}\n`);
  else process.stdout.write(render(comparison));
  if (comparison.gained.length > 0) return EXIT.refused;
  return comparison.complete ? EXIT.holds : EXIT.undecided;
}

function render({ gained, lost, complete }: ReturnType<typeof compare>): string {
  const lines = (sign: string, differences: typeof gained) =>
    differences.map(
      ({ principal, action, resource, statement, sure }) =>
        `${sign} ${principal} ${action} ${resource}\n    by ${statement}${sure ? '' : ' (not decided for certain)'}\n`,
    );
  const all = [...lines('+', gained), ...lines('-', lost)];
  return `${all.join('') || 'Both allow the same.\n'}${complete ? '' : 'Not everything could be decided within the budget.\n'}`;
}
