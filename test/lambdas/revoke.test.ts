import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataLakeSettings } from '@aws-sdk/client-lakeformation';
import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { revokeHandler } from '../../lambdas/revoke/handler.ts';
import type { GrantedResource, PermissionEntry, Permissions } from '../../lambdas/revoke/permissions.ts';
import { closeToIam } from '../../lambdas/revoke/revoke.ts';
import { hasCode } from '../../lib/activity/errors.ts';

const ALL: PermissionEntry = { resource: { Database: { Name: 'lake' } }, permissions: ['ALL'], grantable: [] };

/** Lake Formation as it behaves: what is revoked goes on being listed for a few reads. */
class Lake implements Permissions {
  readonly revoked: PermissionEntry[] = [];
  live: DataLakeSettings = {};
  readonly targets: GrantedResource[] = [];
  #held: PermissionEntry[];
  #stale: number;

  constructor(held: PermissionEntry[], stale = 0) {
    this.#held = held;
    this.#stale = stale;
  }

  async list(target: GrantedResource): Promise<readonly PermissionEntry[]> {
    this.targets.push(target);
    if (this.revoked.length === this.#held.length && this.#stale-- <= 0) return [];
    return this.#held;
  }

  async settings(): Promise<DataLakeSettings> {
    return this.live;
  }

  async revoke(held: PermissionEntry): Promise<void> {
    this.revoked.push(held);
  }
}

const noWait = async (): Promise<void> => {};

describe('closing to IAM principals', () => {
  test('revokes what is held and reads back until it is gone', async () => {
    const lake = new Lake([ALL], 3);
    expect(await closeToIam({ database: 'lake' }, lake, noWait)).toEqual({ revoked: 1 });
    expect(lake.revoked).toEqual([ALL]);
  });

  test('ends in the next call what a call that died half-way began', async () => {
    const held: PermissionEntry[] = [
      ALL,
      { resource: { Table: { DatabaseName: 'lake', Name: 'activity' } }, permissions: ['SELECT'], grantable: [] },
      { resource: { Table: { DatabaseName: 'lake', Name: 'activity' } }, permissions: ['DESCRIBE'], grantable: [] },
    ];
    for (let at = 0; at < held.length; at++) {
      const open = new Set(held);
      let calls = 0;
      const lake: Permissions = {
        list: async () => [...open],
        settings: async () => ({}),
        revoke: async (entry) => {
          if (calls++ === at) throw new Error('the function ended');
          open.delete(entry);
        },
      };
      await expect(closeToIam({ database: 'lake', table: 'activity' }, lake, noWait)).rejects.toThrow('ended');
      expect(open.size).toBe(held.length - at);
      expect(await closeToIam({ database: 'lake', table: 'activity' }, lake, noWait)).toEqual({
        revoked: held.length - at,
      });
      expect(open.size).toBe(0);
    }
  });

  test('does nothing when nothing is held', async () => {
    const lake = new Lake([]);
    expect(await closeToIam({ database: 'lake' }, lake, noWait)).toEqual({ revoked: 0 });
    expect(lake.revoked).toEqual([]);
  });

  test('fails when something stays', async () => {
    const lake = new Lake([ALL], Number.POSITIVE_INFINITY);
    const closing = closeToIam({ database: 'lake', table: 'activity' }, lake, noWait);
    await expect(closing).rejects.toSatisfy((error) => hasCode(error, 'revoke.still-open'));
    await expect(closing).rejects.toThrow('lake.activity');
  });
});

describe('as a custom resource', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  /** What CloudFormation hears. Its address must be https, so the call is sent on to a server of the test. */
  const answered = async (permissions: Permissions, event: object): Promise<unknown> => {
    const heard: string[] = [];
    server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      heard.push(`${request.method} ${Buffer.concat(chunks).toString()}`);
      response.end();
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const real = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation((_url, init) => real(`http://127.0.0.1:${port}/`, init));
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
    const request = {
      ResponseURL: 'https://cloudformation.example/signed',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'RevokeTable',
      ...event,
    };
    await revokeHandler(permissions)(request as never, {} as Context);
    expect(heard).toHaveLength(1);
    const [method, body] = heard[0]?.split(/ (.*)/s) ?? [];
    expect(method).toBe('PUT');
    return JSON.parse(body ?? '');
  };

  const table = { Database: 'lake', Table: 'activity', ServiceToken: 'function', Revision: '1' };

  test('answers success, with the same id every time', async () => {
    const lake = new Lake([ALL]);
    const answer = await answered(lake, { RequestType: 'Create', ResourceProperties: table });
    expect(answer).toEqual({
      Status: 'SUCCESS',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'RevokeTable',
      PhysicalResourceId: 'closed-to-iam/lake/activity',
    });
    expect(lake.targets[0]).toEqual({ database: 'lake', table: 'activity' });
  });

  test('fails the deployment when Lake Formation refuses', async () => {
    const refusing: Permissions = {
      list: () => Promise.reject(new Error('not an administrator')),
      revoke: noWait,
      settings: async () => ({}),
    };
    const answer = await answered(refusing, {
      RequestType: 'Update',
      PhysicalResourceId: 'id',
      ResourceProperties: table,
    });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: 'not an administrator', PhysicalResourceId: 'id' });
  });

  const put = {
    Administrators: ['arn:aws:iam::1:role/cdk', 'arn:aws:iam::1:role/revoke', 'arn:aws:iam::1:role/DataOffice'],
    ReadOnlyAdministrators: [],
    CrossAccountVersion: '',
    TrustedOwners: [],
    SessionTags: [],
    DefaultsMayClose: 'false',
  };
  const by = (DataLakePrincipalIdentifier: string) => ({ DataLakePrincipalIdentifier });
  const open = [{ Principal: by('IAM_ALLOWED_PRINCIPALS'), Permissions: ['ALL' as const] }];

  test('lets settings be put that take nothing from anybody, those of a new account included', async () => {
    const lake = new Lake([ALL]);
    for (const live of [
      {},
      {
        CreateDatabaseDefaultPermissions: open,
        CreateTableDefaultPermissions: open,
        Parameters: { SET_CONTEXT: 'TRUE' },
      },
      { DataLakeAdmins: put.Administrators.slice(0, 2).map(by), CreateTableDefaultPermissions: open },
      { DataLakeAdmins: put.Administrators.map(by) },
      // Those of ours, as the deployment before left them.
      { ReadOnlyAdmins: ['arn:aws:iam::1:role/auditor', 'arn:aws:iam::1:role/sentinel'].map(by) },
    ]) {
      lake.live = live;
      expect(await answered(lake, { RequestType: 'Create', ResourceProperties: { Settings: put } })).toMatchObject({
        Status: 'SUCCESS',
        PhysicalResourceId: 'keeps-lake-settings',
      });
      server?.close();
      vi.restoreAllMocks();
    }
    expect(lake.revoked).toEqual([]);
  });

  const INQUIRY: readonly [name: string, live: DataLakeSettings, put: object][] = [
    ['lakeAdministrators', { DataLakeAdmins: [by('arn:aws:iam::1:role/Other')] }, {}],
    ['lakeAdministrators', { DataLakeAdmins: [by('arn:aws:iam::1:role/dataoffice')] }, {}],
    ['readOnlyAdministrators', { ReadOnlyAdmins: [by('arn:aws:iam::1:role/Eyes')] }, {}],
    ['trustedOwners', { TrustedResourceOwners: ['222233334444'] }, { TrustedOwners: ['222233334445'] }],
    ['sessionTags', { AuthorizedSessionTagValueList: ['emr'] }, {}],
    [
      'crossAccountVersion',
      { DataLakeAdmins: [by('arn:aws:iam::1:role/DataOffice')], Parameters: { CROSS_ACCOUNT_VERSION: '3' } },
      { CrossAccountVersion: '4' },
    ],
    [
      'defaultsMayClose',
      { DataLakeAdmins: [by('arn:aws:iam::1:role/DataOffice')], CreateDatabaseDefaultPermissions: open },
      {},
    ],
    ['no field keeps it', { Parameters: { SOMETHING_NEW: '1' } }, {}],
    ['cannot stay', { AllowExternalDataFiltering: true }, {}],
    ['cannot stay', { AllowFullTableExternalDataAccess: true }, {}],
  ];

  test.each(INQUIRY)(
    'refuses settings that would take something away, and says which field keeps it: %s',
    async (field, live, other) => {
      const lake = new Lake([]);
      lake.live = live;
      const Settings = { ...put, ...other };
      const answer = await answered(lake, { RequestType: 'Update', ResourceProperties: { Settings } });
      expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(field) });
    },
  );

  test.each([
    ['an unknown type of request', { RequestType: 'Refresh', ResourceProperties: table }],
    ['no type', { ResourceProperties: table }],
    ['no database', { RequestType: 'Create', ResourceProperties: { ServiceToken: 'function' } }],
    ['an empty database', { RequestType: 'Create', ResourceProperties: { ...table, Database: '' } }],
    ['a number for a table', { RequestType: 'Update', ResourceProperties: { ...table, Table: 7 } }],
    ['no properties', { RequestType: 'Create' }],
    ['properties of another form', { RequestType: 'Create', ResourceProperties: 'none' }],
  ])('answers that it failed to %s, and touches nothing', async (_name, event) => {
    const lake = new Lake([ALL]);
    expect(await answered(lake, event)).toMatchObject({
      Status: 'FAILED',
      Reason: 'the request names no database to close',
      PhysicalResourceId: 'closed-to-iam/RevokeTable',
    });
    expect(lake.targets).toEqual([]);
  });

  test('answers success to a deletion that it cannot read, or the rollback would stop too', async () => {
    const answer = await answered(new Lake([ALL]), { RequestType: 'Delete', PhysicalResourceId: 'id' });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'id' });
  });

  test.each(['', '\u0001'.repeat(2_000), 'x'.repeat(10_000), '\ud83d'.repeat(2_000)])(
    'gives a reason that CloudFormation takes',
    async (message) => {
      const refusing: Permissions = {
        list: () => Promise.reject(new Error(message)),
        revoke: noWait,
        settings: async () => ({}),
      };
      const answer = await answered(refusing, { RequestType: 'Create', ResourceProperties: table });
      expect((answer as { Reason: string }).Reason).toMatch(/./);
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(4_096);
    },
  );

  test('has nobody to answer when the request says no address', async () => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
    const fetched = vi.spyOn(globalThis, 'fetch');
    for (const event of [{}, null, { ResponseURL: 'http://insecure.example/', RequestType: 'Create' }])
      await expect(revokeHandler(new Lake([ALL]))(event as never, {} as Context)).rejects.toThrow();
    expect(fetched).not.toHaveBeenCalled();
  });

  test('touches nothing on delete', async () => {
    const lake = new Lake([ALL]);
    const answer = await answered(lake, { RequestType: 'Delete', PhysicalResourceId: 'id', ResourceProperties: table });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'id' });
    expect(lake.targets).toEqual([]);
  });
});
