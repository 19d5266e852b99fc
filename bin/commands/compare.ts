import { parseArgs } from 'node:util';
import { type Comparison, compare, type Difference, isPolicy } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { EXIT } from '../exit.ts';
import { readJsonWithDuplicates } from '../read-json.ts';
import { reply } from '../reply.ts';

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
  const comparison = compare(readPolicyFile(older), readPolicyFile(newer));
  reply(values.json, comparison, () => render(comparison));
  if (comparison.gained.length > 0) return EXIT.refused;
  return comparison.complete ? EXIT.holds : EXIT.undecided;
}

function readPolicyFile(file: string): unknown {
  const { value: found, duplicates } = readJsonWithDuplicates(file);
  const [twice] = duplicates;
  if (twice)
    throw new StrongroomError('input.duplicate-name', `${file} says ${twice.join('.')} twice`, 'write each name once');
  if (!isPolicy(found))
    throw new StrongroomError(
      'input.not-policy',
      `${file} is not a policy document`,
      'write {Version, Statement: […]}',
    );
  return found;
}

function render({ gained, lost, complete }: Comparison): string {
  const all = [
    ...gained.map((difference) => line('+', difference)),
    ...lost.map((difference) => line('-', difference)),
  ];
  const same = complete ? 'Both allow the same.\n' : 'No difference was found.\n';
  return `${all.join('') || same}${complete ? '' : 'Not everything could be decided within the budget.\n'}`;
}

/** What the principal has beside the policies compared, when the difference shows. */
const BESIDE: Readonly<Record<Difference['identity'], string>> = {
  compared: '',
  none: ', without an identity policy',
  everything: ', with an identity policy that allows everything',
  bounded: ', under a permissions boundary that allows nothing',
};

/** Keys that follow from the principal and the resource that are shown. */
const DERIVED = new Set([
  'aws:principalisawsservice',
  'aws:principalaccount',
  'kms:calleraccount',
  'aws:resourceaccount',
]);

/** What differs as a range, and one request of it, which can be tried. */
function line(sign: string, difference: Difference): string {
  const { principal, action, resource, resourceAccount, context, identity, statement, deniedBy, sure, range } =
    difference;
  const keys = Object.entries(context).filter(([key]) => !DERIVED.has(key));
  const by = `by ${statement}${deniedBy === undefined ? '' : `, the other document denies it by ${deniedBy}`}`;
  const who = range.principals.length === 0 ? '' : `${some(range.principals)}: `;
  return [
    `${sign} ${who}${some(range.actions)} on ${some(range.resources)}`,
    `    ${by}${sure ? '' : ' (not decided for certain)'}`,
    ...range.conditions.map((condition) => `    when ${condition}`),
    ...(range.known.length === 0 ? [] : [`    ${range.known.length} known actions: ${some(range.known)}`]),
    ...(range.other.length === 0 ? [] : [`    the other document allows of it: ${some(range.other)}`]),
    `    for example ${principal} ${action} ${resource}`,
    `      resource of account ${resourceAccount}${BESIDE[identity]}`,
    ...keys.map(([key, values]) => `      ${key} = ${values.map((value) => JSON.stringify(value)).join(', ')}`),
    '',
  ].join('\n');
}

const MOST_NAMED = 6;

const some = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
