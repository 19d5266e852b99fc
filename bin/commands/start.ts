import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { program } from '../../config/program.ts';
import { announceRetention } from '../../lambdas/gate.ts';
import { causesOf, locate, OWN_CONFIGURATION } from '../../lib/access/causes/index.ts';
import { type Proof, withSources } from '../../lib/access/index.ts';
import { hasCode } from '../../lib/activity/errors.ts';
import type { Recording } from '../../lib/activity/importers/index.ts';
import { there } from '../../lib/activity/there.ts';
import { ledgerOf } from '../../lib/governance/promises.ts';
import type { RunFacts } from '../../lib/report/document/head.ts';
import type { Evidence } from '../../lib/report/document/proof-page.ts';
import { reachOf } from '../../lib/report/document/reach.ts';
import { renderHtml } from '../../lib/report/html.ts';
import type { Summary } from '../../lib/report/summary.ts';
import { renderSummary } from '../../lib/report/terminal.ts';
import { sourcesOf } from '../embedded/assembly.ts';
import { attempts } from '../embedded/attempts.ts';
import { MovableClock } from '../embedded/clock.ts';
import { measureFigures } from '../embedded/figures.ts';
import { maskedShare } from '../embedded/frames-masked.ts';
import { ingestRecording, openImport } from '../embedded/ingest-recording.ts';
import { checkReplaceable, noteSample } from '../embedded/kept.ts';
import { keepProof } from '../embedded/last-proof.ts';
import { measureLeakage, viewsOf } from '../embedded/leakage.ts';
import { openGate } from '../embedded/open-gate.ts';
import { outcomesOf } from '../embedded/outcomes.ts';
import { configuredDeclaration, proveTemplates } from '../embedded/proof.ts';
import { factsOf, OWN_APP } from '../embedded/run-facts.ts';
import { SAMPLE as SAMPLE_FOLDER } from '../embedded/sample-figures.ts';
import { showEpisode } from '../embedded/show-episode.ts';
import { purposeOf, teamNames, teamView } from '../embedded/teams.ts';
import { readTruth, type Truth } from '../embedded/truth.ts';
import { createWorkspace, OUT, TEMPLATES, type Workspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';
import { styleFor } from '../style.ts';

const SAMPLE = relative(process.cwd(), SAMPLE_FOLDER);

const NOT_SHOWN = [
  'AWS itself: the policies are decided by our own evaluator, rows and columns are enforced by DuckDB (docs/limits.md)',
  'that the embedded lake is a vault: its keys lie beside its data',
  'that redaction finds everything: permission is the boundary, redaction lowers the risk',
];

/** `npm start`: the whole way of a recording, from the door to its destruction, and who could see what of it. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      input: { type: 'string' },
      out: { type: 'string', default: OUT },
      fresh: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const began = performance.now();
  const dir = values.input ?? SAMPLE;
  const { out } = values;
  // First, so that a wrong folder costs nobody the lake of the last run.
  const recording = await openImport(dir);
  const say = (text: string) => process.stderr.write(`· ${text}\n`);
  say('synthesizing the platform from config/');
  const clock = new MovableClock();
  const workspace = await createWorkspace(out, clock, async (lake) => {
    if (values.fresh !== true) await checkReplaceable(lake, () => openImport(SAMPLE));
  });
  try {
    const { summary, evidence } = await mainJob(workspace, clock, recording, dir, began, say);
    if (resolve(dir) === resolve(SAMPLE)) noteSample(workspace.lakeFolder);
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    writeFileSync(join(out, 'report.html'), renderHtml(summary, evidence));
    reply(values.json, summary, () => `\n${renderSummary(summary, styleFor(process.stdout))}`);
    say(
      `in ${out}/: report.html, proof.json, summary.json, templates/, and the lake: npx strongroom query --as ${teamNames()[0]} --purpose ${purposeOf(teamNames()[0] ?? '')} "SELECT ..."`,
    );
    return summary.proof.verdict === 'proved'
      ? EXIT.holds
      : summary.proof.verdict === 'refuted'
        ? EXIT.refused
        : EXIT.undecided;
  } finally {
    workspace.close();
  }
}

/** A recording with labels that cannot be read is still a recording. */
function labels(dir: string, say: (text: string) => void): Truth | undefined {
  try {
    return readTruth(dir);
  } catch (error) {
    if (!hasCode(error, 'truth.invalid')) throw error;
    say(`${(error as Error).message}: leakage is not measured`);
    return undefined;
  }
}

const definedShare = (masked: number | undefined) => (masked === undefined ? {} : { masked });

async function mainJob(
  workspace: Workspace,
  clock: MovableClock,
  recording: Recording,
  dir: string,
  began: number,
  say: (text: string) => void,
): Promise<{ readonly summary: Summary; readonly evidence: Evidence }> {
  const truth = labels(dir, say);
  say(`proving who can read what of ${workspace.app.resources.length} resources`);
  const proof = proveTemplates(workspace.templates);
  const run = factsOf(workspace.app, workspace.templates, keepProof(workspace.folder, proof), OWN_APP);
  say('asking two demonstration approvers to open the gate');
  const gate = await openGate(workspace, proof);
  say(`ingesting ${dir}`);
  const { batches, ...ingest } = await ingestRecording(workspace, recording, dir);
  say('redacting');
  const { deadLetters } = await workspace.redact();
  const { masked, frames } = await outcomesOf(workspace, batches);
  say('querying as each team, and as those who must not');
  const seen = await viewsOf(workspace);
  const figures = await measureFigures(workspace, truth, batches, seen);
  const teams: Summary['teams'] = Object.fromEntries(
    await Promise.all(
      teamNames().map(async (name) => [
        name,
        { ...(await teamView(workspace, name)), figures: there(figures[name], 'the figures of a team') },
      ]),
    ),
  );
  const tries = await attempts(workspace);
  const leakage = await measureLeakage(workspace, truth, dir, seen);
  say('exporting episodes for a team that sees frames');
  const episode = await showEpisode(workspace);
  say(`moving the clock ${program.retentionDays.raw} days ahead, and letting retention run`);
  clock.advanceDays(program.retentionDays.raw);
  const { objects, bytes, records } = await workspace.retain(clock.now());
  // The lake that is left behind goes on today: for its gate a run of next week has not happened.
  clock.reset();
  await announceRetention(workspace.portsOf('retain'));
  const note = `what was captured, ${program.retentionDays.raw} days later; ${records.length} signed destruction record${records.length === 1 ? '' : 's'}`;
  const summary: Summary = {
    run,
    synthesized: { stacks: workspace.templates.size, resources: workspace.app.resources.length },
    proof: {
      verdict: proof.verdict,
      claims: proof.claims.map(({ id, class: zone, text, verdict }) => ({ id, class: zone, text, verdict })),
      trusted: proof.trusted,
      assumptions: proof.assumptions,
      residuals: proof.residuals,
    },
    promises: ledgerOf(program.promises, proof),
    ...{
      gate,
      ingest: { ...ingest, deadLetters: deadLetters.length, dead: deadLetters },
      redaction: masked,
      frames: { ...frames, ...definedShare(maskedShare(seen)) },
      teams,
      attempts: tries,
      episode,
    },
    retention: { objects, bytes, note },
    leakage,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    notShown: NOT_SHOWN,
  };
  return { summary, evidence: evidenceOf(workspace, proof, run) };
}

/** The proof with the lines of the code, beside what it is about. */
function evidenceOf({ app, templates, folder }: Workspace, proof: Proof, run: RunFacts): Evidence {
  const sources = sourcesOf(join(folder, TEMPLATES));
  const declaration = configuredDeclaration(templates);
  const located = withSources(proof, sources);
  const causes = locate(causesOf(app, declaration, proof, OWN_CONFIGURATION), sources);
  return { run, proof: located, reach: reachOf(app, declaration, located), causes };
}
