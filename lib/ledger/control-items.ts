import { approvalSchema, proposalSchema } from '../governance/gate/certificate.ts';
import { gateSchema } from '../governance/gate/gate.ts';
import { EVIDENCE } from './evidence.ts';
import { exportFile, exportMade, exportPart, exportPlan, exportSources } from './exports.ts';
import type { ItemRow } from './item.ts';
import { readsDay, readsLine } from './reads.ts';
import { begun, carryPlace, framePlace, planEntry, segmentEntry, sessionPlace } from './segment.ts';
import {
  deployed,
  destroying,
  destruction,
  erasureOrder,
  failure,
  generation,
  idempotency,
  lineage,
  liveProof,
  notice,
  packageLineage,
  replaced,
  retentionRun,
} from './work.ts';

/**
 * Days for which the ledger remembers a segment of which nothing is left. Every later question about it ends before
 * that: a dead letter expires after 14 days, and retention that is two days late stops collection.
 */
const REMEMBERED = 14;

const control = <const Row extends Omit<ItemRow, 'table'>>(row: Row) => ({ table: 'control' as const, ...row });

/**
 * Every item of the control table. The permissions on the table are derived from it, and `writeItem` creates no other
 * item. People and the sentinel write `gate`, but no code relies on it: the audit zone decides whether collection is
 * paused (lib/governance/gate/log.ts). `restart` holds the content that a certificate signs, so only the governor
 * writes it. Who can undo what: docs/threat-model.md.
 */
export const CONTROL_ITEMS = {
  gate: control({
    ...{ pk: 'gate', sk: 'state', schema: gateSchema },
    reads: ['ingest', 'governor', 'worker', 'sentinel'],
    writes: ['governor', 'sentinel'],
    ends: { stays: 'there is one, which the next replaces' },
    says: 'whether collection runs, and under which certificate',
  }),
  proposal: control({
    ...{ pk: 'restart', sk: 'proposal#{id}', schema: proposalSchema },
    reads: ['governor', 'sentinel'],
    writes: ['governor'],
    ends: { after: 'told', days: EVIDENCE },
    says: 'a restart that was asked for, and by whom',
  }),
  approval: control({
    ...{ pk: 'restart', sk: 'approval#{place}#{proposal}#{person}', schema: approvalSchema },
    reads: ['governor', 'sentinel'],
    writes: ['governor'],
    ends: { after: 'told', days: EVIDENCE },
    says: 'who approved a restart',
  }),
  deployed: control({
    ...{ pk: 'deployed', sk: 'templates', schema: deployed },
    reads: ['ingest', 'governor', 'worker'],
    writes: ['governor'],
    ends: { stays: 'there is one, which the next replaces' },
    says: 'which templates are deployed',
  }),
  proof: control({
    ...{ pk: 'proof', sk: 'last', schema: liveProof },
    reads: ['sentinel', 'governor'],
    writes: ['sentinel'],
    ends: { stays: 'there is one, which the next replaces' },
    says: 'when the claims were last decided for the account as it is, and with which result',
  }),
  retention: control({
    ...{ pk: 'retention', sk: 'last', schema: retentionRun },
    reads: ['ingest', 'retain', 'governor', 'worker', 'package'],
    writes: ['retain'],
    ends: { stays: 'there is one, which the next replaces' },
    says: 'when retention last came to its end',
  }),
  segment: control({
    ...{ pk: 'segment#{batch}', sk: 'ledger', schema: segmentEntry },
    reads: ['ingest', 'redact', 'retain', 'worker', 'keep', 'inventory', 'package'],
    writes: ['ingest', 'redact'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'that a recording came, when, under which pseudonym, in which session and place, a hash of it, how many values of each type were hidden in it, and which file its rows went into',
  }),
  place: control({
    ...{ pk: 'segment#{worker}#{session}', sk: 'index#{index}', schema: sessionPlace },
    reads: ['ingest', 'redact', 'retain'],
    writes: ['ingest'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'which recordings of a session follow each other, and hashes by which that is checked',
  }),
  frame: control({
    ...{ pk: 'segment#{batch}', sk: 'frame#{sha256}', schema: framePlace },
    reads: ['ingest', 'redact', 'retain', 'inventory'],
    writes: ['ingest'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'which pictures of the screen came with a recording, by a hash of each',
  }),
  carry: control({
    ...{ pk: 'segment#{worker}#{session}', sk: 'carry#{index}', schema: carryPlace },
    reads: ['redact'],
    writes: ['redact'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'where redaction keeps what the recordings of a session must know of each other',
  }),
  begun: control({
    ...{ pk: 'segment#{batch}', sk: 'begun', schema: begun },
    reads: ['redact'],
    writes: ['redact'],
    ends: { after: 'written', days: 30 },
    says: 'how often redaction of a recording was begun and did not come to an end',
  }),
  plan: control({
    ...{ pk: 'plan#{id}', sk: 'plan', schema: planEntry },
    reads: ['redact', 'retain', 'keep', 'inventory'],
    writes: ['redact'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'which recordings went into one file of the lake',
  }),
  failure: control({
    ...{ pk: 'failure#{id}', sk: 'last', schema: failure },
    reads: ['redact', 'operator'],
    writes: ['redact'],
    // The dead letters are kept for 14 days at most; a lost reason costs only the answer to "why".
    ends: { after: 'written', days: 30 },
    says: 'why a recording could not be redacted',
  }),
  erasure: control({
    ...{ pk: 'erasure', sk: '{request}#{part}', schema: erasureOrder },
    reads: ['retain', 'export', 'worker', 'keep', 'inventory', 'package'],
    writes: ['retain', 'worker'],
    ends: { after: 'closed', days: EVIDENCE },
    says: 'which recordings somebody asked to have erased, and when; not who',
  }),
  lineage: control({
    ...{ pk: 'lineage', sk: '{team}#{export}#{part}', schema: lineage },
    reads: ['retain', 'inventory'],
    writes: ['export'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'which recordings a copy of a team was made from',
  }),
  packageLineage: control({
    ...{ pk: 'package', sk: '{package}#{part}', schema: packageLineage },
    reads: ['retain', 'inventory'],
    writes: ['package'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'which recordings an access package was made from; not whose they are',
  }),
  notice: control({
    ...{ pk: 'notice', sk: '{team}#{export}', schema: notice },
    reads: ['retain', 'inventory'],
    writes: ['retain'],
    ends: { after: 'told', days: EVIDENCE },
    says: 'that a team was told that a copy goes because somebody asked; not who',
  }),
  exportPlan: control({
    ...{ pk: 'export#{id}', sk: 'plan', schema: exportPlan },
    reads: ['export'],
    writes: ['export'],
    ends: { after: 'due', days: 0 },
    says: 'which copy a team has asked for, until when it is kept, and for what',
  }),
  exportSources: control({
    ...{ pk: 'export#{id}', sk: 'source#{part}', schema: exportSources },
    reads: ['export'],
    writes: ['export'],
    ends: { after: 'due', days: 0 },
    says: 'which recordings a copy of a team is being made from, and how many rows of each',
  }),
  exportFile: control({
    ...{ pk: 'export#{id}', sk: 'file#{path}', schema: exportFile },
    reads: ['export'],
    writes: ['export'],
    ends: { after: 'due', days: 0 },
    says: 'a hash of each file of a copy',
  }),
  exportPart: control({
    ...{ pk: 'export#{id}', sk: 'part#{part}', schema: exportPart },
    reads: ['export'],
    writes: ['export'],
    ends: { after: 'due', days: 0 },
    says: 'how many steps a part of a copy holds, and how many of them hide something',
  }),
  exportMade: control({
    ...{ pk: 'export#{id}', sk: 'made#{part}#{number}', schema: exportMade },
    reads: ['export'],
    writes: ['export'],
    ends: { after: 'due', days: 0 },
    says: 'which files a part of a copy has',
  }),
  destruction: control({
    ...{ pk: 'destruction', sk: '{zone}#{deadline}#{place}#{why}#{number}', schema: destruction },
    reads: ['retain', 'worker', 'inventory', 'package'],
    writes: ['retain'],
    ends: { after: 'closed', days: EVIDENCE },
    says: 'how much of a place was due on a day, by which rule, and a hash of the list',
  }),
  destroying: control({
    ...{ pk: 'destroying#{zone}', sk: '{deadline}#{place}#{why}#{number}#{slice}', schema: destroying },
    reads: ['retain', 'inventory'],
    writes: ['retain'],
    ends: { after: 'closed', days: REMEMBERED },
    says: 'how far the destruction of a part of that has come, and hashes of what is being destroyed',
  }),
  generation: control({
    ...{ pk: 'generation', sk: '{jurisdiction}/{day}/{shard}', schema: generation },
    reads: ['keep', 'retain', 'inventory', 'package'],
    writes: ['keep'],
    ends: { after: 'due', days: REMEMBERED },
    says: 'where the rows of a day lie since they were put together in large files',
  }),
  replaced: control({
    ...{ pk: 'replaced', sk: '{jurisdiction}/{day}/{shard}#{prefix}', schema: replaced },
    reads: ['keep', 'retain', 'inventory'],
    writes: ['keep', 'retain'],
    ends: { after: 'closed', days: REMEMBERED },
    says: 'which files were put together in others, and will be destroyed',
  }),
  readsDay: control({
    ...{ pk: 'reads#{month}', sk: 'day#{day}', schema: readsDay },
    reads: ['reads', 'worker', 'package'],
    writes: ['reads'],
    ends: { after: 'told', days: EVIDENCE },
    says: 'whether the logs of a day were read, to tell you who read what',
  }),
  readsLine: control({
    ...{ pk: 'reads#{month}', sk: 'line#{day}#{fold}#{number}', schema: readsLine },
    reads: ['reads', 'worker', 'package'],
    writes: ['reads'],
    ends: { after: 'told', days: EVIDENCE },
    says: 'which team read which columns on a day, and of which groups of workers; no names and no content',
  }),
  // One for each function: a forged record under the sentinel's key would tell it that it has already responded.
  retainOnce: control({
    ...{ pk: 'idempotency#retain#{key}', sk: 'record', schema: idempotency },
    reads: ['retain'],
    writes: ['retain'],
    ends: { after: 'told', days: 0 },
    says: 'that retention ran for one appointment',
  }),
  sentinelOnce: control({
    ...{ pk: 'idempotency#sentinel#{key}', sk: 'record', schema: idempotency },
    reads: ['sentinel'],
    writes: ['sentinel'],
    ends: { after: 'told', days: 0 },
    says: 'that the sentinel answered one event',
  }),
} as const satisfies Record<string, ItemRow>;
