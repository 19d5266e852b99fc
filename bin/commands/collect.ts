import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configured } from '../../lambdas/settings.ts';
import type { BatchOpen } from '../../lib/activity/envelope.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { RefusedError } from '../../lib/activity/refusals.ts';
import { fileKey, httpTransport, nodeDisk, rulesOf, signV4, type Transport } from '../../lib/collector/index.ts';
import { sayDead } from '../../lib/report/dead-letters.ts';
import { lockFolder } from '../../lib/storage/local/folder-lock.ts';
import { type CollectReport, Replay } from '../embedded/collect-recording.ts';
import { openImport } from '../embedded/ingest-recording.ts';
import { DEVICE_HEADER, ingestListener, serve } from '../embedded/ingest-server.ts';
import { OUT, openWorkspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

const USAGE = 'strongroom collect --input DIR [--url URL --region REGION] [--out DIR]';
const QUEUE = 'collector';

/** `strongroom collect`: replays a recording through the collector. Exit 1 when something was refused or is left. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      input: { type: 'string' },
      url: { type: 'string' },
      region: { type: 'string' },
      out: { type: 'string', default: OUT },
      json: { type: 'boolean' },
    },
  });
  if (values.input === undefined) throw new StrongroomError('usage', 'no recording is named', USAGE);
  const away = values.url === undefined ? undefined : remote(values.url, values.region);
  const { input, out } = values;
  const report = away === undefined ? await intoTheLake(input, out) : await elsewhere(input, out, away);
  reply(values.json, report, () => describe(report, out));
  return Object.keys(report.refused).length === 0 && report.waiting === 0 ? EXIT.holds : EXIT.refused;
}

/** Sends over loopback HTTP to the ingest of the lake in out/, which redacts it. */
async function intoTheLake(input: string, out: string): Promise<CollectReport> {
  const workspace = await openWorkspace(out, 'collect');
  const server = await serve(ingestListener(workspace.portsOf('ingest'), configured()));
  try {
    const transportOf = (device: string) =>
      httpTransport(server.url, { sign: async () => ({ [DEVICE_HEADER]: device }) });
    const report = await collect(input, out, transportOf);
    const { deadLetters } = await workspace.redact();
    process.stderr.write(`${sayDead(deadLetters).join('\n')}\n`);
    return report;
  } finally {
    await server.close();
    workspace.close();
  }
}

/** The queue of the collector has one owner, whatever it sends to. */
async function elsewhere(input: string, out: string, away: Transport): Promise<CollectReport> {
  const lock = lockFolder(out, 'run', 'strongroom collect');
  try {
    return await collect(input, out, () => away);
  } finally {
    lock.release();
  }
}

/** With the session of the collector's role in the environment, as a credential helper leaves it there. */
function remote(url: string, region: string | undefined): Transport {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  const place = region ?? AWS_REGION;
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined || place === undefined)
    throw new StrongroomError(
      'collector.credentials',
      'there is no session to sign with',
      'set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and --region',
    );
  const credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
  return httpTransport(url, { sign: signV4(place, () => credentials) });
}

async function collect(input: string, out: string, transportOf: (device: string) => Transport): Promise<CollectReport> {
  const { profiles } = configured();
  const key = await fileKey(join(out, QUEUE, 'key'));
  let device = '';
  const portsFor = async (open: BatchOpen) => {
    const profile = profiles.get(open.jur);
    if (profile === undefined) throw new RefusedError('profile.unsupported', open.jur);
    device = open.device;
    // Two workers never share a queue. The path contains neither name.
    const folder = createHash('sha256')
      .update(JSON.stringify([open.worker, open.device, open.epoch]))
      .digest('hex');
    return { disk: await nodeDisk(join(out, QUEUE, folder)), key, rules: rulesOf(profile) };
  };
  return new Replay((request) => transportOf(device)(request), portsFor).play(await openImport(input));
}

function describe(
  { format, sessions, offered, taken, segments, frames, bytes, refused, waiting }: CollectReport,
  out: string,
): string {
  const lines = [
    `${taken} of ${offered} events in ${sessions} session${sessions === 1 ? '' : 's'} (${format})`,
    `${segments} segments and ${frames} frames stored, ${bytes} bytes sent`,
    ...Object.entries(refused).map(([code, n]) => `refused: ${code} ${n}`),
    ...(waiting === 0 ? [] : [`${waiting} segments wait in ${join(out, QUEUE)}/`]),
  ];
  return `${lines.join('\n')}\n`;
}
