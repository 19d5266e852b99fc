import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { readApp } from '../../lib/access/index.ts';
import { actionOf, LIVE_ACTIONS, LIVE_CALLS } from '../../lib/access/live/calls.ts';
import { needsOf } from '../../lib/governance/needs/index.ts';
import { ACCOUNT_READERS } from '../../lib/governance/roles.ts';
import { DOCTOR_ACTIONS } from '../../lib/storage/aws/account.ts';
import { CALLS } from '../../lib/storage/aws/live-table.ts';
import { place } from '../access/fixtures/platform.ts';
import { ACCOUNT_ACTIONS, EXPORT_ACTIONS, SDK_ACTIONS } from './sdk-actions.ts';

/** By command name, which several services may share. */
function liveActions(): Record<string, string[]> {
  const known: Readonly<Record<string, readonly string[]>> = { ...ACCOUNT_ACTIONS, ...SDK_ACTIONS, ...EXPORT_ACTIONS };
  const found: Record<string, string[]> = {};
  for (const [call, { command }] of Object.entries(CALLS))
    found[command.name] = [...new Set([...(found[command.name] ?? known[command.name] ?? []), actionOf(call)])];
  return found;
}

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ...ACCOUNT_ACTIONS,
  ...SDK_ACTIONS,
  ...EXPORT_ACTIONS,
  ...liveActions(),
  // Separate, because the rehearsal does not make them.
  DetectPiiEntitiesCommand: ['comprehend:DetectPiiEntities'],
  PublishCommand: ['sns:Publish'],
};

/** Calls without a row, with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  GetCallerIdentityCommand: 'AWS asks for no permission',
};

const ROOT = join(import.meta.dirname, '../..');
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*'@aws-sdk\/[^']+'/g;
const SENDS = /^(\w+Command|paginate\w+|waitFor\w+|waitUntil\w+|Upload)$/;

/** The imports of a file from the SDK that send a call. Types, clients and errors send none. */
const sentBy = (source: string): string[] =>
  [...source.matchAll(IMPORT)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim().split(/\s+as\s+/)[0] ?? '')
      .filter((name) => SENDS.test(name)),
  );

const files = globSync('{bin,lib,lambdas}/**/*.ts', { cwd: ROOT }).map((file) => ({
  file,
  source: readFileSync(join(ROOT, file), 'utf8'),
}));
const sent = new Set(files.flatMap(({ source }) => sentBy(source)));

test('a variable that sends a call is found in a file, whatever its name', () => {
  const source = `import {\n  GetObjectCommand as Read,\n  type S3Client,\n  paginateX,\n} from '@aws-sdk/client-s3';`;
  expect(sentBy(source)).toEqual(['GetObjectCommand', 'paginateX']);
});

test('the SDK is used only in the form that this test reads', () => {
  const others = files.filter(({ source }) => {
    const mentions = source.split(/['"]@aws-sdk\/(?:client|lib)-/).length - 1;
    const types = [...source.matchAll(/import type[^;]*'@aws-sdk\//g)].length;
    return mentions > [...source.matchAll(IMPORT)].length + types;
  });
  expect(others.map(({ file }) => file)).toEqual([]);
});

test('every call that the code can send has a row in the table of needs', () => {
  const needs = needsOf({ access, program, environment, redaction: { comprehend: true } }, readApp({}, place));
  // The doctor runs before any role of the platform exists: its permissions are a policy for its user
  // (policies/doctor-policy.json).
  const needed = new Set([...needs.flatMap((need) => (need.kind === 'call' ? need.actions : [])), ...DOCTOR_ACTIONS]);
  expect([...sent].filter((name) => !(name in WITHOUT)).sort()).toEqual(Object.keys(ACTIONS).sort());
  expect(Object.keys(WITHOUT).filter((name) => !sent.has(name))).toEqual([]);
  const missing = Object.entries(ACTIONS).flatMap(([name, actions]) =>
    actions.filter((action) => !needed.has(action)).map((action) => `${name}: ${action}`),
  );
  expect(missing).toEqual([]);
});

test('the doctor has the permissions that it needs, and none that change anything', () => {
  const source = readFileSync(join(ROOT, 'lib/storage/aws/account.ts'), 'utf8');
  const asked = new Set(
    sentBy(source).flatMap((name) => ({ ...ACCOUNT_ACTIONS, ...SDK_ACTIONS })[name as never] ?? []),
  );
  expect([...asked].sort()).toEqual([...DOCTOR_ACTIONS]);
  for (const action of DOCTOR_ACTIONS) expect(action).toMatch(/:(Get|List|Describe)/);
  const policy = JSON.parse(readFileSync(join(ROOT, 'policies/doctor-policy.json'), 'utf8'));
  expect(policy.Statement).toEqual([
    { Sid: 'ReadAccount', Effect: 'Allow', Action: [...DOCTOR_ACTIONS], Resource: '*' },
  ]);
});

test('a reader of the account needs each action of a reading, on resources with their own policy by name', () => {
  const needs = needsOf({ access, program, environment }, readApp({}, place));
  for (const reader of ACCOUNT_READERS) {
    const own = needs.filter((need) => need.kind === 'call' && need.id.startsWith(`${reader}/reads-account-`));
    expect(new Set(own.flatMap((need) => (need.kind === 'call' ? need.actions : [])))).toEqual(new Set(LIVE_ACTIONS));
  }
});

test('a reading of an account has a command for each of its calls, and permission for exactly these', () => {
  expect(Object.keys(CALLS).sort()).toEqual([...LIVE_CALLS]);
  const policy = JSON.parse(readFileSync(join(ROOT, 'policies/live-policy.json'), 'utf8'));
  expect(policy.Statement).toEqual([
    { Sid: 'ReadPolicies', Effect: 'Allow', Action: [...LIVE_ACTIONS], Resource: '*' },
  ]);
});
