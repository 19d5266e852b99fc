import { parseArgs } from 'node:util';
import { profiles } from '../../config/profiles.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { copyPlaces, type Investigation, investigate, readIncident } from '../../lib/governance/investigation/index.ts';
import { readProfiles } from '../../lib/governance/profile/read-profiles.ts';
import { SCALES, type ScaleName } from '../../lib/governance/severity/index.ts';
import { Facts, fromMillis, type Instant, instantOf } from '../../lib/governance/trail/index.ts';
import { EXIT } from '../exit.ts';
import { logFiles, placeOfLogs, readLogs } from '../investigation/logs.ts';
import { openPolicies, storesIn } from '../investigation/policies.ts';
import { readJson } from '../read-json.ts';

/** `strongroom investigate`: who could read a class, who did, and which hours nobody can answer for. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      class: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      logs: { type: 'string' },
      policies: { type: 'string' },
      claims: { type: 'string' },
      incident: { type: 'string' },
      scale: { type: 'string', default: 'default' },
      json: { type: 'boolean' },
    },
  });
  const { logs, policies } = values;
  if (logs === undefined || policies === undefined || values.class === undefined)
    throw usage('name the class, the folder of logs and the folder of policies');
  const found = await investigation({
    name: values.class,
    logs,
    policies,
    from: momentOf('--from', values.from),
    to: momentOf('--to', values.to),
    wholeDay: /^\d{4}-\d{2}-\d{2}$/.test(values.to ?? ''),
    claims: values.claims,
    incident: values.incident,
    scale: scaleOf(values.scale),
  });
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return EXIT.holds;
}

export interface Asked {
  readonly name: string;
  readonly logs: string;
  readonly policies: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Whether `to` was given as a day, which counts as far as there are records of it. */
  readonly wholeDay: boolean;
  readonly claims?: string | undefined;
  readonly incident?: string | undefined;
  readonly scale: ScaleName;
}

/** Reads both folders and answers. The logs are read a second time where copies of the class were made: who read those? */
export async function investigation(asked: Asked): Promise<Investigation> {
  const { from, name, logs } = asked;
  const files = logFiles(logs);
  const place = await placeOfLogs(logs, files);
  const policies = openPolicies(
    asked.policies,
    from,
    place,
    asked.claims === undefined ? undefined : readText(asked.claims),
  );
  for (const file of policies.unread) process.stderr.write(`${file} holds no policy that is understood\n`);
  const stores = storesIn(policies, name);
  const buckets = new Map(stores.buckets.map((arn) => [arn.replace(/^arn:[^:]+:s3:::/, ''), ['']]));
  const facts = new Facts({ buckets, channels: stores.channels, keys: stores.keys });
  await readLogs(logs, files, facts);
  const to = endOf(asked, facts);
  const places = copyPlaces(facts, new Set(buckets.keys()));
  const copies = places.size === 0 ? undefined : new Facts({ buckets: places, channels: [], keys: [] });
  if (copies) await readLogs(logs, files, copies);
  return investigate({
    ...{ stores, snapshots: policies.snapshots, environment: policies.environment, facts, copies, files, from, to },
    incident: asked.incident === undefined ? {} : readIncident(readJson(asked.incident)),
    profiles: readProfiles(profiles),
    scale: asked.scale,
  });
}

/** The end does not count. A day counts whole when the logs have anything of it: of one without, nothing was asked. */
function endOf({ to, wholeDay }: Asked, { counts }: Facts): Instant {
  const day = to.slice(0, 10);
  const has = wholeDay && [...counts.values()].some((hours) => [...hours.keys()].some((hour) => hour.startsWith(day)));
  return has ? (fromMillis(Date.parse(to) + 86_400_000) ?? to) : to;
}

/** @throws StrongroomError usage, when it is no time */
export function momentOf(option: string, value: string | undefined): Instant {
  const at = value === undefined ? undefined : instantOf(value);
  if (at === undefined) throw usage(`${option} takes a day or a time: 2026-11-01, 2026-11-01T09:00:00Z`);
  return at;
}

function scaleOf(name: string): ScaleName {
  if (!Object.hasOwn(SCALES, name)) throw usage(`--scale ${Object.keys(SCALES).join('|')}`);
  return name as ScaleName;
}

const usage = (problem: string) =>
  new StrongroomError(
    'usage',
    problem,
    'strongroom investigate --class raw --from TIME --to TIME --logs DIR --policies DIR',
  );
