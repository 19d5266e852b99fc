import { parseArgs } from 'node:util';
import type { PackageReport } from '../../lambdas/package/make.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

/** `strongroom packages`: makes the copies that workers asked for of their own data. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: OUT }, json: { type: 'boolean' } },
  });
  const workspace = await openWorkspace(values.out, 'packages');
  try {
    const report = await workspace.makePackages();
    reply(values.json, report, () => textOf(report));
    return report.failed.length + report.late === 0 ? EXIT.holds : EXIT.refused;
  } finally {
    workspace.close();
  }
}

function textOf({ made, left, failed, late }: PackageReport): string {
  if (made + left + failed.length === 0)
    return 'no request for a copy is open: a worker asks on the page of `strongroom serve`, which makes it at once\n';
  const lines = [
    `${made} made: each worker finds the files on their own page, and nobody else does`,
    ...(left > 0 ? [`${left} still to be made: run it again`] : []),
    ...failed.map((code) => `one could not be made: ${code}`),
    ...(late > 0 ? [`${late} due within a week, or due already`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
