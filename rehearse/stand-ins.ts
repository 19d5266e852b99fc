import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PLACE } from './account.ts';
import type { Upstreams } from './authorizer.ts';
import { answers, Children, freePort } from './children.ts';
import { CACHE, PROGRAMS } from './tools.ts';

/** The services of one made-up account, each a program of its own on loopback. */
export interface StandIns {
  readonly upstreams: Upstreams;
  readonly children: Children;
  /** Folder for the data of this account; removed at its end. */
  readonly folder: string;
  close(): Promise<void>;
}

const LOGS = join(CACHE, 'logs');

/** Services that moto emulates. Its KMS signs a digest as if it were the message, so KMS is another emulator's. */
const MOTO = ['s3', 'dynamodb', 'sqs', 'glue', 'lakeformation'];

export async function startStandIns(): Promise<StandIns> {
  const runs = join(CACHE, 'runs');
  mkdirSync(runs, { recursive: true });
  const folder = mkdtempSync(join(runs, 'run-'));
  // Logs of the last run, to look for the reason of a failure.
  rmSync(LOGS, { recursive: true, force: true });
  const children = new Children(LOGS);
  const [moto, kms] = await Promise.all([startMoto(children), startKms(children, join(folder, 'kms'))]);
  const upstreams = Object.fromEntries([...MOTO.map((service) => [service, moto]), ['kms', kms]]);
  const close = async (): Promise<void> => {
    await children.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { upstreams, children, folder, close };
}

/** @returns the address of moto on loopback */
export async function startMoto(children: Children, accountId: string = PLACE.accountId): Promise<string> {
  const port = await freePort();
  const child = children.start({
    name: 'moto',
    command: [PROGRAMS.moto, '-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    env: { MOTO_ACCOUNT_ID: accountId },
    memoryMb: 2_048,
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(origin, child, 'moto');
  return origin;
}

async function startKms(children: Children, data: string): Promise<string> {
  const port = await freePort();
  mkdirSync(data, { recursive: true });
  const child = children.start({
    name: 'kms',
    command: [PROGRAMS.kms],
    env: { PORT: String(port), KMS_DATA_PATH: data, KMS_ACCOUNT_ID: PLACE.accountId, KMS_REGION: PLACE.region },
    memoryMb: 1_024,
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(origin, child, 'local-kms');
  return origin;
}
