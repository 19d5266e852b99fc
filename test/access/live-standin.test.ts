import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Proof, proveAccount } from '../../lib/access/index.ts';
import { factsOf } from '../../lib/access/live/facts.ts';
import { type AccountReading, accountOf, type CallAnswer, driftOf } from '../../lib/access/live/index.ts';
import type { App } from '../../lib/access/model/app.ts';
import { appOf, readApp } from '../../lib/access/model/index.ts';
import { readLive } from '../../lib/storage/aws/live.ts';
import { CLIENTS } from '../../lib/storage/aws/live-table.ts';
import { Children } from '../../rehearse/children.ts';
import { startMoto } from '../../rehearse/stand-ins.ts';
import { provide } from '../../rehearse/tools.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { place, platformDeclaration } from './fixtures/platform.ts';
import { passingOn } from './live/pass-on.ts';
import { putInto, SECRET } from './live/put.ts';

const missing = provide('moto', false, () => {});
if (missing !== undefined)
  console.warn('skipped: the live reader against moto, which is not in .rehearsal (npm run rehearse fetches it)');

/** Calls that moto has no answer to, each with the answer of AWS for an account that has nothing of the kind. */
const UNANSWERED: Readonly<Record<string, object>> = {
  'dynamodb:DescribeKinesisStreamingDestination': { KinesisDataStreamDestinations: [] },
  'ecr:DescribePullThroughCacheRules': { pullThroughCacheRules: [] },
  'glue:GetResourcePolicies': { GetResourcePoliciesResponseList: [] },
  // It looks for a function whose name is the encoded ARN.
  'lambda:ListAliases': { Aliases: [] },
  'lambda:ListFunctionUrlConfigs': { FunctionUrlConfigs: [] },
  'logs:DescribeAccountPolicies': { accountPolicies: [] },
  's3control:ListAccessGrantsInstances': { AccessGrantsInstancesList: [] },
};

/** What moto cannot be given: the command that it refuses. */
const REFUSED = /^AWS::LakeFormation::DataCellsFilter \S+ CreateDataCellsFilterCommand: /;

/** What comes out of moto otherwise than it was put in. */
const WRONG = [
  /^AWS::LakeFormation::DataCellsFilter \S+: filter is not in the account$/,
  // It adds a term of zero years to a term of days.
  /^AWS::S3::Bucket strongroom-audit-\S+: ObjectLockConfiguration is another one$/,
];

const MANY = 120;

describe.skipIf(missing !== undefined)('the live reader over the SDK, against moto (skipped without it)', () => {
  let logs: string;
  let children: Children;
  let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  let expected: App;
  let live: App;
  let refused: readonly string[];
  let reading: AccountReading;
  let asked: readonly string[];

  const modelOf = async (of: AccountReading): Promise<App> => (await accountOf(of, { environment: place })).app;
  const proofOf = (app: App, claims: readonly string[]): Proof =>
    proveAccount(app, { ...platformDeclaration(), needs: [], claims });

  beforeAll(async () => {
    logs = mkdtempSync(join(tmpdir(), 'strongroom-moto-'));
    children = new Children(logs);
    const folder = await synthesizedFolder();
    const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
    const templates = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    const credentials = { accessKeyId: 'STANDIN', secretAccessKey: 'stand-in' };
    config = { endpoint: await startMoto(children, place.accountId), region: place.region, credentials };
    const put = await putInto(config, readApp(templates, place).resources);
    const [log, sns] = [present(CLIENTS.logs)(config), present(CLIENTS.sns)(config)];
    for (let at = 0; at < MANY; at++) {
      await log.send(new CreateLogGroupCommand({ logGroupName: `/many/${at}` }) as never);
      await sns.send(new CreateTopicCommand({ Name: `many-${at}` }) as never);
    }
    refused = put.refused;
    expected = appOf(put.resources, place);
    const between = await passingOn(config.endpoint);
    reading = await readLive({ ...config, endpoint: between.endpoint, stacks: [] });
    asked = await between.close();
    live = await modelOf(reading);
  });

  afterAll(async () => {
    await children.close();
    rmSync(logs, { recursive: true, force: true });
  });

  test('each statement, grant and setting that was put in comes out as the same one', () => {
    const facts = factsOf(expected);
    const statements = facts.filter(({ part }) => ['policy', 'trust', 'boundary'].includes(part));
    expect(statements.length).toBeGreaterThan(200);
    for (const type of ['IAM::Role', 'KMS::Key', 'S3::Bucket', 'SQS::Queue', 'SNS::Topic', 'Lambda::Function'])
      expect(statements.some((statement) => statement.type === `AWS::${type}`)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((text) => !REFUSED.test(text))).toEqual([]);
    const { drifts, beside } = driftOf(expected, live);
    expect(drifts.map(({ text }) => text).filter((text) => !WRONG.some((pattern) => pattern.test(text)))).toEqual([]);
    expect(beside).toEqual([]);
    // A row that nothing shows any more says what is no longer so.
    expect(WRONG.filter((pattern) => !drifts.some(({ text }) => pattern.test(text)))).toEqual([]);
  });

  test('what is of more than one page is read to its end', () => {
    const named = (call: string) => JSON.stringify(reading.answers.find((answer) => answer.call === call));
    for (let at = 0; at < MANY; at++) {
      expect(named('logs:DescribeLogGroups')).toContain(`"/many/${at}"`);
      expect(named('sns:ListTopics')).toContain(`:many-${at}"`);
    }
    const pages = (operation: string) => asked.filter((text) => text === operation).length;
    expect([pages('DescribeLogGroups') > 1, pages('ListTopics') > 1]).toEqual([true, true]);
    // moto gives all roles at once.
    expect(pages('GetAccountAuthorizationDetails')).toBe(1);
  });

  test('nothing is asked for but lists and descriptions, and no value of an environment is kept', () => {
    expect(asked.length).toBeGreaterThan(reading.answers.length);
    expect(asked.filter((text) => !/^(GET |(List|Get|Describe)\w+$)/.test(text))).toEqual([]);
    expect(JSON.stringify(reading)).toContain('"TOKEN"');
    expect(JSON.stringify(reading)).not.toContain(SECRET.TOKEN);
  });

  test('what moto does not answer is undecided, and what rests on it is proved once it is answered', async () => {
    // The caller that moto has administers no lake.
    expect(live.unread.map(({ code }) => code)).toContain('live.partial');
    const failed = live.unread.filter(({ code }) => code !== 'live.partial');
    expect(new Set(failed.map(({ call }) => call))).toEqual(new Set(Object.keys(UNANSWERED)));
    const families = ['two-locks', 'it-dies', 'no-silent-administrator'];
    const unproved = proofOf(live, families).claims.filter(({ verdict }) => verdict !== 'proved');
    expect(unproved.length).toBeGreaterThan(0);
    expect(new Set(unproved.map(({ verdict }) => verdict))).toEqual(new Set(['undecided']));
    // An administrator of the lake, to whom all its grants are listed.
    const caller = `arn:aws:sts::${place.accountId}:assumed-role/strongroom-revoke/eva`;
    const answers = reading.answers.map((answer): CallAnswer => {
      const { call, input } = answer;
      return 'error' in answer ? { call, input, output: UNANSWERED[call] } : answer;
    });
    const filled = proofOf(await modelOf({ ...reading, caller, answers }), families);
    expect(filled.claims.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
    for (const call of Object.keys(UNANSWERED)) {
      const one = answers.map((answer) =>
        answer.call === call ? present(reading.answers.find((old) => old.call === call)) : answer,
      );
      const without = proofOf(await modelOf({ ...reading, caller, answers: one }), [
        ...families,
        'no-side-doors',
        'columns-and-rows',
      ]);
      expect([call, without.verdict]).not.toEqual([call, 'proved']);
      expect(without.claims.map(({ because }) => because).join()).toContain(call);
    }
  });
});
