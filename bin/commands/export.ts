import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { there } from '../../lib/activity/there.ts';
import { FORMAT_NAMES, type FormatName } from '../../lib/episodes/formats/shards.ts';
import { type Copied, copyOut, exportOf, refuseLink } from '../embedded/export.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { noTeam } from '../no-team.ts';
import { reply } from '../reply.ts';

/**
 * `strongroom export --as TEAM --purpose PURPOSE --format FORMAT --out DIR`: a governed copy, and nothing else. With `--region` it is
 * made in an account, by the role of the team.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ as: { type: 'string' }, purpose: { type: 'string' }, format: { type: 'string', default: 'hf' } },
      ...{ out: { type: 'string' }, since: { type: 'string' }, until: { type: 'string' } },
      ...{ lake: { type: 'string', default: OUT }, json: { type: 'boolean' } },
      ...{ profile: { type: 'string' }, region: { type: 'string' } },
    },
  });
  const { as: team = '', out, since, until } = values;
  const teams = Object.keys(access.teams);
  if (!teams.includes(team)) throw usage(noTeam(team), `--as ${teams.join('|')}`);
  if (out === undefined) throw usage('an export needs a folder', '--out DIR');
  if (values.purpose === undefined)
    throw new StrongroomError(
      'query.purpose',
      'this export has no purpose',
      `--purpose ${Object.keys(there(access.teams[team], 'the team').purposes).join('|')}`,
    );
  const format = FORMAT_NAMES.find((name) => name === values.format);
  if (format === undefined) throw usage('there is no such format', `--format ${FORMAT_NAMES.join('|')}`);
  // Resolved first: of a path by way of a folder that is not there, the system says that nothing is there, and behind a slash a
  // link is what it points to.
  checkFree(resolve(out));
  const tell = (copied: Copied): number => {
    const told = tellOf(copied);
    reply(values.json, told, () => `${inWords(told, out)}\n`);
    return EXIT.holds;
  };
  const { profile, region } = values;
  if (region !== undefined || profile !== undefined) {
    if (region === undefined) throw usage('no region is named', '--profile NAME --region REGION');
    process.env.AWS_REGION = region;
    if (profile !== undefined) process.env.AWS_PROFILE = profile;
    const request = { team, purpose: values.purpose, format, since, until };
    const { awsExport } = await import('../aws/export.ts');
    const { copied, objects } = await awsExport(request, region, (line) => process.stderr.write(line));
    await copyOut(copied, objects, out);
    return tell(copied);
  }
  const workspace = await openWorkspace(values.lake, 'export');
  try {
    const exported = await exportOf(workspace, {
      team,
      purpose: values.purpose,
      format: format as FormatName,
      since,
      until,
    });
    await copyOut(exported, workspace.lake.portsFor(workspace.roleArn(`team-${team}`)).objects, out);
    return tell(exported);
  } finally {
    workspace.close();
  }
}

/** Only an export is written over: other files in a folder belong to a person. */
function checkFree(out: string): void {
  refuseLink(out);
  if (!existsSync(out) || readdirSync(out).length === 0 || existsSync(join(out, 'manifest.sig'))) return;
  throw new StrongroomError(
    'export.folder',
    `${out} is not empty, and holds no export`,
    'name another folder with --out',
  );
}

const tellOf = ({ manifest, files }: Copied) => ({
  export: manifest.export,
  episodes: manifest.counts.episodes,
  steps: manifest.counts.steps,
  rows: manifest.counts.rows,
  frames: manifest.counts.frames,
  whole: manifest.counts.whole,
  tagged: manifest.counts.tagged,
  files,
  expires: manifest.expires,
  manifest: 'manifest.json',
});

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const inWords = (told: ReturnType<typeof tellOf>, out: string): string =>
  `${told.export}: ${counted(told.episodes, 'episode')}, ${counted(told.steps, 'step')} (${told.whole} of them whole, ${told.tagged} more but for a tag in what they type), ${counted(told.frames, 'frame')}, from ${counted(told.rows, 'row')}\n` +
  `in ${out}/: ${counted(told.files.length, 'file')}; README.md says what may be done with them. Delete them by ${told.expires}.`;

const usage = (message: string, todo: string): StrongroomError => new StrongroomError('usage', message, todo);
