import type { Need } from '../../access/index.ts';
import { NOTICES, PREFIXES } from '../../activity/zones.ts';
import { STACKS } from '../stacks.ts';
import {
  announce,
  gateLog,
  glueReads,
  items,
  keys,
  type NeededCall,
  objects,
  partitions,
  statements,
  unloads,
} from './calls.ts';
import type { Where } from './where.ts';

/** One reason for which a function calls AWS, with the adapters' calls for it. */
interface Reason {
  readonly what: string;
  readonly why: string;
  readonly calls: readonly NeededCall[];
  readonly source: string;
}

const ADAPTERS = {
  objects: 'lib/storage/aws/objects.ts',
  items: 'lib/storage/aws/control.ts',
  keys: 'lib/storage/aws/keys.ts',
  partitions: 'lib/storage/aws/catalog.ts',
  parts: 'lib/storage/aws/rewrite-table.ts',
  statements: 'https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html',
  writes: 'https://docs.aws.amazon.com/athena/latest/ug/unload.html',
  invoke: 'lib/storage/aws/invoke.ts',
  announcer: 'lib/storage/aws/announcer.ts',
  history: 'lib/storage/aws/query-history.ts',
  templates: 'lib/storage/aws/deployment.ts',
} as const;

/** A key of each kind of object, as the functions write them. */
const KEYS = {
  segment: `${PREFIXES.segments}jurisdiction=XA/day=2026-01-02/shard=00/a/b.ndjson.gz`,
  frame: `${PREFIXES.rawFrames}jurisdiction=XA/day=2026-01-02/shard=00/a/1.png`,
  carry: `${PREFIXES.carries}jurisdiction=XA/day=2026-01-02/shard=00/a/b.json`,
  rows: `${PREFIXES.table}jurisdiction=XA/day=2026-01-02/shard=00/a.parquet`,
  generation: `${PREFIXES.generations}jurisdiction=XA/day=2026-01-02/shard=00/1-a/0.parquet`,
  rewrite: `${PREFIXES.rewrites}a-manifest.csv`,
  maskedFrame: `${PREFIXES.maskedFrames}jurisdiction=XA/a/day=2026-01-02/a/0.tar`,
  destruction: `${PREFIXES.destructions}day=2026-01-02/a.json`,
  inventory: `${PREFIXES.inventories}2026-01-02/a.json`,
  reads: `${PREFIXES.reads}day=2026-01-02/a.jsonl`,
  gate: `${PREFIXES.gate}a.json`,
  proof: `${PREFIXES.proofs}2026-01-02/a.json`,
  certificate: `${PREFIXES.certificates}a.json`,
  text: `${PREFIXES.texts}day=2026-01-02/strongroom-team-a/a.json`,
  notice: `cua-trainers/${NOTICES}ex_a.json`,
  piece: 'pk_a/expires=2026-01-02/XA-2026-01-01-1-a/000000',
  export: 'cua-trainers/a/expires=2026-01-02/manifest.json',
} as const;

const trailFile = ({ account, region }: Where): string =>
  `${PREFIXES.trail}${account}/CloudTrail/${region}/2026/01/02/a.json.gz`;

type Functions =
  | 'ingest'
  | 'redact'
  | 'retain'
  | 'worker'
  | 'sentinel'
  | 'page'
  | 'revoke'
  | 'compact'
  | 'keep'
  | 'inventory'
  | 'queries'
  | 'reads'
  | 'export'
  | 'package';

/** Every call of every function, by the adapter that makes it. */
function reasons(where: Where, teams: readonly string[]): Readonly<Record<Functions, readonly Reason[]>> {
  const { put, putInParts, replace, get, list: listObjects, listVersions, uploads, deleteVersions } = objects(where);
  const control = items(where, 'control');
  const participation = items(where, 'participation');
  const { mac, sign, publicKey } = keys(where);
  const { add, drop, list, move } = partitions(where);
  const parts = partitions(where, where.lake.rewrites);
  const reason = (task: string, why: string, source: keyof typeof ADAPTERS, ...calls: NeededCall[][]): Reason => ({
    what: task,
    why,
    calls: calls.flat(),
    source: ADAPTERS[source],
  });
  return {
    ingest: [
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
    redact: [
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
    retain: [
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
    worker: [
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
      reason(
        'hands-over-packages',
        'a worker gets the copy that they asked for',
        'objects',
        get('packages', KEYS.piece),
      ),
      reason('makes-pseudonyms', 'a worker finds what is theirs', 'keys', mac()),
      reason('verifies-certificates', 'the page does not repeat a forgery', 'keys', publicKey('certificates')),
    ],
    sentinel: [
      reason(
        'pauses',
        'collection stops when policies change',
        'items',
        control.read(['gate', 'restart']),
        control.write(['gate']),
      ),
      reason('reads-pauses', 'whether a pause stands is not asked of the control table', 'objects', gateLog(where)),
      reason(
        ...(['acts-once', 'an event that comes twice pauses once', 'items'] as const),
        control.read(['idempotency#sentinel#a']),
        control.write(['idempotency#sentinel#a']),
      ),
      reason('files-pauses', 'nobody can take a pause back', 'objects', put('audit', KEYS.gate)),
      reason('files-proofs', 'nobody can take back what was found of the account', 'objects', put('audit', KEYS.proof)),
      reason(
        ...(['reads-once', 'a hundred calls at once are one reading', 'items'] as const),
        control.read(['proof']),
        control.write(['proof']),
      ),
      reason('tells-people', 'approvers hear whether the claims still hold', 'announcer', announce(where)),
    ],
    compact: [
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
    keep: [
      reason(
        'finds-files',
        'each file that landed is put together once',
        'objects',
        listObjects('redacted', KEYS.rows),
      ),
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
    inventory: [
      ...(['raw', 'redacted', 'derived', 'packages'] as const).map((zone) =>
        reason(
          `lists-${zone}`,
          'data without an item in the ledger is found',
          'objects',
          listVersions(zone),
          listObjects(zone, ''),
        ),
      ),
      ...(['queries', 'audit'] as const).map((zone) =>
        reason(`lists-${zone}`, 'data without an item in the ledger is found', 'objects', listObjects(zone, '')),
      ),
      reason('files-findings', 'what was found can be looked up', 'objects', put('audit', KEYS.inventory)),
      reason(
        ...(['reads-ledger', 'each object is compared with its item', 'items'] as const),
        control.read([
          ...['segment#a', 'plan#a', 'lineage', 'notice', 'package', 'erasure', 'destruction', 'destroying#raw'],
          ...['generation', 'replaced'],
        ]),
      ),
      reason('lists-partitions', 'queries find what the ledger says', 'partitions', list()),
    ],
    queries: [
      reason(
        'fetches-texts',
        'what was asked is known after Athena has forgotten it',
        'history',
        teams.map((team) => ({
          actions: ['athena:GetQueryExecution', 'athena:ListQueryExecutions'],
          resource: where.arn('athena', `workgroup/${where.team(team)}`),
        })),
      ),
      reason('saves-texts', 'what was asked can be looked up', 'objects', put('queries', KEYS.text)),
      reason('finds-texts', 'a text is fetched once', 'objects', listObjects('queries', KEYS.text)),
    ],
    reads: [
      reason('reads-trail', 'workers are told who read', 'objects', [
        { actions: ['s3:GetObject'], resource: where.object('audit', trailFile(where)) },
        {
          actions: ['kms:Decrypt'],
          resource: `alias/${where.of('audit')}`,
          context: {
            ...where.via('s3'),
            'kms:EncryptionContext:aws:cloudtrail:arn': where.arn('cloudtrail', `trail/${where.of('trail')}`),
          },
        },
      ]),
      reason('lists-trail', 'workers are told who read', 'objects', listObjects('audit', trailFile(where))),
      reason('reads-texts', 'workers are told what was read', 'objects', get('queries', KEYS.text)),
      reason('lists-texts', 'workers are told what was read', 'objects', listObjects('queries', KEYS.text)),
      reason(
        'knows-tables',
        'a read is reported with what could be read then',
        'templates',
        STACKS.map((stack) => ({
          actions: ['cloudformation:GetTemplate'],
          resource: where.arn('cloudformation', `stack/${where.of(stack)}/00000000-0000-0000-0000-000000000000`),
        })),
      ),
      reason('keeps-reads', 'what was found can be checked later', 'objects', put('audit', KEYS.reads)),
      reason(
        ...(['writes-reads', 'a day that was read is read once', 'items'] as const),
        control.read(['reads#2026-01']),
        control.write(['reads#2026-01']),
      ),
    ],
    export: [
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
    package: [
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
    page: [],
    // Its calls go to Lake Formation alone (lake.ts).
    revoke: [],
  };
}

/** Every function's own calls, and Lambda's calls to run it. */
export function functionNeeds(where: Where, teams: readonly string[], comprehend: boolean): Need[] {
  const own = Object.entries(reasons(where, teams)).flatMap(([name, list]) => [
    ...list.flatMap(({ what, why, calls, source }) =>
      calls.map(
        (call, at): Need => ({
          ...call,
          id: `${name}/${what}${calls.length > 1 ? `-${at + 1}` : ''}`,
          kind: 'call',
          principal: where.role(where.of(name)),
          why,
          source,
        }),
      ),
    ),
    ...running(where, name),
  ]);
  const all = [...own, ...running(where, 'prove', 'sentinel')];
  return comprehend ? [...all, asksModel(where)] : all;
}

/** Comprehend has no resources that a policy could name. */
const asksModel = (where: Where): Need => ({
  id: 'redact/asks-model',
  kind: 'call',
  principal: where.role(where.of('redact')),
  actions: ['comprehend:DetectPiiEntities'],
  resource: '*',
  why: 'prose is read by a model too',
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html',
});

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html, https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function running(where: Where, name: string, as = name): Need[] {
  const role = where.role(where.of(as));
  const stream = `log-group:/aws/lambda/${where.of(name)}:log-stream:2026/01/02/[1]a`;
  return [
    {
      id: `${name}/runs`,
      kind: 'call',
      principal: 'lambda.amazonaws.com',
      actions: ['sts:AssumeRole'],
      resource: role,
      why: 'Lambda can run the function',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    },
    {
      id: `${name}/logs`,
      kind: 'call',
      principal: role,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: where.arn('logs', stream),
      why: 'a failure can be seen',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    },
    {
      id: `${name}/traces`,
      kind: 'call',
      principal: role,
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      resource: '*',
      why: 'a slow call can be found',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
    },
  ];
}
