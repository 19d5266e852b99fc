import { parseArgs } from 'node:util';
import { planRetention } from '../../lambdas/retain/retain.ts';
import { configured } from '../../lambdas/settings.ts';
import { planText, reportText } from '../../lib/report/retention.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

/** `strongroom retain`: destroys what is due today; with `--plan` it only says what that is, and why. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string', default: OUT }, plan: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  const workspace = await openWorkspace(values.out, 'retain');
  try {
    if (values.plan) {
      const plan = await planRetention(workspace.portsOf('retain'), configured());
      reply(values.json, plan, () => planText(plan));
      return EXIT.holds;
    }
    // Destruction goes on when putting rows together fails: data that is due must not wait for it.
    const [made] = await Promise.allSettled([workspace.compact()]);
    const retained = await workspace.retain(new Date());
    if (made.status === 'rejected') throw made.reason;
    const report = { ...retained, compaction: made.value };
    reply(values.json, report, () => reportText(report));
    return EXIT.holds;
  } finally {
    workspace.close();
  }
}
