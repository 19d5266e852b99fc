import { access } from '../../config/access.ts';
import { readEntry } from '../../lambdas/ledger.ts';
import { stored } from '../../lambdas/redact/examine.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { mayAdmit } from '../../lib/activity/row-filter/admit.ts';
import type { StoredEvent } from '../../lib/activity/segment/stored.ts';
import { episodesOf, lackOf, type SeenRow, type Step } from '../../lib/episodes/index.ts';
import type { Team } from '../../lib/governance/access-config.ts';
import { FigureCounts, type Figures, type Label, type LossCause, type StringKind } from '../../lib/report/figures.ts';
import { type Cells, columnOf, PLACES, TYPED } from './leakage.ts';
import { published } from './published-places.ts';
import type { Truth } from './truth.ts';
import type { Workspace } from './workspace.ts';

/** A team's visible rows, by segment and seq. */
export type Views = ReadonlyMap<string, ReadonlyMap<string, Cells>>;

/** Places of the labels: in texts by `batch/seq/at`, keys by `batch/seq`. */
interface Labels {
  readonly texts: ReadonlyMap<string, readonly Label[]>;
  readonly keys: ReadonlySet<string>;
}

interface Counted {
  readonly team: Team;
  readonly view: ReadonlyMap<string, Cells>;
  readonly counts: FigureCounts;
}

/**
 * The figures of each team for the recording just ingested. Reads the captured content, so it runs before retention
 * destroys it.
 * @param batches the ingested segments
 */
export async function measureFigures(
  workspace: Workspace,
  truth: Truth | undefined,
  batches: readonly string[],
  views: Views,
): Promise<Record<string, Figures>> {
  const labels = labelsOf(truth);
  const teams = Object.entries(access.teams).map(([name, team]) => ({
    ...{ name, team, view: views.get(name) ?? new Map<string, Cells>(), counts: new FigureCounts() },
  }));
  for (const batch of batches) await countSegment(workspace, batch, labels, teams);
  return Object.fromEntries(
    teams.map(({ name, view, counts }) => {
      return [name, counts.take(stepsOf(view).map(lackOf))];
    }),
  );
}

async function countSegment(
  workspace: Workspace,
  batch: string,
  labels: Labels,
  teams: readonly Counted[],
): Promise<void> {
  const ports = workspace.portsOf('redact');
  const entry = (await readEntry(ports.control, batch))?.entry;
  // A segment that redaction gave up on has no row, so it has nothing that a team could read.
  if (entry?.state !== 'redacted') return;
  const { jurisdiction, day, shard } = entry;
  const { places, hiddenBy } = await published(workspace, batch);
  const { events } = await stored(batch, ports);
  for await (const some of events)
    for (const event of some) {
      if (event.kind === 'path') continue;
      for (const { team, view, counts } of teams) {
        if (!mayAdmit(team.rows, { jurisdiction, day, shard, kind: event.kind })) continue;
        const cells = view.get(`${batch}/${places.get(event.seq)}`);
        countEvent(event, cells, team.columns, labels, batch, counts, hiddenBy.get(event.seq) ?? 'masked');
      }
    }
}

function countEvent(
  event: Exclude<StoredEvent, { kind: 'path' }>,
  cells: Cells | undefined,
  columns: readonly string[],
  labels: Labels,
  batch: string,
  counts: FigureCounts,
  cause: LossCause,
): void {
  const place = `${batch}/${event.seq}`;
  if (event.kind === 'key') {
    if (columns.includes('key_value') && event.d.ph === 'down' && event.d.cls === 'char')
      counts.key(TYPED.test(String(cells?.key_value ?? '')), labels.keys.has(place), cause);
    return;
  }
  if (event.kind === 'screen.frame' && columns.includes('frame')) counts.frame(typeof cells?.frame === 'string', cause);
  for (const [at, text] of textsOf(event)) {
    const column = columnOf(event.kind, at);
    if (column === undefined || !columns.includes(column)) continue;
    const shown = { recorded: text, shown: String(cells?.[column] ?? ''), of: stringOf(event.kind, at) };
    counts.text(shown, labels.texts.get(`${place}/${at}`) ?? [], cause);
  }
}

/** The kinds of strings with a figure of their own, by the kind of their event and their place in it. */
const STRINGS: Readonly<Record<string, StringKind>> = {
  'text/d.text': 'typed',
  'focus/d.title': 'titles',
  'screen.text/d.text': 'screen',
};
const stringOf = (kind: string, at: string): StringKind => STRINGS[`${kind}/${at}`] ?? 'other';

/** The texts of an event that have a column, by their place in the labels. */
function textsOf({ d }: ActivityEvent): [string, string][] {
  const texts = PLACES.map((at): [string, unknown] => [
    at,
    at.split('.').reduce<unknown>((part, name) => (name === 'd' ? d : (part as Cells | undefined)?.[name]), d),
  ]);
  return texts.filter((text): text is [string, string] => typeof text[1] === 'string');
}

function labelsOf(truth: Truth | undefined): Labels {
  const texts = new Map<string, Label[]>();
  const keys = new Set<string>();
  for (const { value, where } of truth?.spans ?? [])
    for (const place of where) {
      if ('seqs' in place) for (const seq of place.seqs) keys.add(`${place.batch}/${seq}`);
      else {
        const at = `${place.batch}/${place.seq}/${place.at}`;
        texts.set(at, [...(texts.get(at) ?? []), { start: place.start, end: place.end, value }]);
      }
    }
  return { texts, keys };
}

/** A session's rows are in several segments; a team that does not see sessions has only the segments. */
function stepsOf(view: ReadonlyMap<string, Cells>): Step[] {
  const rows = [...view.values()] as SeenRow[];
  const sessions = Map.groupBy(rows, ({ session, segment }) => session ?? segment);
  return [...sessions.values()].flatMap((own) =>
    [...episodesOf(own.toSorted((a, b) => Number(a.seq) - Number(b.seq)))].flatMap(({ steps }) => steps),
  );
}
