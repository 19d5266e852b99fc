import { COLUMNS } from '../../lib/activity/columns.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { bundledFrameOf } from '../../lib/activity/raw-keys.ts';
import { nth } from '../../lib/activity/there.ts';
import type { PackageVolume } from '../../lib/ledger/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { BundledFrames } from '../bundled-frames.ts';
import type { RevisedEntry } from '../ledger.ts';
import { csvLines } from './csv.ts';
import { html, pageOf, paragraph, tableOf } from './html.ts';
import { type OwnRow, rowsOf, SHOWN } from './rows.ts';
import type { Speech } from './speech.ts';
import { Volume } from './volume.ts';

/** Everything that was received of a worker on one UTC day in one place. */
export interface OwnDay {
  readonly place: string;
  readonly day: string;
  readonly entries: readonly RevisedEntry[];
  /** UTC day on which its files are destroyed. */
  readonly expires: string;
}

export interface Made extends PackageVolume {
  readonly name: string;
}

/** Bytes after which a day goes on in another file. */
const MOST_BYTES = 256 * 1024 * 1024;

/** How a file is written: where, at which time, and in whose language. */
export interface Writing {
  readonly ports: Ports;
  /** Prefix of the package in the zone. */
  readonly under: string;
  readonly at: Date;
  readonly speech: Speech;
  readonly mostBytes?: number;
}

/**
 * The files of one day: records as CSV and JSON, masked frames as PNG, a page that shows them. A day with very many pictures has
 * several files, of which the first holds the records.
 * @throws StrongroomError package.incomplete when rows that the ledger counts are not found
 */
export async function writeDay(own: OwnDay, writing: Writing): Promise<Made[]> {
  const { ports, mostBytes = MOST_BYTES } = writing;
  const rows = await rowsOf(own.entries, ports);
  checkWhole(own, rows);
  const frames = rows.filter(({ frame }) => frame !== null);
  const made: Made[] = [];
  const bundles = new BundledFrames(ports.objects);
  let at = 0;
  let gone = 0;
  for (let number = 1; number === 1 || at < frames.length; number++) {
    const name = `${own.place}-${own.day}-${number}`;
    const expires = `${writing.under}expires=${own.expires}/`;
    const volume = new Volume(ports, expires, name, writing.at);
    const first = number === 1 ? rows : [];
    if (number === 1) await writeRecords(volume, rows);
    const shown: OwnRow[] = [];
    for (; at < frames.length && volume.bytes < mostBytes; at++) {
      const row = nth(frames, at);
      const bytes = await bundles.get(String(row.frame));
      if (bytes === undefined) {
        gone++;
        continue;
      }
      await volume.addFile(pictureOf(row.frame), bytes);
      shown.push(row);
    }
    const last = at >= frames.length;
    await volume.addText('index.html', [dayPage(own, writing.speech, first, shown, last ? gone : 0, number)]);
    made.push({
      ...{ name, ...(await volume.end()), day: own.day, place: own.place, number, expires: own.expires },
      ...{ records: first.length, pictures: shown.length },
    });
  }
  return made;
}

function checkWhole({ entries }: OwnDay, rows: readonly OwnRow[]): void {
  const found = new Set(rows.map(({ segment }) => segment));
  if (entries.every(({ batch, entry }) => (entry.outcome?.rows ?? 0) === 0 || found.has(batch))) return;
  throw new StrongroomError(
    'package.incomplete',
    'rows that the ledger counts are not where it says, so the package would not be whole',
    'look at the inventory; the next run tries again, and the request stays open',
  );
}

async function writeRecords(volume: Volume, rows: readonly OwnRow[]): Promise<void> {
  const shown = (row: OwnRow): OwnRow =>
    row.frame === null ? row : { ...row, frame: pictureOf(row.frame as string | null) };
  function* json(): Generator<string> {
    yield '[\n';
    for (const [i, row] of rows.entries()) {
      const filled = Object.fromEntries(Object.entries(shown(row)).filter(([, value]) => value !== null));
      yield `${JSON.stringify(filled)}${i < rows.length - 1 ? ',' : ''}\n`;
    }
    yield ']\n';
  }
  function* cells() {
    for (const row of rows) yield SHOWN.map((name) => shown(row)[name]);
  }
  await volume.addText('records.csv', csvLines(SHOWN, cells()));
  await volume.addText('records.json', json());
  const columns = COLUMNS.filter(({ name }) => SHOWN.includes(name)).map(({ name, purpose }) => [name, purpose]);
  await volume.addText('columns.csv', csvLines(['column', 'meaning'], columns));
}

/** Where a picture is inside the file: the id of its recording, and the number of its row. */
function pictureOf(frame: unknown): string {
  const at = bundledFrameOf(String(frame));
  return at === undefined ? '' : `pictures/${at.batch}-${at.name}`;
}

function dayPage(
  { day, place }: OwnDay,
  speech: Speech,
  rows: readonly OwnRow[],
  pictures: readonly OwnRow[],
  gone: number,
  number: number,
): string {
  const { own, page } = speech;
  const kinds = [...Map.groupBy(rows, ({ kind }) => String(kind))].map(([kind, some]) => [
    page(`kind-${kind}`, kind),
    some.length,
  ]);
  const files = html`<ul><li><a href="records.csv">records.csv</a> (${own('spreadsheet')})</li>
<li><a href="records.json">records.json</a></li><li><a href="columns.csv">columns.csv</a> (${own('english')})</li></ul>`;
  return pageOf(
    speech,
    own('dayTitle', { day: speech.day(day), place: speech.place(place) }),
    paragraph(own('own'), ' ', own('keep')),
    paragraph(own('others')),
    number === 1
      ? [
          html`<h2>${own('records')}</h2>`,
          paragraph(own('recordsWhat')),
          tableOf(speech, [page('what'), page('how-many')], kinds),
          files,
        ]
      : paragraph(own('picturesIn')),
    html`<h2>${own('pictures')}</h2>`,
    gone > 0 ? paragraph(own('picturesGone', { n: speech.number(gone) })) : '',
    pictures.map(
      ({ frame, occurred_at }) =>
        html`<figure><img src="${pictureOf(frame)}" alt="" loading="lazy"><figcaption>${speech.moment(String(occurred_at))}</figcaption></figure>
`,
    ),
  );
}
