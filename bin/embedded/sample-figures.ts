import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toYaml } from '../../lib/platform/review/yaml.ts';
import type { Figures } from '../../lib/report/figures.ts';
import { MovableClock } from './clock.ts';
import { measureFigures } from './figures.ts';
import { ingestRecording, openImport } from './ingest-recording.ts';
import { viewsOf } from './leakage.ts';
import { openGate } from './open-gate.ts';
import { proveTemplates } from './proof.ts';
import { readTruth } from './truth.ts';
import { createWorkspace } from './workspace.ts';

/** The committed recording, with labels of what is sensitive in it. */
export const SAMPLE = join(import.meta.dirname, '../../samples/office-day');

/**
 * The figures of each team for the committed sample, under `config/` as it is: the main job up to the queries, in a lake of its own
 * that is removed.
 */
export async function sampleFigures(): Promise<Record<string, Figures>> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-figures-'));
  try {
    const workspace = await createWorkspace(folder, new MovableClock(), async () => {});
    try {
      await openGate(workspace, proveTemplates(workspace.templates));
      const { batches } = await ingestRecording(workspace, await openImport(SAMPLE), SAMPLE);
      await workspace.redact();
      return await measureFigures(workspace, readTruth(SAMPLE), batches, await viewsOf(workspace));
    } finally {
      workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const of = (n: number, all: number): string => `${n} of ${all}`;

/** The three figures of a team as a reviewer reads them: what is labelled and in its reach, what of it is readable, what is kept. */
const reviewedFigures = ({ labelled, kept, outside }: Figures) => ({
  labelled: { inReach: labelled.inReach, readable: labelled.readable },
  kept: {
    characters: of(kept.characters, kept.ofCharacters),
    keys: of(kept.keys, kept.ofKeys),
    frames: of(kept.frames, kept.ofFrames),
    wholeSteps: of(kept.steps, kept.ofSteps),
  },
  keptOutsideOfPrivateWindows: {
    characters: of(outside.characters, outside.ofCharacters),
    keys: of(outside.keys, outside.ofKeys),
    frames: of(outside.frames, outside.ofFrames),
  },
});

export const FIGURES_PAGE = 'figures.yaml';

/** The page of `review/` that a change of columns, rows or rules moves. */
export const figuresPage = (figures: Readonly<Record<string, Figures>>): string =>
  toYaml({
    recording: 'samples/office-day',
    teams: Object.fromEntries(Object.entries(figures).map(([team, its]) => [team, reviewedFigures(its)])),
  });
