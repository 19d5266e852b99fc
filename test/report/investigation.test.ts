import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { investigation } from '../../bin/commands/investigate.ts';
import type { Investigation } from '../../lib/governance/investigation/index.ts';
import {
  authorityNotice,
  investigationHtml,
  investigationMarkdown,
  workersNotice,
} from '../../lib/report/investigation/index.ts';
import { ANALYSTS, FROM, policies, TO, writeMonth, writePolicies } from '../governance/investigation/month.ts';
import { object, query, roleArn, session } from '../governance/investigation/records.ts';
import { present } from '../present.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MARKUP = '<img src=x onerror=alert(1)>|x';
let found: Investigation;
beforeAll(async () => {
  // A second grant of a principal with a filtered one; a session whose name is markup.
  const files = policies();
  const list = files['list-permissions.json'] as { PrincipalResourcePermissions: object[] };
  const all = {
    Principal: { DataLakePrincipalIdentifier: roleArn(present(ANALYSTS[0])) },
    Resource: { Table: { DatabaseName: 'lake', Name: 'activity' } },
  };
  list.PrincipalResourcePermissions.push({ ...all, Permissions: ['SELECT'], PermissionsWithGrantOption: [] });
  const id = '5b0c7a10-9999-4a11-9a11-0123456789ab';
  writeMonth(join(folder, 'logs'), [
    ...query('2026-11-07T09:01:40Z', id, present(ANALYSTS[0]), 'wk_bo', 'day=2026-11-02', 'lake-redacted').map(
      (record) =>
        record.eventName === 'StartQueryExecution'
          ? {
              ...record,
              requestParameters: {
                queryString: 'SELECT text FROM activity',
                queryExecutionContext: { database: 'lake' },
              },
            }
          : record,
    ),
    object(
      '2026-11-08T09:01:40Z',
      'GetObject',
      session('etl-01', MARKUP),
      'lake-redacted',
      'activity/day=2026-11-02/part-1.parquet',
    ),
  ]);
  writePolicies(join(folder, 'policies'), files);
  const asked = { name: 'redacted', logs: join(folder, 'logs'), policies: join(folder, 'policies') };
  found = await investigation({ ...asked, from: FROM, to: TO, wholeDay: false, scale: 'default' });
});

test('each format lists every read with its events', () => {
  expect(found.did).toHaveLength(5);
  for (const text of [investigationHtml(found), investigationMarkdown(found)])
    for (const { events, at } of found.did) for (const part of [...events, at]) expect(text).toContain(part);
});

test('of two grants, the one that shows the read columns is named', () => {
  const row = found.did.find(({ person }) => person === 'wk_bo');
  expect(present(row).via).toMatch(/by one of 2 grants: Lake Formation grant of the table: all columns/);
  expect(present(row).grants).toHaveLength(2);
});

test('foreign text is text on the page, and one cell of a table', () => {
  expect(investigationHtml(found)).not.toContain('<img');
  expect(investigationHtml(found)).not.toMatch(/<script|https?:\/\//);
  const line = investigationMarkdown(found)
    .split('\n')
    .find((text) => text.includes('onerror'));
  expect(present(line).replaceAll('\\|', '').split('|')).toHaveLength(11);
});

test('drafts state what is unknown', () => {
  expect(authorityNotice(found)).toContain('**Persons concerned**: unknown');
  expect(authorityNotice(found)).toMatch(/For 2 hours records are missing/);
  expect(workersNotice(found)).toMatch(/we cannot rule out/);
  const incident = {
    id: 'INC-7',
    aware_at: '2026-11-26T09:00:00Z',
    persons: 12,
    contact: 'dpo@example.com',
    measures: ['closed it'],
  };
  expect(authorityNotice({ ...found, incident })).toMatch(/INC-7[\s\S]*12[\s\S]*closed it/);
});
