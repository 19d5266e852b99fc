import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { FrameReader, Inbox, writeFrame } from './frames.ts';
import { kernelLimits, type QueryLimits } from './limits.ts';
import type { Report } from './protocol.ts';
import { serve } from './serve.ts';

/*
 * The process that runs statements: orders arrive on standard input, reports go to descriptor 3, and nothing else is
 * open. It holds no key and knows no folder. It ends with its parent, or by itself when it exceeds its memory limit.
 */

/** Interval of the memory check (ms): where the kernel enforces no limit, a process can exceed it between two checks. */
const LOOK = 20;

const limits = JSON.parse(process.argv[2] ?? '') as QueryLimits;

/** On Linux the kernel's limits must be in force: without them the process serves nothing. */
function assertContained(): void {
  if (process.platform !== 'linux') return;
  const held = readFileSync('/proc/self/limits', 'utf8');
  for (const { name, value } of kernelLimits(limits)) {
    const [, soft] = new RegExp(`^${name} +(\\d+) `, 'm').exec(held) ?? [];
    if (soft === undefined || Number(soft) > value) process.exit(3);
  }
}

const end = (signal: NodeJS.Signals): void => {
  process.kill(process.pid, signal);
};

assertContained();
setInterval(() => {
  if (process.memoryUsage.rss() > limits.memory) end('SIGUSR2');
}, LOOK);

const inbox = new Inbox();
const orders = new FrameReader(Number.POSITIVE_INFINITY);
process.stdin.on('data', (piece: Buffer) => {
  for (const frame of orders.push(piece)) inbox.push(frame);
});
for (const event of ['end', 'error', 'close']) process.stdin.on(event, () => end('SIGKILL'));

const reports = new Socket({ fd: 3, readable: false, writable: true });
reports.on('error', () => end('SIGKILL'));

const report = (kind: Report, body?: Uint8Array): Promise<void> => writeFrame(reports, kind, body);
await report({ type: 'ready' });
await serve(inbox, report, limits);
