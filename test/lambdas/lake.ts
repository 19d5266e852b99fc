import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bareLake } from '../../bench/scale/lake.ts';
import { announceTemplates, readGate, readLog, writeGate } from '../../lambdas/gate.ts';
import { configured } from '../../lambdas/settings.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import { certificateKeyOf, nameOf, placeIn } from '../../lib/governance/gate/log.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { LocalQueue } from '../../lib/storage/local/queue.ts';
import type { LocalReads } from '../../lib/storage/local/reads.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { CERTIFIED, OPENED, signed, TEMPLATES } from '../governance/certificates.ts';

/** The local adapters on a fresh folder, with a queue. What is tested here is not access. */
export interface TestLake {
  readonly ports: Ports;
  readonly queue: LocalQueue;
  readonly reads: LocalReads;
  /** Moves the clock. */
  advance(ms: number): void;
  /** The keys of all items, and when each dies. */
  items(): { table: 'control' | 'participation'; pk: string; sk: string; expires: Date | undefined }[];
}

export const NOW = new Date('2026-05-20T10:00:00Z');
export const SETTINGS = configured();

export async function openTestLake({ gate = true, deliveries = 3 } = {}): Promise<TestLake> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-'));
  const db = openDatabase(join(dir, 'control.sqlite'));
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true });
  });
  let now = NOW.getTime();
  const clock = { now: () => new Date(now) };
  const queue = new LocalQueue(db, { ...QUEUE, maxReceiveCount: deliveries }, clock);
  const { ports, reads } = bareLake(dir, db, clock, [{ prefix: 'segments/', suffix: '', queue }]);
  if (gate) await openGate(ports);
  const advance = (ms: number) => {
    now += ms;
  };
  const items: TestLake['items'] = () =>
    (['control', 'participation'] as const).flatMap((table) =>
      db
        .prepare(`SELECT pk, sk, expires FROM ${table === 'control' ? 'item' : table}`)
        .all()
        .map(({ pk, sk, expires }) => ({
          ...{ table, pk: String(pk), sk: String(sk) },
          expires: expires === null ? undefined : new Date(Number(expires)),
        })),
    );
  return { ports, queue, reads, advance, items };
}

/** Lets collection run under a genuine certificate, signed by the key of this lake and filed there. */
export async function openGate(ports: Ports, changes: Partial<typeof CERTIFIED> = {}): Promise<void> {
  await announceTemplates(ports.control, TEMPLATES);
  const since = ports.clock.now().toISOString();
  const { approvals, opened, ...body } = { ...CERTIFIED, opened: { ...OPENED, at: since }, ...changes };
  const { id: _, ...proposal } = { ...body, after: placeIn(await readLog(ports.objects)) };
  const certificate = await signed(
    { ...propose(proposal), approvals, opened },
    {
      publicKey: () => ports.keys.publicKey('certificates'),
      sign: (message) => ports.keys.sign('certificates', message),
    },
  );
  await ports.objects.putOnce('audit', certificateKeyOf(nameOf(certificate)), Buffer.from('{}'), 'application/json');
  const { rev } = await readGate(ports);
  await writeGate(ports, { state: 'running', since, by: null, first: since, certificate }, rev);
}

const QUEUE = {
  arn: 'arn:aws:sqs:local:1:segments',
  visibilitySeconds: 60,
  deadLetterArn: 'arn:aws:sqs:local:1:dead',
  batchSize: 10,
  partialFailures: true,
};
