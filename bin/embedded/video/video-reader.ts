import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Still, VideoReader } from '../../../lib/activity/importers/index.ts';
import { FRAME_LIMIT } from '../../../lib/activity/segment/limits.ts';
import { DECODER, DEMUXER } from './packages.ts';
import { type Asked, HEAD, stillIn } from './wire.ts';

/** Both are optional, and installed by users with videos: MPL-2.0, and MIT with a build of FFmpeg under LGPL-2.1. */
export const INSTALL = 'npm install --no-save --ignore-scripts mediabunny@1.61.0 node-webcodecs@1.3.0';
const ENTRY = join(import.meta.dirname, 'child.ts');
/** Required for Node to run TypeScript under node_modules. */
const STRIP = join(import.meta.dirname, '../../strip-types.cjs');

/** A decoder that is silent for so long while it is waited for will not go on (ms). */
const STALL = 300_000;

/** A reader of video, or undefined when its packages are not installed. */
export function videoReader(): VideoReader | undefined {
  try {
    const require = createRequire(import.meta.url);
    for (const name of [DEMUXER, DECODER]) require.resolve(name);
  } catch {
    return undefined;
  }
  return { stills };
}

/**
 * Decodes in a process of its own: a file comes from outside, the decoder is native code, and a fault in it must cost one video
 * and not the whole import.
 * @throws Error when the process ends before it has answered for each time
 */
async function* stills(
  path: string,
  seconds: readonly number[],
  size: { w: number; h: number },
): AsyncGenerator<Still | undefined> {
  const child = spawn(process.execPath, ['--require', STRIP, ENTRY], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Nothing of this program's environment: no credentials, no options for Node. By default the package would prefer the
    // system's FFmpeg, whose licence is unknown.
    env: { NODE_WEBCODECS_FORCE: 'static' },
  });
  const [orders, answers] = [child.stdin, child.stdout];
  const begun = new Promise<void>((done, fail) => child.once('spawn', done).once('error', fail));
  // A write to a process that has just ended: the missing answers say so.
  orders.on('error', () => {});
  let waiting: NodeJS.Timeout | undefined;
  try {
    await begun;
    orders.end(JSON.stringify({ path, seconds, size } satisfies Asked));
    let left = seconds.length;
    waiting = setTimeout(end, STALL, child);
    for await (const body of bodies(answers)) {
      clearTimeout(waiting);
      yield stillIn(body, size);
      left--;
      waiting = setTimeout(end, STALL, child);
    }
    if (left !== 0) throw new Error('the decoder ended early');
  } finally {
    // Left running, it would keep the program alive for minutes after a faulty answer.
    clearTimeout(waiting);
    end(child);
  }
}

/** The answers of the process, each behind its length. @throws Error for one that is longer than a frame may be */
async function* bodies(from: Readable): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const piece of from) {
    held = Buffer.concat([held, piece as Buffer]);
    while (held.length >= HEAD) {
      const length = held.readUInt32LE(0);
      // One byte says which kind it is. A still over the limit counts as one, so that the import can say so.
      if (length > 4 * FRAME_LIMIT) throw new Error('an answer that is no still');
      if (held.length < HEAD + length) break;
      yield held.subarray(HEAD, HEAD + length);
      held = held.subarray(HEAD + length);
    }
  }
}

/** When the stills are no longer wanted, or the process never ends by itself. */
function end(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}
