import { gateLog, glueReads, items, keys, objects, partitions, statements, unloads } from './calls.ts';
import { KEYS, type Reason, reason } from './reason.ts';
import type { Where } from './where.ts';

type Functions = 'ingest' | 'redact' | 'retain' | 'worker' | 'compact' | 'keep' | 'export' | 'package';

/** The calls of the ports that a function may need, in a place. */
const powersOf = (where: Where) => {
  const { list: listObjects, ...ofObjects } = objects(where);
  return {
    where,
    ...{ ...ofObjects, listObjects },
    ...{ control: items(where, 'control'), participation: items(where, 'participation') },
    ...keys(where),
    ...partitions(where),
    parts: partitions(where, where.lake.rewrites),
  };
};

/** The reasons of each function that handles activity, by the calls that they need. */
const REASONS: Readonly<Record<Functions, (powers: ReturnType<typeof powersOf>) => readonly Reason[]>> = {
  ingest: ({ put, control, participation, mac, publicKey, where }) => [
    reason(
      'stores-segments',
      'what a device sends is kept',
      'objects',
      put('raw', KEYS.segment),
      put('raw', KEYS.frame),
    ),
    reason(
      'reads-gate',
      'nothing is taken while collection is paused',
      'items',
      control.read(['gate', 'deployed', 'retention']),
    ),
    reason('reads-pauses', 'a pause holds whatever the control table says', 'objects', gateLog(where)),
    reason(
      'keeps-ledger',
      'each segment is stored once',
      'items',
      control.read(['segment#a']),
      control.write(['segment#a']),
    ),
    reason(
      'obeys-workers',
      'pauses and exemptions hold',
      'items',
      participation.read(['worker#a', 'held#a']),
      participation.write(['held#a']),
    ),
    reason('makes-pseudonyms', 'no name is stored', 'keys', mac()),
    reason('verifies-certificates', 'a forged certificate opens nothing', 'keys', publicKey('certificates')),
  ],
  redact: ({ put, putInParts, replace, get, control, add }) => [
    reason(
      'reads-raw',
      'segments become rows',
      'objects',
      get('raw', KEYS.segment),
      get('raw', KEYS.frame),
      get('raw', KEYS.carry),
    ),
    reason('keeps-carries', 'a session is judged as a whole', 'objects', put('raw', KEYS.carry)),
    reason(
      'writes-lake',
      'teams have rows to query',
      'objects',
      putInParts('redacted', KEYS.rows),
      putInParts('redacted', KEYS.maskedFrame),
    ),
    reason(
      'keeps-plans',
      'each event is in one file',
      'items',
      control.read(['segment#a', 'plan#a']),
      control.write(['segment#a', 'plan#a']),
    ),
    reason(
      ...(['takes-plans-apart', 'one bad segment keeps no other from the lake', 'objects'] as const),
      replace('redacted', KEYS.rows),
    ),
    reason(
      ...(['says-why', 'what is dead has a reason', 'items'] as const),
      control.read(['failure#a']),
      control.write(['failure#a']),
    ),
    reason('registers-partitions', 'queries find the rows', 'partitions', add()),
  ],
  retain: ({ put, listVersions, uploads, deleteVersions, control, sign, drop, list }) => [
    ...(['raw', 'redacted', 'derived', 'packages'] as const).map((zone) =>
      reason(
        `destroys-${zone}`,
        'promises of deletion are kept',
        'objects',
        listVersions(zone),
        uploads(zone),
        deleteVersions(zone, 'a'),
      ),
    ),
    reason('writes-records', 'deletion can be shown', 'objects', put('audit', KEYS.destruction)),
    reason('tells-teams', 'a team destroys what it took of a copy', 'objects', put('derived', KEYS.notice)),
    reason('signs-records', 'a record cannot be forged', 'keys', sign('signing')),
    reason(
      ...(['keeps-intents', 'a crash loses no deletion', 'items'] as const),
      control.read([
        'destruction',
        'destroying#raw',
        'retention',
        'idempotency#retain#a',
        'erasure',
        'lineage',
        'notice',
        'package',
        'generation',
        'replaced',
        'segment#a',
        'plan#a',
      ]),
      ...['destruction', 'destroying#raw', 'retention', 'idempotency#retain#a', 'erasure', 'replaced', 'notice'].map(
        (pk) => control.write([pk]),
      ),
    ),
    reason('drops-partitions', 'no query looks for files that are gone', 'partitions', list(), drop()),
  ],
  worker: ({ get, control, participation, mac, publicKey, where }) => [
    reason(
      'reads-gate',
      'a worker sees whether collection runs',
      'items',
      control.read(['gate', 'deployed', 'retention']),
    ),
    reason('reads-pauses', 'a pause holds whatever the control table says', 'objects', gateLog(where)),
    reason('reads-reads', 'a worker sees who read', 'items', control.read(['reads#2026-01'])),
    reason(
      'asks-erasure',
      'a worker can have recordings erased',
      'items',
      control.read(['erasure']),
      control.write(['erasure']),
    ),
    reason(
      ...(['keeps-wishes', 'pauses, exemptions and objections hold', 'items'] as const),
      participation.read(['worker#a', 'held#a', 'queue', 'parity', 'packages', 'package#a']),
      participation.write(['worker#a', 'queue', 'parity', 'packages']),
    ),
    reason('hands-over-packages', 'a worker gets the copy that they asked for', 'objects', get('packages', KEYS.piece)),
    reason('makes-pseudonyms', 'a worker finds what is theirs', 'keys', mac()),
    reason('verifies-certificates', 'the page does not repeat a forgery', 'keys', publicKey('certificates')),
  ],
  compact: ({ get, parts, where }) => [
    reason(
      ...(['opens-parts', 'Athena sees the old files and the new', 'parts'] as const),
      ...[parts.add(), parts.list(), parts.drop()],
    ),
    reason('runs-statements', 'rows are put together', 'statements', statements(where)),
    reason('finds-rows', 'rows are put together', 'statements', glueReads(where, where.lake.rewrites)),
    reason('writes-generations', 'queries read few large files', 'writes', unloads(where, KEYS.generation)),
    reason('writes-results', 'Athena writes down what it did', 'writes', unloads(where, KEYS.rewrite)),
    reason(
      'reads-results',
      'what Athena wrote is compared with what lies there',
      'objects',
      get('redacted', KEYS.rewrite),
    ),
  ],
  keep: ({ listObjects, control, list, move, where }) => [
    reason('finds-files', 'each file that landed is put together once', 'objects', listObjects('redacted', KEYS.rows)),
    reason(
      ...(['keeps-generations', 'a crash loses no row', 'items'] as const),
      control.read(['generation', 'replaced', 'erasure', 'segment#a', 'plan#a']),
      control.write(['generation', 'replaced']),
    ),
    reason('moves-partitions', 'readers see the old rows or the new ones', 'partitions', list(), move()),
    reason('has-written', 'who leads readers to rows reads none', 'invoke', [
      { actions: ['lambda:InvokeFunction'], resource: where.arn('lambda', `function:${where.of('compact')}`) },
    ]),
  ],
  export: ({ putInParts, get, control, sign }) => [
    reason('reads-frames', 'a step shows the screen', 'objects', get('redacted', KEYS.maskedFrame)),
    reason('writes-exports', 'a team has its copy', 'objects', putInParts('derived', KEYS.export)),
    reason(
      ...(['keeps-lineage', 'retention finds every copy', 'items'] as const),
      control.read(['erasure']),
      control.write(['lineage']),
    ),
    reason(
      ...(['keeps-progress', 'an export goes on where a run of it ended', 'items'] as const),
      control.read(['export#a']),
      control.write(['export#a']),
    ),
    reason('signs-manifests', 'a manifest cannot be forged', 'keys', sign('signing')),
  ],
  package: ({ putInParts, get, listObjects, control, participation }) => [
    reason(
      'reads-own-rows',
      'a copy holds what is kept of its worker',
      'objects',
      get('redacted', KEYS.rows),
      get('redacted', KEYS.maskedFrame),
      listObjects('redacted', KEYS.generation),
      get('redacted', KEYS.generation),
    ),
    reason('writes-packages', 'a worker finds the copy', 'objects', putInParts('packages', KEYS.piece)),
    reason(
      ...(['finds-recordings', 'a copy holds everything that was received, and its fate', 'items'] as const),
      control.read(['segment#a', 'generation', 'erasure', 'destruction', 'retention', 'reads#2026-01']),
      control.write(['package']),
    ),
    reason(
      ...(['answers-requests', 'each request is answered once', 'items'] as const),
      participation.read(['packages', 'package#a', 'worker#a', 'held#a']),
      participation.write(['packages', 'package#a']),
    ),
  ],
};

/** Every call of the functions that take, redact, keep, hand out and destroy activity, by the adapter that makes it. */
export function dataReasons(where: Where): Readonly<Record<string, readonly Reason[]>> {
  const powers = powersOf(where);
  return Object.fromEntries(Object.entries(REASONS).map(([name, reasons]) => [name, reasons(powers)]));
}
