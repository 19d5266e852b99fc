import { parseArgs } from 'node:util';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

/** `strongroom retain`: what is due today. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: OUT }, json: { type: 'boolean' } },
  });
  const workspace = await openWorkspace(values.out, 'retain');
  try {
    const report = await workspace.retain(new Date());
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else process.stdout.write(`${report.objects} objects, ${report.bytes} bytes destroyed and found to be gone\n`);
    return EXIT.holds;
  } finally {
    workspace.close();
  }
}
