import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { access } from '../../config/access.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import type { Step } from '../../lib/episodes/index.ts';
import { isWhole } from '../../lib/episodes/index.ts';
import type { ShownEpisode } from '../../lib/report/summary.ts';
import { copyOut, exportOf } from './export.ts';
import { purposeOf } from './teams.ts';
import type { Workspace } from './workspace.ts';

const FOLDER = 'export';

/** Makes an export for the first team that sees frames, and reads the best episode back from it. */
export async function showEpisode(workspace: Workspace): Promise<ShownEpisode | null> {
  const [team] = Object.entries(access.teams).find(([, { columns }]) => columns.includes('frame')) ?? [];
  const purpose = team && purposeOf(team);
  if (!team || !purpose) return null;
  const made = await exportOf(workspace, { team, purpose, format: 'jsonl' }).catch((error) => {
    if (hasCode(error, 'export.empty') || hasCode(error, 'export.due')) return null;
    throw error;
  });
  if (made === null) return null;
  const folder = join(workspace.folder, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  await copyOut(made, workspace.portsOf(`team-${team}`).objects, folder);
  const { export: id, format, counts, expires } = made.manifest;
  const { episodes, steps, whole, frames } = counts;
  const names = made.files.map(({ path }) => path).filter((path) => path.endsWith('.jsonl'));
  return {
    export: { id, team, purpose, format, episodes, steps, whole, frames, expires, folder },
    steps: bestOf(names.flatMap((name) => stepsIn(join(folder, name)))),
  };
}

const stepsIn = (file: string): Step[] =>
  readText(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step);

/** The episode with the most whole steps. */
function bestOf(steps: readonly Step[]): Step[] {
  const episodes = [...Map.groupBy(steps, ({ episode }) => episode).values()];
  const worth = (episode: readonly Step[]) => episode.filter(isWhole).length;
  return episodes.reduce((best, episode) => (worth(episode) > worth(best) ? episode : best));
}
