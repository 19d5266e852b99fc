import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type AcceptedChange, readAcceptedChanges } from '../../lib/governance/accepted-changes.ts';
import { differenceHtml } from '../../lib/report/difference/html.ts';
import { differenceJunit } from '../../lib/report/difference/junit.ts';
import { differenceMarkdown } from '../../lib/report/difference/markdown.ts';
import { differenceSarif } from '../../lib/report/difference/sarif.ts';
import { differenceText } from '../../lib/report/difference/text.ts';
import { type DifferenceView, itemsOf } from '../../lib/report/difference/view.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { comparedAs } from '../embedded/compare-assemblies.ts';
import { readBoth } from '../embedded/described.ts';
import { commitOf, withRevisions } from '../embedded/synthesize-revision.ts';
import { EXIT } from '../exit.ts';
import { styleFor } from '../style.ts';

const FORMATS = {
  text: (view: DifferenceView, whole: boolean) => differenceText(view, styleFor(process.stdout), whole),
  markdown: differenceMarkdown,
  json: (view: DifferenceView) => `${JSON.stringify(view)}\n`,
  sarif: (view: DifferenceView) => differenceSarif(view, packageJson.version),
  junit: differenceJunit,
  html: differenceHtml,
} as const;

/** `strongroom diff OLD NEW`: exit 1 when access widens or a claim falls without an acceptance in force. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      git: { type: 'string' },
      claims: { type: 'string' },
      accepted: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
      details: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const format = formatOf(values.json ? 'json' : (values.format ?? 'text'));
  const accepted = values.accepted === undefined ? [] : acceptedIn(values.accepted);
  const view =
    values.git === undefined
      ? comparedAs(foldersOf(positionals), readBoth(foldersOf(positionals), values.claims), accepted, [])
      : compareRevisions(values.git, values.claims, accepted);
  process.stdout.write(FORMATS[format](view, values.details ?? false));
  if (itemsOf(view).some(({ fails }) => fails)) return EXIT.refused;
  return view.complete ? EXIT.holds : EXIT.undecided;
}

/** Before anything was accepted there is no file, and a name that is written wrongly accepts nothing either. */
function acceptedIn(file: string): readonly AcceptedChange[] {
  if (existsSync(file)) return readAcceptedChanges(bytesOf(file));
  process.stderr.write(`there is no ${file}: nothing is accepted\n`);
  return [];
}

const isFormat = (name: string): name is keyof typeof FORMATS => Object.hasOwn(FORMATS, name);

function formatOf(name: string): keyof typeof FORMATS {
  if (isFormat(name)) return name;
  throw new StrongroomError('usage', `there is no format ${name}`, `choose one of ${Object.keys(FORMATS).join(', ')}`);
}

function foldersOf([older, newer, ...rest]: readonly string[]): readonly [string, string] {
  if (older === undefined || newer === undefined || rest.length > 0)
    throw new StrongroomError(
      'usage',
      'two synthesized apps are compared',
      'strongroom diff OLD NEW, both folders of `npx cdk synth -o`; or strongroom diff --git main..HEAD',
    );
  return [older, newer];
}

function compareRevisions(
  range: string,
  claims: string | undefined,
  accepted: readonly AcceptedChange[],
): DifferenceView {
  const [older, newer = 'HEAD', ...rest] = range.split('..');
  if (!older || rest.length > 0 || newer === '')
    throw new StrongroomError('usage', `${range} is no range of revisions`, 'write --git main..HEAD');
  const [commit, other] = [commitOf(older), commitOf(newer)];
  if (commit === other) return sameCommit(older, newer, commit);
  return withRevisions([older, newer], (assemblies) => {
    const dirs = assemblies.map(({ dir }) => dir) as [string, string];
    const refused = [older, newer].filter((_, at) => assemblies[at]?.refused);
    const notes = refused.map((name) => `${name} does not synthesize by its own rules: a claim or a check refuses it.`);
    return comparedAs([older, newer], readBoth(dirs, claims), accepted, notes);
  });
}

/** One commit is one app: nothing of it needs to be synthesized to say that. */
const sameCommit = (older: string, newer: string, commit: string): DifferenceView => ({
  ...{ verdict: 'same', changes: [], settings: [], claims: [], kept: [], textOnly: 0, complete: true },
  ...{ older, newer, accepted: [], expired: [] },
  notes: [`${older} and ${newer} are the same commit, ${commit.slice(0, 12)}: what is not committed is not compared.`],
});

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new StrongroomError('input.unreadable', `${file} cannot be read`, 'check the path');
  }
}
