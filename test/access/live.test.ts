import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { configuration, readConfigured } from '../../bin/embedded/proof.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { CATALOGUE } from '../../lib/access/escalate/catalogue.ts';
import { CLAIM_FAMILIES, type Declaration, type Proof, prove, proveAccount } from '../../lib/access/index.ts';
import {
  type AccountReading,
  accountOf,
  type CallAnswer,
  driftOf,
  LIVE_ACTIONS,
  LIVE_CALLS,
  type LiveAccount,
} from '../../lib/access/live/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { concernsUs } from '../../lib/platform/audit/watched-events.ts';
import { every } from '../everything.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { place, platformDeclaration } from './fixtures/platform.ts';
import { deployed } from './live/deploy.ts';
import { HARMLESS, PLANTED } from './live/drifts.ts';
import { BY_EVENT_ONLY, HARMLESS_BESIDE, MORE } from './live/more-drifts.ts';

let templates: ReadonlyMap<string, string>;
let reading: AccountReading;

beforeAll(async () => {
  const folder = await synthesizedFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  templates = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  reading = deployed(templates);
});

const read = (given: AccountReading): Promise<LiveAccount> =>
  accountOf(given, { environment: { managedPolicies: awsManagedPolicies } });
const proofOf = (account: LiveAccount, claims?: readonly string[]): Proof => {
  const declaration: Declaration = declarationOf(configuration, account.expected ?? account.app);
  return proveAccount(account.app, claims === undefined ? declaration : { ...declaration, claims });
};
const verdicts = ({ claims }: Proof) => claims.map(({ id, verdict }) => `${id} ${verdict}`).sort();

describe('an account that is what its templates say', () => {
  test('has the same claims proved, and differs in nothing', async () => {
    const account = await read(reading);
    expect(account.app.unread).toEqual([]);
    expect(driftOf(present(account.expected), account.app)).toEqual({ drifts: [], beside: [], others: 0 });
    const live = proofOf(account);
    const synthesized = prove(templates, declarationOf(configuration, readConfigured(templates, place)), place);
    expect(live.verdict).toBe('proved');
    expect(live.claims.length).toBeGreaterThan(500);
    expect(new Set(verdicts(live).map(placeless))).toEqual(new Set(verdicts(synthesized).map(placeless)));
  });

  test('differs in nothing by the policy that SNS gives a topic without one', async () => {
    const bare = new Map(
      [...templates].map(([name, template]) => {
        const { Resources, ...rest } = JSON.parse(template) as { Resources: Record<string, { Type: string }> };
        const kept = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::SNS::TopicPolicy');
        return [name, JSON.stringify({ ...rest, Resources: Object.fromEntries(kept) })];
      }),
    );
    const account = await read(deployed(bare));
    expect(driftOf(present(account.expected), account.app).drifts).toEqual([]);
    const shared = deployed(bare).answers.map((answer): CallAnswer => {
      if (answer.call !== 'sns:GetTopicAttributes' || !('output' in answer)) return answer;
      const opened = JSON.stringify(answer.output).replaceAll('SourceOwner', 'SourceAccount');
      return { ...answer, output: JSON.parse(opened) };
    });
    const other = await read({ ...deployed(bare), answers: shared });
    expect(
      driftOf(present(other.expected), other.app)
        .drifts.map(({ text }) => text)
        .join(),
    ).toMatch(/__default_statement_ID/);
  });

  test('can be proved by names where nothing is known of its stacks', async () => {
    const account = await read({ ...reading, stacks: [] });
    const proof = proveAccount(account.app, {
      ...platformDeclaration(),
      needs: [],
      claims: ['two-locks/raw', 'it-dies/raw'],
    });
    expect(proof.claims.filter(({ verdict }) => verdict !== 'proved')).toEqual([]);
  });
});

/** Of names that CloudFormation makes up. */
const placeless = (text: string): string => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|-[0-9A-F]{12}\b/g, '');

/** All claims of a kind take up to a second: one change of each kind here, all of them in `npm run soak`. */
const PROVED_HERE = [
  'a bucket policy lets another account in',
  'a grant opens a key',
  'a role lets somebody else take it',
  'a bucket is replicated',
  'a bucket keeps for longer',
  'a grant of the lake has no filter',
  'a role is marked as one that manages people',
  'log events of the whole account go elsewhere',
  'a table of items is copied to another region',
  'a watch rule is disabled',
  'a filter is made beside those of the templates',
  'grants of S3 stand beside the policies',
  'several grants are made at once',
];

describe('a change past the deployment', () => {
  test.each(Object.entries({ ...PLANTED, ...MORE }))('%s: is named', async (name, { plant, says, falls }) => {
    const account = await read(plant(reading));
    const { drifts } = driftOf(present(account.expected), account.app);
    if (says !== undefined) expect(drifts.map(({ text }) => text).join('\n')).toMatch(says);
    if (falls === undefined || !(process.env.LIVE_RUNS === 'all' || PROVED_HERE.includes(name))) return;
    const [family] = falls.source.slice(1).split('\\');
    const claims = CLAIM_FAMILIES[family as keyof typeof CLAIM_FAMILIES] === undefined ? undefined : [present(family)];
    expect(
      proofOf(account, claims)
        .claims.filter(({ verdict }) => verdict !== 'proved')
        .map(({ id }) => id),
    ).toContainEqual(expect.stringMatching(falls));
  });

  test.each(Object.entries({ ...HARMLESS, ...HARMLESS_BESIDE }))('%s: is reported as harmless', async (_, change) => {
    const account = await read(change(reading));
    expect(driftOf(present(account.expected), account.app).drifts).toEqual([]);
    expect(proofOf(account, ['two-locks', 'it-dies', 'columns-and-rows']).verdict).toBe('proved');
  });

  test('of each step of the catalogue that concerns the platform, one is planted, or no reading shows it', () => {
    const planted = new Set(Object.values({ ...PLANTED, ...MORE }).flatMap(({ by }) => by.split(' ')));
    const missing = CATALOGUE.filter(concernsUs)
      .filter(({ actions }) => actions.length > 0)
      .filter(({ actions }) => !actions.some((action) => planted.has(action) || action in BY_EVENT_ONLY));
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(Object.keys(BY_EVENT_ONLY).filter((action) => planted.has(action))).toEqual([]);
  });

  test('something declared that is gone is refuted by name', async () => {
    const without = reading.answers.map(
      (answer): CallAnswer =>
        answer.call === 's3:ListBuckets' ? { call: answer.call, input: answer.input, output: { Buckets: [] } } : answer,
    );
    const proof = proofOf(await read({ ...reading, answers: without }));
    expect(proof.verdict).toBe('refuted');
    expect(proof.claims.map(({ because }) => because).join()).toContain('strongroom-raw');
  });
});

describe('what AWS does not answer', () => {
  const CODES = ['access.denied', 'aws.throttled', 'aws.failed'];
  type Listed = Record<string, Record<string, unknown>[]>;
  /** The reading of an account in which the answer to a call is another one, and further calls are answered. */
  const besides = (call: string, change: (output: Listed) => unknown, more: readonly CallAnswer[]): AccountReading => ({
    ...reading,
    answers: [
      ...reading.answers.map(
        (answer): CallAnswer =>
          answer.call === call && 'output' in answer
            ? { ...answer, output: change(structuredClone(answer.output) as Listed) }
            : answer,
      ),
      ...more,
    ],
  });
  const MANAGED = 'arn:aws:iam::aws:policy/NewerThanWhatIsKnown';
  const attached = (...more: CallAnswer[]) =>
    besides(
      'iam:GetAccountAuthorizationDetails',
      (output) => {
        const [role] = present(output.RoleDetailList);
        present(role).AttachedManagedPolicies = [{ PolicyName: 'New', PolicyArn: MANAGED }];
        return output;
      },
      more,
    );
  const policy: CallAnswer = {
    ...{ call: 'iam:GetPolicy', input: { PolicyArn: MANAGED } },
    output: { Policy: { Arn: MANAGED, DefaultVersionId: 'v7' } },
  };
  const STREAM = 'arn:aws:kinesis:eu-west-1:111122223333:stream/s';
  const withStream = () =>
    besides('kinesis:ListStreams', () => ({ StreamSummaries: [{ StreamName: 's', StreamARN: STREAM }] }), [
      { call: 'kinesis:DescribeStreamSummary', input: { StreamARN: STREAM }, output: {} },
      { call: 'kinesis:GetResourcePolicy', input: { ResourceARN: STREAM }, output: {} },
      { call: 'kinesis:ListStreamConsumers', input: { StreamARN: STREAM }, output: {} },
    ]);
  /** Calls that this deployment gives no cause for: an account that gives one, and the input of the call. */
  const CAUSED: Readonly<Record<string, readonly [input: Record<string, string>, account: () => AccountReading]>> = {
    'iam:GetPolicy': [{ PolicyArn: MANAGED }, () => attached()],
    'iam:GetPolicyVersion': [{ PolicyArn: MANAGED, VersionId: 'v7' }, () => attached(policy)],
    's3control:GetAccessPointPolicy': [
      { Name: 'door' },
      () =>
        besides(
          's3control:ListAccessPoints',
          () => ({ AccessPointList: [{ Name: 'door', Bucket: bucketOf('raw'), NetworkOrigin: 'Internet' }] }),
          [],
        ),
    ],
    'kinesis:DescribeStreamSummary': [{ StreamARN: STREAM }, withStream],
    'kinesis:GetResourcePolicy': [{ ResourceARN: STREAM }, withStream],
    'kinesis:ListStreamConsumers': [{ StreamARN: STREAM }, withStream],
    'secretsmanager:GetResourcePolicy': [
      { SecretId: 'arn:s' },
      () => besides('secretsmanager:ListSecrets', () => ({ SecretList: [{ Name: 's', ARN: 'arn:s' }] }), []),
    ],
    'ecr:GetRepositoryPolicy': [
      { repositoryName: 'r' },
      () => besides('ecr:DescribeRepositories', () => ({ repositories: [{ repositoryName: 'r' }] }), []),
    ],
  };
  const bucketOf = (zone: string): string => {
    const listed = reading.answers.find(({ call }) => call === 's3:ListBuckets') as { output: Listed };
    return String(present(present(listed.output.Buckets).find(({ Name }) => String(Name).includes(`-${zone}-`))).Name);
  };
  const failing = (call: string, code: string): AccountReading => {
    const error = { code, why: 'not now' };
    const caused = CAUSED[call];
    if (caused !== undefined) {
      const account = caused[1]();
      return { ...account, answers: [...account.answers, { call, input: caused[0], error }] };
    }
    // Of many answers to one call, one that is about the lake's own.
    const about = reading.answers.filter((answer) => answer.call === call);
    const target =
      about.find((callAnswer) => /raw|redact|strongroom-control/.test(JSON.stringify(callAnswer))) ?? about[0];
    return {
      ...reading,
      answers: reading.answers.map(
        (answer): CallAnswer => (answer === target ? { call, input: answer.input, error } : answer),
      ),
    };
  };
  const ofStacks = (call: string): boolean => call.startsWith('cloudformation:');

  test('every call is in the record, or an account gives cause for it here', () => {
    const recorded = new Set(reading.answers.map(({ call }) => call));
    expect(LIVE_CALLS.filter((call) => !recorded.has(call) && !ofStacks(call)).sort()).toEqual(
      Object.keys(CAUSED).sort(),
    );
  });

  test.each(LIVE_CALLS.filter(ofStacks).map((call, at) => [call, present(CODES[at % 3])]))(
    '%s with %s: the difference from the deployment is not known, and the claims stand by names',
    async (call, code) => {
      const account = await read(failing(call, code));
      expect(account.app.unread).toContainEqual(expect.objectContaining({ call, code }));
      expect(proofOf(account, ['two-locks']).claims.map(({ verdict }) => verdict)).not.toContain('refuted');
    },
  );

  // Every third call here, and each in `npm run soak`.
  const others = LIVE_CALLS.filter((call) => !ofStacks(call)).map(
    (call, at) => [call, present(CODES[Math.floor(at / 3) % 3])] as const,
  );
  test.each(every(3, others))('%s with %s: is undecided with its code, and never proved', async (call, code) => {
    // Without the stacks, so that templates are not read each time.
    const account = await read({ ...failing(call, code), stacks: [] });
    expect(account.app.unread).toContainEqual(expect.objectContaining({ call, code }));
    const declared = { ...platformDeclaration(), claims: ['columns-and-rows', 'it-dies', 'no-silent-administrator'] };
    const proof = proveAccount(account.app, declared);
    expect(proof.verdict).not.toBe('proved');
    expect(proof.claims.map(({ because }) => because).join()).toContain(code);
  });

  test('a record that lacks a call is one in which that call failed', async () => {
    const answers = reading.answers.filter(({ call }) => call !== 'kms:ListGrants');
    const account = await read({ ...reading, answers });
    expect(account.app.unread.map(({ code }) => code)).toContain('live.not-recorded');
    expect(proofOf(account, ['two-locks']).verdict).toBe('undecided');
  });

  test.each([
    ['glue:GetTables', { DatabaseName: 'other' }, 'glue:GetDatabases', 'DatabaseList', 'columns-and-rows'],
    ['events:ListRules', { EventBusName: 'other' }, 'events:ListEventBuses', 'EventBuses', 'no-silent-administrator'],
  ])('%s of something of others may be about the lake all the same', async (call, input, lister, property, claims) => {
    const answers = reading.answers.map((answer): CallAnswer => {
      if (answer.call !== lister || !('output' in answer)) return answer;
      const listed = present((answer.output as Record<string, unknown[]>)[property]);
      return { ...answer, output: { [property]: [...listed, { Name: 'other' }] } };
    });
    const refused: CallAnswer = { call, input, error: { code: 'access.denied', why: 'not yours' } };
    const account = await read({ ...reading, answers: [...answers, refused] });
    expect(account.app.unread).toEqual([{ call, code: 'access.denied', why: 'not yours' }]);
    expect(proofOf(account, [claims]).verdict).toBe('undecided');
  });

  test('an answer that lists only what the caller may see is not taken for the whole', async () => {
    const account = await read({ ...reading, caller: 'arn:aws:sts::111122223333:assumed-role/other/eva' });
    expect(account.app.unread.map(({ code }) => code)).toEqual(['live.partial']);
    expect(proofOf(account, ['columns-and-rows']).verdict).toBe('undecided');
    expect(proofOf(account, ['two-locks']).verdict).toBe('proved');
  });
});

test('a reading takes no right to what is kept', () => {
  expect(LIVE_ACTIONS.filter((action) => !/:(List|Get|Describe)/.test(action))).toEqual([]);
  const contents =
    /:(GetObject|GetItem|GetLogEvents|GetQueryResults|GetSecretValue|GetFunction$|GetRecords|GetParameter)/;
  expect(LIVE_ACTIONS.filter((action) => contents.test(action))).toEqual([]);
});
