import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { differenceSince, keepTemplates } from '../embedded/seen-templates.ts';
import { serveWorkers } from '../embedded/worker-server.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

/** `strongroom serve`: the workers' page over the lake in out/, until it is interrupted. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8080' },
      out: { type: 'string', default: OUT },
      json: { type: 'boolean' },
    },
  });
  const port = Number(values.port);
  if (!Number.isSafeInteger(port) || port < 0 || port > 65_535)
    throw new StrongroomError('usage', `'${values.port}' is no port`, 'strongroom serve --port 8080');
  const workspace = await openWorkspace(values.out, 'serve');
  try {
    keepTemplates(values.out, workspace.templates);
    const server = await serveWorkers(workspace.portsOf('worker'), port, {
      governor: workspace.portsOf('governor'),
      differences: (older, newer) => differenceSince(values.out, older, newer),
      asked: () => workspace.makePackages(),
    });
    const { origin } = server;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ origin, page: `${origin}/`, queue: `${origin}/queue`, approvals: `${origin}/approvals` })}\n`
        : `${origin}/\n`,
    );
    process.stderr.write(
      'The page of the workers, /queue for those who decide about requests, /approvals for those who approve that collection runs.\n' +
        'A demonstration: the sign-in asks for no password, so it listens on this machine only. Stop with Ctrl-C.\n' +
        'It goes by the date of today: what `strongroom start` destroyed a week ahead counts there as kept until that day.\n',
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.close();
    return EXIT.holds;
  } finally {
    workspace.close();
  }
}
