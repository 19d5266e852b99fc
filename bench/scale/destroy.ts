import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { S3Client } from '@aws-sdk/client-s3';
import { destroyLots } from '../../lambdas/retain/lots.ts';
import type { Usage } from '../../lib/governance/scale/measured.ts';
import { ALONE } from '../../lib/retention/slice.ts';
import { AwsObjects } from '../../lib/storage/aws/objects.ts';
import type { Ports } from '../../lib/storage/ports.ts';

/** Thousands of versions that are destroyed. */
const THOUSANDS = 200;
const BUCKETS = { raw: 'raw', redacted: 'redacted', derived: 'derived', packages: 'packages', audit: 'audit' };

/**
 * The processor time for a thousand versions, without that of an encrypted connection.
 * @param rest every port but the zones
 */
export async function destroyThousand(rest: Ports): Promise<Usage> {
  const worker = new Worker(join(import.meta.dirname, 's3-worker.ts'), { argv: [String(THOUSANDS)] });
  try {
    const [port] = await once(worker, 'message');
    const s3 = new S3Client({
      ...{ endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true, region: 'eu-central-1' },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const ports = { ...rest, objects: withAudit(new AwsObjects(s3, { buckets: BUCKETS }), rest) };
    const lot = { zone: 'raw', place: 'XA', deadline: '2026-11-27', why: 'program' } as const;
    const due = { ...lot, kind: 'segments', prefix: 'segments/', day: '2026-11-20', only: null } as const;
    const before = process.threadCpuUsage();
    const { done } = await destroyLots([due], ALONE, ports, () => true);
    const { user, system } = process.threadCpuUsage(before);
    const versions = done.reduce((sum, recorded) => sum + recorded.done.versions, 0);
    if (versions !== THOUSANDS * 1_000) throw new Error(`${versions} versions were destroyed of ${THOUSANDS} thousand`);
    return { cpuS: Number(((user + system) / 1e6 / THOUSANDS).toPrecision(4)), calls: {}, bytes: {} };
  } finally {
    await worker.terminate();
  }
}

/** The record goes to the lake. */
const withAudit = (objects: AwsObjects, { objects: lake }: Ports): Ports['objects'] =>
  new Proxy(objects as Ports['objects'], {
    get: (target, name) => {
      const from = name === 'putOnce' ? lake : target;
      return (Reflect.get(from, name) as (...args: unknown[]) => unknown).bind(from);
    },
  });
