import type { AccessConfig } from '../../lib/governance/access-config.ts';
import { audienceOf } from '../../lib/governance/participation/audience.ts';
import { type DataOf, PARTICIPATION_ITEMS as ITEMS, readItem } from '../../lib/ledger/index.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { SORT, workerKey } from '../participation.ts';
import type { Settings } from '../settings.ts';
import { type HeldOfWorker, held } from '../worker/held.ts';
import { type ReadView, readsOf, type UnknownDays, unknownReads } from '../worker/readers.ts';
import { csvLines } from './csv.ts';
import type { Made, Writing } from './day.ts';
import { html, list, pageOf, paragraph, tableOf } from './html.ts';
import type { Speech } from './speech.ts';
import { Volume } from './volume.ts';

export interface PackageSettings extends Settings {
  readonly access: AccessConfig;
}

/** What the worker decided and asked for, without the officer who answered. */
interface Decisions {
  readonly objections: readonly DataOf<typeof ITEMS.objection>[];
  readonly agreements: readonly DataOf<typeof ITEMS.consent>[];
  readonly pauses: readonly DataOf<typeof ITEMS.pause>[];
  readonly exemptions: readonly object[];
  readonly requests: readonly object[];
}

interface Overview {
  readonly made: string;
  readonly held: HeldOfWorker;
  readonly readers: ReturnType<typeof audienceOf>;
  readonly reads: readonly ReadView[];
  readonly readsUnknown: readonly UnknownDays[];
  readonly decisions: Decisions;
}

/**
 * The first file of a package: all that the workers' page shows its worker, with nothing cut, as a page, as JSON and as tables.
 * @param expires UTC day on which it is destroyed @param partitions in which rows of the worker are or were
 */
export async function writeOverview(
  participant: string,
  partitions: readonly Partition[],
  expires: string,
  settings: PackageSettings,
  { ports, under, at, speech }: Writing,
): Promise<Made> {
  const overview: Overview = {
    made: at.toISOString(),
    held: await held({ caller: { participant }, ports, settings, now: ports.clock.now() }),
    readers: audienceOf(settings.access),
    reads: await readsOf(partitions, { ports, settings }),
    readsUnknown: await unknownReads(partitions, at, ports),
    decisions: await decisionsOf(participant, ports),
  };
  const volume = new Volume(ports, `${under}expires=${expires}/`, 'overview', at);
  await volume.addText('index.html', [overviewPage(overview, speech)]);
  await volume.addText('data.json', [`${JSON.stringify(overview, null, 2)}\n`]);
  await volume.addText(
    'who-read.csv',
    csvLines(['at', 'who', 'purpose', 'could see', 'days', 'id'], readLines(overview)),
  );
  const destroyed = overview.held.destroyed.map(({ zone, on, why, count, firstDay, lastDay }) => [
    ...[zone, on, why, count, firstDay, lastDay],
  ]);
  await volume.addText('destroyed.csv', csvLines(['kept as', 'on', 'why', 'how many', 'from', 'to'], destroyed));
  return {
    ...{ name: 'overview', ...(await volume.end()), day: null, place: null, number: 1, expires },
    ...{ records: 0, pictures: 0 },
  };
}

const readLines = ({ reads }: Overview) =>
  reads.map(({ at, who, purpose, saw, days, id }) => [
    ...[at, who, purpose, saw.map(({ says }) => says).join('; '), days.join(' '), id],
  ]);

async function decisionsOf(participant: string, { participation }: Ports): Promise<Decisions> {
  const own = async <Row extends (typeof ITEMS)[keyof typeof ITEMS]>(row: Row, prefix: string) =>
    (await Array.fromAsync(participation.query(workerKey(participant), prefix))).map((item) =>
      readItem<Row>(row, item),
    );
  const exemptions = await own(ITEMS.exemption, SORT.exemption);
  const requests = await own(ITEMS.request, SORT.request);
  return {
    objections: await own(ITEMS.objection, SORT.objection),
    agreements: await own(ITEMS.consent, SORT.consent),
    pauses: await own(ITEMS.pause, SORT.pause),
    exemptions: exemptions.map((exemption) => ({
      ...exemption,
      decisions: exemption.decisions.map(({ by: _, ...decision }) => decision),
    })),
    requests: requests.map(({ ordered: _, state: __, ...one }) => one),
  };
}

function overviewPage({ made, held: all, readers, reads, readsUnknown, decisions }: Overview, speech: Speech): string {
  const { own, page, day, number } = speech;
  const heads = [page('what'), page('how-many')];
  const placed = new Set(all.received.map(({ jurisdiction }) => jurisdiction)).size > 1;
  const kind = (line: { kind: string; says: string; jurisdiction: string }) =>
    page(`kind-${line.kind}`, line.says) + (placed ? ` (${speech.place(line.jurisdiction)})` : '');
  const kept = (lines: HeldOfWorker['captured']) =>
    tableOf(
      speech,
      [...heads, page('gone-on')],
      lines.map((line) => [kind(line), line.count, spanOf(speech, line.firstGone, line.lastGone)]),
    );
  const section = (title: string, says: string, lines: readonly unknown[], table: () => unknown) => [
    html`<h3>${page(`${title}-title`)}</h3>`,
    paragraph(says),
    lines.length > 0 ? (table() as ReturnType<typeof tableOf>) : '',
  ];
  const any = (name: string, lines: readonly unknown[], some: string) =>
    page(`${name}-${lines.length > 0 ? some : 'none'}`);
  const { received, captured, redacted, destroyed, notPublished } = all;
  return pageOf(
    speech,
    own('title'),
    paragraph(own('made', { when: speech.moment(made) }), ' ', own('own'), ' ', own('keep')),
    paragraph(own('overview'), ' ', own('files')),
    html`<div class="note">${paragraph(own('raw'))}${paragraph(own('others'))}</div>`,
    html`<h2>${page('held-title')}</h2>`,
    section('received', any('received', received, 'all'), received, () =>
      tableOf(
        speech,
        heads,
        received.map((line) => [kind(line), line.count]),
      ),
    ),
    section('captured', any('captured', captured, 'some'), captured, () => kept(captured)),
    section('redacted', any('redacted', redacted, 'some'), redacted, () => kept(redacted)),
    notPublished.waiting > 0 ? paragraph(own('waiting', { n: number(notPublished.waiting) })) : '',
    notPublished.pictures > 0 ? paragraph(page('pictures-withheld', '', { n: number(notPublished.pictures) })) : '',
    section('destroyed', any('destroyed', destroyed, 'some'), destroyed, () =>
      tableOf(
        speech,
        [...heads, page('gone-on')],
        destroyed.map(({ zone, why, count, firstDay, lastDay, on }) => [
          `${page(zone === 'raw' ? 'as-recorded' : 'as-redacted')}. ${page(`why-${why}`)}. ${page('received-on', '', { days: spanOf(speech, firstDay, lastDay) })}`,
          count,
          day(on),
        ]),
      ),
    ),
    html`<h2>${page('readers-title')}</h2>`,
    readers.map(({ of, says, readers: names }) => [
      html`<h3>${page(`class-${of}`, says)}</h3>`,
      list(
        names.map(({ name, says: what, people, purposes }) =>
          purposes.length > 0
            ? `${page('people', '', { team: name.replaceAll('-', ' ') })} ${page('purpose', '', { purpose: purposes.join('; ') })}`
            : `${people ? '' : ''}${page(`role-${name}`, what)}`,
        ),
      ),
    ]),
    html`<h2>${page('reads-title')}</h2>`,
    reads.length === 0 && readsUnknown.length === 0 ? paragraph(page('reads-none')) : '',
    readsUnknown.map(({ from, to }) =>
      paragraph(page(from === to ? 'reads-unknown-day' : 'reads-unknown', '', { from, to })),
    ),
    reads.length > 0
      ? tableOf(
          speech,
          [page('what'), page('could-see')],
          reads.map(({ at, who, purpose, saw }) => [
            `${speech.moment(at)}: ${who.replaceAll('-', ' ')}. ${page('purpose', '', { purpose })}`,
            list(saw.map(({ id, says }) => page(`sight-${id}`, says))),
          ]),
        )
      : '',
    html`<h2>${own('decisions')}</h2>`,
    decisionsPart(decisions, speech),
  );
}

function decisionsPart({ objections, agreements, pauses, exemptions, requests }: Decisions, speech: Speech) {
  const { own, page, moment } = speech;
  const until = (at: string | null) => (at === null ? page('no-end') : moment(at));
  const spans = (title: string, all: readonly { from: string; until: string | null }[]) =>
    all.map(({ from, until: end }) => `${page(title)}: ${moment(from)} – ${until(end)}`);
  const asked = (requests as { kind: string; asked: string }[]).map(({ kind, asked: at }) =>
    page(`request-${kind}`, kind, { when: moment(at) }),
  );
  const exempt = (
    exemptions as { state: string; ground: string; asked: string; words: string; decisions: { reason: string }[] }[]
  ).map(
    ({ state, ground, asked: at, words, decisions: all }) =>
      `${page(`state-${state}`)}: ${page(`ground-${ground}`, ground)}. ${page('asked-on', '', { when: moment(at) })} ${words} ${all.map(({ reason }) => reason).join(' ')}`,
  );
  const lines = [
    ...spans('object-title', objections),
    ...spans('consent-title', agreements),
    ...spans('pause-start', pauses),
    ...exempt,
    ...asked,
  ];
  return lines.length === 0 ? paragraph(own('decisionsNone')) : list(lines);
}

const spanOf = ({ day, page }: Speech, from: string, to: string): string =>
  from === to ? day(from) : page('from-to', '', { from: day(from), to: day(to) });
