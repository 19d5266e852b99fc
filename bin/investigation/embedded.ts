import { join } from 'node:path';
import { profiles } from '../../config/profiles.ts';
import * as history from '../../lib/access/history/index.ts';
import { readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import {
  type Coverage,
  type Did,
  type Incident,
  type Investigation,
  investigate,
} from '../../lib/governance/investigation/index.ts';
import { readProfiles } from '../../lib/governance/profile/read-profiles.ts';
import type { ScaleName } from '../../lib/governance/severity/index.ts';
import { hoursBetween, type Instant, instantOf, KnownFacts } from '../../lib/governance/trail/index.ts';
import { localReads, recordedSince } from '../../lib/storage/local/reads.ts';
import { configuration } from '../embedded/proof.ts';
import { readTemplates } from '../embedded/templates.ts';

const SOURCE = 'embedded/query log';
/** The class whose table is queried: of it alone reads are written down. */
const QUERIED = 'redacted';

const lakeIn = (out: string): string => join(out, 'lake');

/**
 * Hours in which this lake wrote every query down, from the hour in which it was made. Before that and after now nothing could
 * answer; what functions read of files is never written down, so of other classes than that of the table nothing is known.
 */
export function embeddedCoverage(name: string, out: string, from: Instant, to: Instant, now: Date): Coverage[] {
  const since = `${recordedSince(lakeIn(out), now).toISOString().slice(0, 13)}:00:00Z`;
  return hoursBetween(from, to).map((hour): Coverage => {
    const at = { source: SOURCE, hour: `${hour}:00:00Z` };
    if (name !== QUERIED) return { ...at, state: 'unknown', why: 'reads of files are not written down here' };
    if (at.hour < since) return { ...at, state: 'unknown', why: 'this lake has no records of that time' };
    if (at.hour > now.toISOString()) return { ...at, state: 'unknown', why: 'that hour has not begun' };
    return { ...at, state: 'logged' };
  });
}

/** The queries of the lake in a workspace, as reads. Each was written down before its answer was handed out. */
export async function embeddedReads(out: string, from: Instant, to: Instant): Promise<Did[]> {
  const stores = storesOf(out, QUERIED);
  return localReads(lakeIn(out)).flatMap(({ id, at: when, reader, purpose, columns, partitions }): Did[] => {
    const at = instantOf(when) ?? when;
    if (at < from || at >= to) return [];
    return [
      {
        ...{ principal: reader, person: '', session: '', class: QUERIED, at, until: at, evidence: 'E4' },
        columns: [...columns].sort(),
        columns_assumed: null,
        rows: {
          partitions: partitions
            .map(({ jurisdiction, day, shard }) => `jurisdiction=${jurisdiction}/day=${day}/shard=${shard}`)
            .sort(),
          filter: null,
          objects: [],
        },
        ...{
          query: id,
          sql: null,
          via: `query of the embedded lake, for ${purpose}`,
          grants: [],
          past_lake_formation: false,
        },
        ...{
          copies: [],
          count: 1,
          bytes: 0,
          approved: history.isMeantToRead(stores, reader, columns),
          events: [id],
          notes: [],
        },
      },
    ];
  });
}

const appOf = (out: string) => readApp(readTemplates(join(out, 'templates')));

const storesOf = (out: string, name: string): history.Stores => {
  const app = appOf(out);
  return history.storesOf(app, { ...declarationOf(configuration, app), needs: [] }, name);
};

export interface EmbeddedAsked {
  readonly name: string;
  readonly out: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly incident: Incident;
  readonly scale: ScaleName;
}

/** The same answer for the embedded lake: its templates say who could, its query log who did. Files on this disk nobody guards. */
export async function embeddedInvestigation({
  name,
  out,
  from,
  to,
  incident,
  scale,
}: EmbeddedAsked): Promise<Investigation> {
  const app = appOf(out);
  const stores = storesOf(out, name);
  const coverage = embeddedCoverage(name, out, from, to, new Date());
  const snapshot: history.Snapshot = {
    at: from,
    label: `the templates in ${join(out, 'templates')}`,
    kind: 'templates',
    state: { ...history.NOTHING, resources: app.resources },
  };
  const reads = name === QUERIED ? await embeddedReads(out, from, to) : [];
  return investigate({
    ...{ stores, snapshots: [snapshot], environment: {}, from, to, incident, scale, files: [] },
    facts: new KnownFacts({ buckets: new Map(), channels: [], keys: [] }),
    profiles: readProfiles(profiles),
    own: { reads, coverage },
  });
}
