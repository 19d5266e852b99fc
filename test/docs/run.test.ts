import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { COMMANDS, type CommandName } from '../../bin/commands/table.ts';
import { readTemplates } from '../../lib/access/files/templates.ts';
import { prove } from '../../lib/access/index.ts';
import { type Ended, runIn } from '../e2e/in-process.ts';
import { startedIn } from '../e2e/started.ts';
import { EVERYTHING } from '../everything.ts';
import { synthesizedFolder } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { fencesOf, GUIDES, isMark, type Line, linesOf, ROOT, strongroomWords } from './lines.ts';

const ALL = GUIDES.flatMap(linesOf);

const nameOf = ({ command }: Line): string => strongroomWords(command, true)?.join(' ') ?? command;

/** The main job a second time, under another name: run in the soak. */
const AGAIN = 'start --input samples/office-day --out out/mine';

/** Each command once, where a reader meets it first: all pages are of one checkout. */
const RUN = ALL.filter(({ mark }) => mark === undefined)
  .filter((line, at, all) => all.findIndex((other) => nameOf(other) === nameOf(line)) === at)
  .filter((line) => EVERYTHING || nameOf(line) !== AGAIN);

const here = mkdtempSync(join(tmpdir(), 'strongroom-docs-'));

/** Files that a reader of these pages brings along, under the names that the pages give them. */
async function bring(): Promise<void> {
  for (const name of ['samples', 'examples', 'config', 'node_modules', '.git'])
    if (existsSync(join(ROOT, name))) symlinkSync(join(ROOT, name), join(here, name));
  const write = (name: string, value: unknown) =>
    writeFileSync(join(here, name), typeof value === 'string' ? value : JSON.stringify(value));
  const ours = await synthesizedFolder();
  for (const name of ['cdk.out', 'OLD', 'NEW', 'evidence/policies/2026-11-01'])
    cpSync(ours, join(here, name), { recursive: true });
  for (const name of ['PATH', 'evidence/logs']) mkdirSync(join(here, name), { recursive: true });
  write('PATH/uploads.yaml', UPLOADS);
  write('evidence/incident.json', { id: 'INC-7', aware_at: '2026-11-26T08:00:00Z', jurisdictions: ['XA'] });
  const policy = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  write('old-policy.json', policy('s3:GetObject'));
  write('new-policy.json', policy('s3:GetObject'));
  const request = {
    principal: 'arn:aws:iam::111111111111:user/u',
    action: 's3:GetObject',
    resource: { resource: 'arn:aws:s3:::a/k', accountId: '111111111111' },
    context: {},
  };
  write('cases.ndjson', `${JSON.stringify({ name: 'no policy', request })}\n`);
  write('texts.ndjson', `${JSON.stringify({ id: 'a', text: 'Call Anna Meyer', surface: 'prose' })}\n`);
}

/** The app of docs/access.md: a bucket of uploads with a key of its own, and the one role that reads it. */
const UPLOADS = `
Resources:
  UploadsKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}
  UploadsBucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt UploadsKey.Arn}
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: WorkerRole
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '\${UploadsBucket.Arn}/*'}
              - {Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt UploadsKey.Arn}
`;

/** What only the reader can put in, by what the run has said so far. */
async function filledIn(word: string): Promise<string> {
  if (word !== 'HEX') return word;
  const { out } = await told(['gate', 'status', '--json']);
  return JSON.parse(out).key;
}

/** The lake of the main job; in the suite also in the place of the one that it makes under another name. */
function started(): Ended {
  const ended = startedIn(here);
  if (EVERYTHING) return ended;
  cpSync(join(here, 'out'), join(here, 'mine'), { recursive: true });
  renameSync(join(here, 'mine'), join(here, 'out/mine'));
  return ended;
}

/** @param input file that stands in the place of standard input */
async function told(args: readonly string[], input?: string): Promise<Ended> {
  // The first page begins with it, in an empty folder.
  if (args.join(' ') === 'start') return started();
  if (input === undefined) return runIn(here, args);
  const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(createReadStream(join(here, input)) as never);
  try {
    return await runIn(here, args);
  } finally {
    stdin.mockRestore();
  }
}

/** A command that runs until it is stopped, up to its first line. Any free port: 8080 may be somebody else's. */
async function served(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/strongroom.ts'), ...args, '--port', '0'], { cwd: here });
  try {
    const ended = once(child, 'exit').then(() => ['']);
    const [address = ''] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as string[];
    if (address === '') return { status: child.exitCode ?? 1, out: '', err: 'ended before it served' };
    return { status: (await fetch(address)).ok ? 0 : 1, out: address, err: '' };
  } finally {
    if (child.kill()) await once(child, 'exit');
  }
}

/** Documents for scripts, and commands whose row says why their lines are long. */
const isWide = ([name = '', ...words]: readonly string[]): boolean =>
  words.includes('--json') || (Object.hasOwn(COMMANDS, name) && 'wide' in COMMANDS[name as CommandName]);
/** What cannot be broken, such as an ARN, stays whole. */
const isTooWide = (line: string): boolean => [...line].length > 100 && line.trim().includes(' ');

/** The exit code that the comment of a line tells; without one, that of success. */
const expectedOf = ({ comment }: Line): number => Number(/\bexits (\d)/.exec(comment)?.[1] ?? 0);

beforeAll(bring);
afterAll(() => rmSync(here, { recursive: true }));

describe('every command of the pages that needs no account', () => {
  test.each(RUN.map((line) => [nameOf(line), line] as const))('%s', async (_, line) => {
    const { command } = line;
    const [call = '', input] = command.split(/\s+<\s+/);
    const words = strongroomWords(call);
    expect(words, `${line.doc}: only commands of strongroom are run here; mark the block`).toBeDefined();
    const args = await Promise.all(present(words).map(filledIn));
    // Of two names of one revision, the packages of both are here; a clone of one branch has no main.
    const plain = args.map((word) => (word === 'main..HEAD' ? 'HEAD..HEAD' : word));
    // Approvals are of two people, who say on a terminal that they have read it.
    const calls = plain[1] === 'approve' ? ['amy', 'bo'].map((name) => [...plain, '--as', name, '--yes']) : [plain];
    for (const each of calls) {
      const { status: code, out, err } = each[0] === 'serve' ? await served(each) : await told(each, input);
      expect([code, code === 0 ? '' : err], `${line.doc}: ${command}\n${out.slice(0, 500)}`).toEqual([
        expectedOf(line),
        code === 0 ? '' : err,
      ]);
      if (code === 0) expect(`${out}${err}`, 'says nothing').not.toBe('');
      if (!isWide(each)) expect(out.split('\n').filter(isTooWide), `${command}: wider than a terminal`).toEqual([]);
    }
  });
});

test('the finding that docs/access.md names is one of its app', () => {
  const uploads = {
    name: 'uploads',
    buckets: ['UploadsBucket'],
    keys: ['UploadsKey'],
    approvedReaders: ['WorkerRole'],
  };
  const declaration = { classes: [uploads], trustedBase: [], claims: ['no-escalation/uploads/anybody'] };
  const [claim] = prove(readTemplates(join(here, 'PATH')), declaration).claims;
  expect(readFileSync(join(ROOT, 'docs/access.md'), 'utf8')).toContain(`\`${present(claim?.finding)}\``);
});

describe('blocks that are not run', () => {
  test('are marked, each with a mark that there is', () => {
    const fences = GUIDES.flatMap(fencesOf);
    const commands = /^\s*(?:npx|npm|aws|git|node|strongroom|\$EDITOR) /m;
    const unnamed = fences.filter(
      ({ doc, language, body }) => language === '' && commands.test(body) && !doc.endsWith('commands.md'),
    );
    expect(unnamed.map(({ doc, body }) => `${doc}: ${body}`)).toEqual([]);
    expect(fences.filter(({ language, mark }) => language === 'sh' && mark !== '' && !isMark(mark))).toEqual([]);
  });

  test('are few, and those for an account need one', () => {
    const count = (mark: Line['mark']) => ALL.filter((line) => line.mark === mark).length;
    expect(RUN.length).toBeGreaterThan(60);
    expect({ account: count('account'), elsewhere: count('elsewhere') }).toEqual({
      account: 18,
      // 22 of them are of the recipes, for a tree that was changed by them.
      elsewhere: 47,
    });
    const calls = ALL.filter(({ mark }) => mark === 'account').flatMap(({ command }) => strongroomWords(command) ?? []);
    expect(calls.length).toBeGreaterThan(0);
  });
});
