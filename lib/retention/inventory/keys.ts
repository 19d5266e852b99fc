import { groupsIn } from '../../activity/groups.ts';
import { batchOf, isFrameKey } from '../../activity/raw-keys.ts';
import { NOTICES, PREFIXES, type ZoneName } from '../../activity/zones.ts';
import { partitionOf } from '../../storage/partition.ts';
import type { Partition } from '../../storage/ports.ts';
import type { Owner } from './types.ts';

interface At {
  readonly place: string;
  readonly day: string;
}

/** The objects that redaction made of one segment. */
export interface MadeOf extends At {
  readonly is: 'carry' | 'masked-frame';
  readonly batch: string;
}

/** The claim of a key about its object: the item that has to account for it. */
export type KeyClaim =
  | ({ readonly is: 'segment'; readonly batch: string } & At)
  | MadeOf
  | ({ readonly is: 'frame'; readonly batch: string; readonly sha256: string } & At)
  | ({ readonly is: 'tag-key'; readonly session: string } & At)
  | { readonly is: 'rows'; readonly plan: string; readonly partition: Partition }
  | { readonly is: 'generation'; readonly prefix: string; readonly partition: Partition }
  | { readonly is: 'copy'; readonly team: string; readonly export: string; readonly prefix: string }
  | { readonly is: 'package'; readonly id: string }
  | { readonly is: 'notice'; readonly item: string }
  | { readonly is: 'record'; readonly item: string }
  | { readonly is: 'evidence'; readonly owner: Owner }
  | { readonly is: 'unknown' };

const OWNERS: Readonly<Record<Exclude<KeyClaim['is'], 'evidence'>, Owner>> = {
  segment: 'ingest',
  frame: 'ingest',
  carry: 'redact',
  'tag-key': 'redact',
  'masked-frame': 'redact',
  rows: 'redact',
  generation: 'compact',
  copy: 'export',
  package: 'package',
  notice: 'retain',
  record: 'retain',
  unknown: 'unknown',
};

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DAY = '\\d{4}-\\d{2}-\\d{2}';
const PLACE = '[A-Z]{2}(?:-[A-Z0-9]{1,3})?';
const AT = `jurisdiction=(${PLACE})/day=(${DAY})/`;
const PARTITION = `${AT}shard=([a-z2-7])/`;
const shape = (text: string): RegExp => new RegExp(`^${text}$`);

const CARRY = shape(`${PREFIXES.carries}${AT}(${UUID})-[0-9a-f]{12}\\.zst`);
const TAG_KEY = shape(`${PREFIXES.carries}${AT}tags-(.+)\\.bin`);
const MASKED = shape(
  `${PREFIXES.maskedFrames}jurisdiction=(${PLACE})/([0-9a-f])/day=(${DAY})/([0-9a-f-]{35}\\2)/\\d+\\.tar`,
);
const ROWS = shape(`${PREFIXES.table}${PARTITION}([0-9a-f]{32})\\.parquet`);
const GENERATION = shape(`(${PREFIXES.generations}${PARTITION}\\d+-[0-9a-f]{16}/)[\\w.-]+`);
/** Names of the files that Athena writes about a statement. */
const STATEMENT = shape(`${PREFIXES.rewrites}(?:[\\w./-]+/)?${UUID}[\\w.-]*`);
/** Names of saved texts, by the work group of the query. */
const TEXT = shape(`${PREFIXES.texts}day=${DAY}/[a-z0-9-]+/${UUID}\\.json`);
const FILE =
  '(?:README\\.md|manifest\\.json|manifest\\.sig|frames/[\\w-]+/\\d+\\.png|(?:data/)?[a-z-]+-\\d+\\.(?:parquet|tar|jsonl))';
const COPY = shape(`(([\\w-]+)/(ex_[0-9a-f]{16})/)expires=${DAY}/${FILE}`);
const PACKAGE = shape(`(pk_[0-9a-f]{16})/expires=${DAY}/[\\w-]+-[0-9a-f]{8}/\\d{6}`);
const NOTICE = shape(`([\\w-]+)/${NOTICES}(ex_[0-9a-f]{16})\\.json`);
const RECORD = shape(`${PREFIXES.destructions}([a-z]+)/(${DAY})/(${PLACE}|-)/([a-z-]+)-(\\d+)\\.json`);
const INSIDE: RegExp = new RegExp(`jurisdiction=(${PLACE})/(?:[0-9a-f]/)?day=(${DAY})/`);

/** Prefixes of the audit zone without items of the control table. */
const EVIDENCE: readonly (readonly [RegExp, Owner])[] = [
  [shape(`${PREFIXES.gate}[\\w-]+/[\\w.-]+`), 'governor'],
  [shape(`${PREFIXES.certificates}[\\w.-]+`), 'governor'],
  [shape(`${PREFIXES.proofs}[\\w./-]+`), 'sentinel'],
  [shape('AWSLogs/\\d{12}/.+'), 'aws'],
  [shape(`${PREFIXES.reads}day=${DAY}/[0-9a-f]{64}\\.jsonl`), 'reads'],
  [shape(`${PREFIXES.inventories}${DAY}/[\\dTZ]+\\.json`), 'inventory'],
  [shape(`${PREFIXES.dropped}[\\w-]+/[\\w.:-]+\\.json`), 'operator'],
];

type Reader = (key: string) => KeyClaim | undefined;

const READERS: Readonly<Record<ZoneName, readonly Reader[]>> = {
  raw: [segment, frame, carry, tagKey],
  redacted: [rows, generation, statement, maskedFrame],
  derived: [copy, notice],
  queries: [text],
  packages: [accessPackage],
  audit: [record, evidence],
};

/** The claim of a key; `unknown` for a key that no writer makes. */
export function claimOf(zone: ZoneName, key: string): KeyClaim {
  for (const read of READERS[zone]) {
    const claim = read(key);
    if (claim !== undefined) return claim;
  }
  return { is: 'unknown' };
}

export const ownerOf = (claim: KeyClaim): Owner => (claim.is === 'evidence' ? claim.owner : OWNERS[claim.is]);

/** Place and day of a key; the readers ask only for keys that have both. */
function at(key: string): At | undefined {
  const part = groupsIn(INSIDE, key);
  return part && { place: part(1), day: part(2) };
}

function segment(key: string): KeyClaim | undefined {
  const [batch, where] = [batchOf(key), at(key)];
  return batch === undefined || where === undefined ? undefined : { is: 'segment', batch, ...where };
}

function frame(key: string): KeyClaim | undefined {
  const where = at(key);
  if (where === undefined || !isFrameKey(key)) return undefined;
  const [batch = '', sha256 = ''] = key.split('/').slice(-2);
  return { is: 'frame', batch, sha256, ...where };
}

function carry(key: string): KeyClaim | undefined {
  const part = groupsIn(CARRY, key);
  return part && { is: 'carry', place: part(1), day: part(2), batch: part(3) };
}

function maskedFrame(key: string): KeyClaim | undefined {
  const part = groupsIn(MASKED, key);
  return part && { is: 'masked-frame', place: part(1), day: part(3), batch: part(4) };
}

function tagKey(key: string): KeyClaim | undefined {
  const part = groupsIn(TAG_KEY, key);
  return part && { is: 'tag-key', place: part(1), day: part(2), session: part(3) };
}

function rows(key: string): KeyClaim | undefined {
  const [part, partition] = [groupsIn(ROWS, key), partitionOf(key)];
  return part && partition && { is: 'rows', plan: part(4), partition };
}

function generation(key: string): KeyClaim | undefined {
  const [part, partition] = [groupsIn(GENERATION, key), partitionOf(key)];
  return part && partition && { is: 'generation', prefix: part(1), partition };
}

/** Retention and the lifecycle of the bucket destroy it. */
function statement(key: string): KeyClaim | undefined {
  return STATEMENT.test(key) ? { is: 'evidence', owner: 'compact' } : undefined;
}

/** The lifecycle of the bucket destroys it. */
function text(key: string): KeyClaim | undefined {
  return TEXT.test(key) ? { is: 'evidence', owner: 'queries' } : undefined;
}

function copy(key: string): KeyClaim | undefined {
  const part = groupsIn(COPY, key);
  return part && { is: 'copy', prefix: part(1), team: part(2), export: part(3) };
}

function accessPackage(key: string): KeyClaim | undefined {
  const id = PACKAGE.exec(key)?.[1];
  return id === undefined ? undefined : { is: 'package', id };
}

function notice(key: string): KeyClaim | undefined {
  const part = groupsIn(NOTICE, key);
  return part && { is: 'notice', item: `${part(1)}#${part(2)}` };
}

function record(key: string): KeyClaim | undefined {
  const found = RECORD.exec(key);
  if (found === null) return undefined;
  const [, zone, deadline, place, why, number = ''] = found;
  return { is: 'record', item: `${zone}#${deadline}#${place}#${why}#${number.padStart(6, '0')}` };
}

function evidence(key: string): KeyClaim | undefined {
  const owner = EVIDENCE.find(([pattern]) => pattern.test(key))?.[1];
  return owner && { is: 'evidence', owner };
}

/** Parts of a key that identify no person. The hash of a frame would confirm a guess at its pixels. */
const PLAIN = new RegExp(
  `^(?:segments|frames|texts|carries|activity|generations|rewrites|notices|inventories|reads|data|destructions|gate|certificates|dropped|proofs|raw|redacted|derived|queries|packages|audit|${PLACE}|jurisdiction=${PLACE}|[0-9a-f]|day=${DAY}|shard=[a-z2-7]|expires=${DAY}|${DAY}|${UUID}|ex_[0-9a-f]{16}(?:\\.json)?|pk_[0-9a-f]{16}|\\d+-[0-9a-f]{16}|[0-9a-f]{32}\\.parquet|${UUID}\\.ndjson\\.gz|${UUID}-[0-9a-f]{12}\\.zst)$`,
);

/**
 * The part of a key that may be shown: up to the first part of unknown shape, which may be content or a person's pseudonym. The
 * name of a known team may come first in the derived zone.
 */
export function shownOf(zone: ZoneName, key: string, isTeam: (name: string) => boolean = () => false): string {
  const parts = key.split('/');
  const bad = parts.findIndex((part, n) => !PLAIN.test(part) && !(zone === 'derived' && n === 0 && isTeam(part)));
  return bad < 0
    ? key
    : `${parts
        .slice(0, bad)
        .map((part) => `${part}/`)
        .join('')}*`;
}
