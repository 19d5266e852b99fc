import { parseArgs } from 'node:util';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { sayDead } from '../../lib/report/dead-letters.ts';
import { add, ingestRecording, openImport } from '../embedded/ingest-recording.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

/** `strongroom ingest DIR...`: exit 1 when anything was refused, or died by this run. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: OUT }, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new StrongroomError('usage', 'no recording is named', 'strongroom ingest DIR...');
  const workspace = await openWorkspace(values.out, 'ingest');
  const refused: Record<string, number> = {};
  const recordings: unknown[] = [];
  try {
    for (const dir of positionals) {
      const { batches: _, ...report } = await ingestRecording(workspace, await openImport(dir), dir);
      add(refused, report.refused);
      process.stderr.write(`${dir}: ${report.events} events in ${report.segments} segments (${report.format})\n`);
      recordings.push(report);
    }
    const { deadLetters } = await workspace.redact();
    if (values.json) process.stdout.write(`${JSON.stringify({ recordings, deadLetters: deadLetters.length })}\n`);
    for (const [code, n] of Object.entries(refused)) process.stderr.write(`refused: ${code} ${n}\n`);
    process.stderr.write(`${sayDead(deadLetters).join('\n')}\n`);
    return Object.keys(refused).length === 0 && deadLetters.length === 0 ? EXIT.holds : EXIT.refused;
  } finally {
    workspace.close();
  }
}
