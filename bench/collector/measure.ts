import { gunzipSync } from 'node:zlib';
import { configured } from '../../lambdas/settings.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { there } from '../../lib/activity/there.ts';
import { Collector } from '../../lib/collector/collector.ts';
import { nodeDisk } from '../../lib/collector/node-disk.ts';
import type { Disk, SendRequest } from '../../lib/collector/ports.ts';
import { rulesOf } from '../../lib/collector/rules.ts';
import { generateDay, OPEN } from '../../samples/generate.ts';

/** One measurement in a process of its own, so that its memory is its own. Arguments: folder, hours. */
const [dir, hours] = process.argv.slice(2) as [string, string];
const SECONDS = Number(hours) * 3600;
/** The generator makes about 2.5 events a second. */
const MOST = SECONDS * 4;

const day: ActivityEvent[] = [];
for await (const { body } of generateDay({ events: MOST, seed: 1, segmentEvents: MOST }))
  for (const line of gunzipSync(body).toString().split('\n').slice(1, -2)) day.push(JSON.parse(line));
const events = day.filter(({ mono_us }) => mono_us < SECONDS * 1e6);

let mono = 0;
let sent = 0;
let requests = 0;
const writes = { calls: 0, bytes: 0 };
const t0 = Date.parse('2026-05-20T08:00:00Z');
const disk = await nodeDisk(dir);
const counting: Disk = {
  ...disk,
  write: (name, bytes) => counted(bytes, () => disk.write(name, bytes)),
  append: (name, bytes) => counted(bytes, () => disk.append(name, bytes)),
};

async function counted(bytes: Uint8Array, write: () => Promise<void>): Promise<void> {
  writes.calls++;
  writes.bytes += bytes.length;
  return write();
}

const { kind: _, schema: __, purpose: ___, clock: ____, budget: _____, ...identity } = OPEN;
const collector = await Collector.open(identity, {
  clock: { wall: () => t0 + mono / 1000, mono: () => mono },
  device: () => ({ net: 'corp', tzKnown: true }),
  disk: counting,
  key: Buffer.alloc(32, 1),
  rules: rulesOf(there(configured().profiles.get(identity.jur), 'the profile of the identity')),
  random: Math.random,
  transport: async ({ body }: SendRequest) => {
    sent += body.length;
    requests++;
    return { status: 200, answer: { code: 'stored' } };
  },
});
await collector.send();

const before = process.memoryUsage().rss;
let peak = before;
const cpu = process.cpuUsage();
let next = 0;
for (let second = 1; second <= SECONDS; second++) {
  mono = second * 1e6;
  for (let event = events[next]; event !== undefined && event.mono_us < mono; event = events[++next])
    collector.record(event.kind, event.mono_us, event.d as never);
  await collector.tick();
  await collector.send();
  if (second % 10 === 0) peak = Math.max(peak, process.memoryUsage.rss());
}
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({ events: events.length, cpuMs: (user + system) / 1000, sent, requests, writes, before, peak }),
);
