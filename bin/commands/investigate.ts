import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { profiles } from '../../config/profiles.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import {
  type Incident,
  type Investigation,
  investigate,
  readIncident,
} from '../../lib/governance/investigation/index.ts';
import { readProfiles } from '../../lib/governance/profile/read-profiles.ts';
import { SCALES, type ScaleName } from '../../lib/governance/severity/index.ts';
import { fromMillis, type Instant, instantOf, KnownFacts } from '../../lib/governance/trail/index.ts';
import {
  authorityNotice,
  investigationHtml,
  investigationMarkdown,
  workersNotice,
} from '../../lib/report/investigation/index.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { OUT } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { embeddedInvestigation } from '../investigation/embedded.ts';
import { logFiles, placeOfLogs, readLogs } from '../investigation/logs.ts';
import { accessPointsIn, openPolicies, storesIn } from '../investigation/policies.ts';
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
      out: { type: 'string' },
      lake: { type: 'string', default: OUT },
      json: { type: 'boolean' },
    },
  });
  const { logs, policies } = values;
  if (values.class === undefined) throw usage('name the class');
  if ((logs === undefined) !== (policies === undefined))
    throw usage('the logs of an account are read with its policies');
  const asked = {
    name: values.class,
    from: momentOf('--from', values.from),
    to: momentOf('--to', values.to),
    scale: scaleOf(values.scale),
  };
  const found =
    logs === undefined || policies === undefined
      ? await embeddedInvestigation({ ...asked, out: values.lake, incident: incidentIn(values.incident) })
      : await investigation({
          ...asked,
          logs,
          policies,
          wholeDay: /^\d{4}-\d{2}-\d{2}$/.test(values.to ?? ''),
          claims: values.claims,
          incident: values.incident,
        });
  if (values.out !== undefined) writeReport(values.out, found);
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : investigationMarkdown(found));
  return EXIT.holds;
}

/** The report in three forms, and drafts of the two notices. */
function writeReport(dir: string, report: Investigation): void {
  makeFolder(dir);
  const files = {
    'report.html': investigationHtml(report),
    'report.md': investigationMarkdown(report),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'notice-workers.md': workersNotice(report),
    'notice-authority.md': authorityNotice(report),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text, { mode: 0o600 });
  process.stderr.write(`${Object.keys(files).join(', ')} in ${dir}\n`);
}

export interface AskedPeriod {
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
export async function investigation(asked: AskedPeriod): Promise<Investigation> {
  const { from, name, logs } = asked;
  const files = logFiles(logs);
  const place = await placeOfLogs(logs, files);
  const policies = openPolicies(
    asked.policies,
    from,
    place,
    asked.claims === undefined ? undefined : readText(asked.claims),
  );
  const stores = storesIn(policies, name);
  const buckets = new Map(stores.buckets.map((arn) => [arn.replace(/^arn:[^:]+:s3:::/, ''), ['']]));
  // The end may be the end of the day: which, only the logs say.
  const boundaries = [from, asked.to, dayAfter(asked.to)];
  const accessPoints = accessPointsIn(policies);
  const facts = new KnownFacts({ buckets, channels: stores.channels, keys: stores.keys, accessPoints, boundaries });
  await readLogs(logs, files, facts);
  const to = endOf(asked, facts);
  const readPlaces = async (places: ReadonlyMap<string, readonly string[]>): Promise<KnownFacts> => {
    const copies = new KnownFacts({ buckets: places, channels: [], keys: [], accessPoints, boundaries });
    await readLogs(logs, files, copies);
    return copies;
  };
  const found = await investigate({
    unused: policies.unused,
    ...{ stores, snapshots: policies.snapshots, environment: policies.environment, facts, readPlaces, files, from, to },
    incident: incidentIn(asked.incident),
    profiles: readProfiles(profiles),
    scale: asked.scale,
  });
  for (const { code, problem, fix } of found.inputs.unused) process.stderr.write(`${code}: ${problem}; ${fix}\n`);
  return found;
}

const incidentIn = (file: string | undefined): Incident => (file === undefined ? {} : readIncident(readJson(file)));

/** The end does not count. A day counts whole when the logs have anything of it: of one without, nothing was asked. */
function endOf({ to, wholeDay }: AskedPeriod, { counts }: KnownFacts): Instant {
  const day = to.slice(0, 10);
  const has = wholeDay && [...counts.values()].some((hours) => [...hours.keys()].some((hour) => hour.startsWith(day)));
  return has ? dayAfter(to) : to;
}

const dayAfter = (to: Instant): Instant => fromMillis(Date.parse(to) + 86_400_000) ?? to;

/** @throws StrongroomError usage, when it is no time */
export function momentOf(option: string, value: string | undefined, call: string = USAGE): Instant {
  const at = value === undefined ? undefined : instantOf(value);
  if (at === undefined) {
    const problem = value === undefined ? `${option} is missing: it takes` : `${option} takes`;
    throw new StrongroomError('usage', `${problem} a day or a time: 2026-11-01, 2026-11-01T09:00:00Z`, call);
  }
  return at;
}

function scaleOf(name: string): ScaleName {
  if (!Object.hasOwn(SCALES, name)) throw usage(`--scale ${Object.keys(SCALES).join('|')}`);
  return name as ScaleName;
}

const USAGE =
  'strongroom investigate --class raw --from TIME --to TIME --logs DIR --policies DIR; without them, the lake in out/ (--lake DIR)';

const usage = (problem: string) => new StrongroomError('usage', problem, USAGE);
