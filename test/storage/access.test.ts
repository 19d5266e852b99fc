import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, readApp } from '../../lib/access/index.ts';
import type { ZoneName } from '../../lib/activity/zones.ts';
import type { LocalPrincipal } from '../../lib/storage/local/authority.ts';
import { type LocalLake, openLake } from '../../lib/storage/local/lake.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { bytes, collect, testFolder } from './folder.ts';

/** The lake of the configured app, with the policies that would be deployed. */
let app: App;
let lake: LocalLake;

beforeAll(async () => {
  const folder = testFolder(afterAll);
  const directory = await synthesizedFolder();
  const templates = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  app = readApp(
    Object.fromEntries(
      templates.map((name) => [name.replace('.template.json', ''), readFileSync(join(directory, name), 'utf8')]),
    ),
  );
  lake = await openLake(join(folder, 'lake'), app);
  afterAll(() => lake.close());
  await as('ingest').objects.putOnce('raw', SEGMENT, bytes('segment'), 'application/gzip');
  await as('redact').objects.putOnce('redacted', FILE, bytes('file'), 'application/octet-stream');
});

const SEGMENT = 'segments/jurisdiction=XA/one.ndjson.gz';
const FILE = 'activity/jurisdiction=XA/day=2026-05-20/shard=0/one.parquet';

const roleOf = (name: string): string => present(app.roles.find((role) => role.name === `strongroom-${name}`)).arn;
const as = (name: string): Ports => lake.portsFor(roleOf(name));
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'allowed',
    (error) => error.code ?? String(error),
  );

const read = async (ports: Ports, zone: ZoneName, key: string) => collect(await ports.objects.get(zone, key));
const list = async (ports: Ports, zone: ZoneName) => {
  for await (const _ of ports.objects.listVersions(zone, '')) return;
};

describe('of the platform as it is synthesized', () => {
  const roles = [
    'ingest',
    'redact',
    'retain',
    'compact',
    'keep',
    'inventory',
    'queries',
    'package',
    'reads',
    'lake',
    'auditor',
    'governor',
    'sentinel',
    'worker',
    'collector',
    'revoke',
    'schedule',
    'trail',
  ];
  const principals = [...roles, 'team-ui-agents', 'team-text-models'];

  test.each(principals)('%s reads raw activity only if it is redact', async (name) => {
    expect(await outcome(read(as(name), 'raw', SEGMENT))).toBe(name === 'redact' ? 'allowed' : 'access.denied');
  });

  test.each(principals)("%s reads the table's files only if it is the lake, or makes access packages", async (name) => {
    const reads = ['lake', 'package'].includes(name);
    expect(await outcome(read(as(name), 'redacted', FILE))).toBe(reads ? 'allowed' : 'access.denied');
  });

  test.each(principals)('%s reads an access package only if it hands packages to their workers', async (name) => {
    const piece = 'pk_0123456789abcdef/expires=2026-06-01/overview-01234567/000000';
    await as('package').objects.putOnce('packages', piece, bytes('x'), 'application/octet-stream');
    expect(await outcome(read(as(name), 'packages', piece))).toBe(name === 'worker' ? 'allowed' : 'access.denied');
  });

  test.each(principals)('%s lists raw objects only if it is retain, or takes the inventory', async (name) => {
    const lists = ['retain', 'inventory'].includes(name);
    expect(await outcome(list(as(name), 'raw'))).toBe(lists ? 'allowed' : 'access.denied');
  });

  test.each(principals)(
    '%s sees names of pauses and certificates only if it checks the gate, and no other names',
    async (name) => {
      const seen = async (prefix: string) => outcome(Array.fromAsync(as(name).objects.list('audit', prefix)));
      const asks = ['ingest', 'worker', 'governor', 'sentinel', 'auditor', 'inventory'].includes(name);
      for (const prefix of ['gate/', 'certificates/'])
        expect(await seen(prefix)).toBe(asks ? 'allowed' : 'access.denied');
      for (const prefix of ['', 'destructions/', 'AWSLogs/', 'gat'])
        expect([prefix, await seen(prefix)]).toEqual([
          prefix,
          ['auditor', 'inventory'].includes(name) || (name === 'reads' && prefix === 'AWSLogs/')
            ? 'allowed'
            : 'access.denied',
        ]);
    },
  );

  test.each(principals)(
    '%s signs records only if it is retain, and certificates only if it is governor',
    async (name) => {
      const signing = (key: 'records' | 'certificates') => outcome(as(name).keys.sign(key, bytes('x')));
      expect(await signing('records')).toBe(name === 'retain' ? 'allowed' : 'access.denied');
      expect(await signing('certificates')).toBe(name === 'governor' ? 'allowed' : 'access.denied');
    },
  );

  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const account = '000000000000';
  const outsiders: [string, LocalPrincipal][] = [
    ['an administrator of the account', { arn: `arn:aws:iam::${account}:role/Admin`, policies: [everything] }],
    [
      'a user of the account who may do everything',
      { arn: `arn:aws:iam::${account}:user/someone`, policies: [everything] },
    ],
    ['an administrator of another account', { arn: 'arn:aws:iam::444455556666:role/Admin', policies: [everything] }],
    ['a role without policies', `arn:aws:iam::${account}:role/Nobody`],
  ];
  test.each(outsiders)('%s reads nothing', async (_, principal) => {
    const ports = lake.portsFor(principal);
    expect(await outcome(read(ports, 'raw', SEGMENT))).toBe('access.denied');
    expect(await outcome(read(ports, 'redacted', FILE))).toBe('access.denied');
    expect(await outcome(list(ports, 'raw'))).toBe('access.denied');
    expect(await outcome(ports.objects.putOnce('raw', 'segments/x', bytes('x'), 'text/plain'))).toBe('access.denied');
    expect(await outcome(ports.keys.mac(bytes('worker')))).toBe('access.denied');
  });

  test('a denial names the principal, the action, the resource and the statement that denied it', async () => {
    const error = await as('team-ui-agents')
      .objects.get('raw', SEGMENT)
      .catch((e) => e);
    expect(error.message).toContain('strongroom-team-ui-agents is not allowed s3:GetObject in zone raw');
    expect(error.message).toMatch(/denied by statement \w+ of strongroom-storage\//);
    expect(error.decision.decision).toBe('ExplicitlyDenied');
  });

  test('each lock of raw holds on its own', () => {
    const admin = lake.authorityOf({ arn: `arn:aws:iam::${account}:role/Admin`, policies: [everything] });
    const { bucketArn, keyArn } = lake.names.zones.raw;
    const via = {
      'kms:ViaService': `s3.${app.place.region}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': bucketArn,
    };
    expect(admin.allows({ action: 's3:GetObject', resource: `${bucketArn}/${SEGMENT}` })).toBe(false);
    expect(admin.allows({ action: 'kms:Decrypt', resource: keyArn, context: via })).toBe(false);
    expect(admin.allows({ action: 'kms:Decrypt', resource: keyArn })).toBe(false);
  });

  test('only a new segment is announced to redaction', async () => {
    await as('ingest').objects.putOnce('raw', `frames/${'a'.repeat(64)}.png`, bytes('png'), 'image/png');
    const [queue] = lake.queues.values();
    const keys: string[] = [];
    await present(queue).drain(async (event) => {
      for (const { body } of event.Records) keys.push(JSON.parse(body).Records[0].s3.object.key);
      return undefined;
    });
    expect(keys).toEqual([SEGMENT.replace('=', '%3D')]);
  });

  test('a stream over one part also needs permission to decrypt, as on S3', async () => {
    const large = (async function* () {
      for (let i = 0; i < 20; i++) yield new Uint8Array(1024 * 1024);
    })();
    expect(await outcome(as('ingest').objects.putOnce('raw', 'segments/large', large, 'application/gzip'))).toBe(
      'access.denied',
    );
    expect(await outcome(as('redact').objects.get('raw', 'segments/large'))).toBe('access.denied');
  });
});
