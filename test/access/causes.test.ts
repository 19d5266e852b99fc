import { describe, expect, it } from 'vitest';
import { type Cause, type CauseKind, causesOf } from '../../lib/access/causes/index.ts';
import { type Declaration, prove, readApp } from '../../lib/access/index.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { PLAIN } from '../../lib/report/terminal.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
type Change = (resources: Resources) => void;

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ACCOUNT = { AWS: 'arn:aws:iam::111122223333:root' };
const trust = document({ Effect: 'Allow', Principal: ACCOUNT, Action: 'sts:AssumeRole' });
const ops = (more: object): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'ops', AssumeRolePolicyDocument: trust, ...more },
});
const managed =
  (arn: string): Change =>
  (r) => {
    r.Ops = ops({ ManagedPolicyArns: [arn] });
  };
const may = (Action: string | string[], Resource: unknown) => ({
  Policies: [{ PolicyName: 'p', PolicyDocument: document({ Effect: 'Allow', Action, Resource }) }],
});
const lock = (r: Resources) => r.RawBucketPolicy.Properties.PolicyDocument.Statement;

const proofOf = (change: Change, more: Partial<Declaration> = {}, place: object = lakePlace) => {
  const template = lakeTemplate();
  change(template.Resources);
  const declaration = { ...lakeDeclaration, ...more };
  const proof = prove({ Lake: template }, declaration, place);
  return { ...proof, causes: causesOf(readApp({ Lake: template }, place), declaration, proof) };
};
/** Those that the lake itself does not have. */
const own = proofOf(() => {}).causes.map(({ example }) => example);
const newCauses = (change: Change, more: Partial<Declaration> = {}): Cause[] =>
  proofOf(change, more).causes.filter(({ example }) => !own.includes(example));

/** For each kind of cause: a change that brings it about, the place to mend, and words that the advice must hold. */
const KINDS: Readonly<Record<CauseKind, { change: Change; more?: Partial<Declaration>; at: string; advice: RegExp }>> =
  {
    right: {
      change: (r) => {
        r.Ops = ops(may(['s3:PutBucketPolicy', 'kms:PutKeyPolicy'], '*'));
      },
      at: 'Lake#Ops',
      advice: /^Narrow .* \{"Effect":"Deny","Action":\[?"s3:PutBucketPolicy"/,
    },
    'let in': {
      change: (r) => {
        r.RawKey.Properties.KeyPolicy.Statement.push({
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
        });
      },
      at: 'Lake#RawKey',
      advice: /"ArnEquals":\{"aws:PrincipalArn":\["\$\{RedactRole\.Arn\}"\]\}/,
    },
    trust: {
      change: (r) => {
        r.RedactRole.Properties.AssumeRolePolicyDocument.Statement.push({
          ...{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' },
        });
      },
      at: 'Lake#RedactRole',
      advice: /trust policy of Lake\/RedactRole/,
    },
    'open lock': {
      change: (r) => {
        lock(r)[0].Condition.StringNotEquals = { 'aws:PrincipalTag/team': 'data' };
      },
      at: 'Lake#RawBucketPolicy',
      advice: /"Effect":"Deny","Principal":"\*","Action":"s3:GetObject\*".*"ArnNotEquals":/,
    },
    unheard: {
      change: (r) => {
        const { detail } = r.Watch.Properties.EventPattern;
        detail.eventName = detail.eventName.filter((name: string) => !/^Put(Bucket|Key)Policy$/.test(name));
      },
      at: 'Lake#',
      advice: /"eventName":\["Put(Bucket|Key)Policy"\]/,
    },
    'trail off': {
      change: (r) => {
        r.Trail.Properties.IsLogging = false;
      },
      at: 'Lake#Trail',
      advice: /Set IsLogging of this trail to true/,
    },
    grant: {
      change: (r) => {
        r.Filter.Properties.RowFilter = { AllRowsWildcard: {} };
      },
      at: 'Lake#Grant',
      advice: /narrow its filter to what is declared/,
    },
    setting: {
      change: (r) => {
        r.RawBucket.Properties.ReplicationConfiguration = {
          Role: 'x',
          Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::elsewhere' } }],
        };
      },
      at: 'Lake#RawBucket',
      advice: /Change this setting of Lake\/Raw\/Bucket/,
    },
    'lake setting': {
      change: (r) => {
        r.Settings.Properties.AllowExternalDataFiltering = true;
      },
      at: 'Lake#Settings',
      advice: /Close AllowExternalDataFiltering of Lake\/Settings/,
    },
    lifetime: {
      change: (r) => {
        r.RawBucket.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays = 400;
      },
      at: 'Lake#RawBucket',
      advice: /ExpirationInDays/,
    },
    control: {
      change: (r) => {
        delete r.TeamRole.Properties.AssumeRolePolicyDocument.Statement[0].Condition;
      },
      at: 'Lake#TeamRole',
      advice: /the control that its columns demand/,
    },
    people: {
      change: (r) => {
        r.TeamRole.Properties.Tags = [{ Key: 'department', Value: 'Human Resources' }];
      },
      at: 'Lake#TeamRole',
      advice: /manages people must not read/,
    },
    unused: {
      change: () => {},
      more: {
        kept: [{ table: 'activity.activity', rows: [], columns: [], empty: [] }],
      },
      at: 'Lake#Table',
      advice: /Stop keeping it/,
    },
    need: {
      change: () => {},
      more: {
        needs: [
          {
            ...{ kind: 'call', id: 'redact/writes', principal: 'RedactRole', actions: ['s3:PutObjectTagging'] },
            ...{ resource: 'arn:aws:s3:::lake/x', why: 'tests need it', source: 'https://docs.aws.amazon.com/' },
          },
        ],
      },
      at: 'Lake#RedactRole',
      advice: /"Effect":"Allow","Action":"s3:PutObjectTagging"/,
    },
    unknown: {
      change: (r) => {
        r.Strange = { Type: 'Acme::Helper::Thing', Properties: { Name: 'x' } };
      },
      at: '',
      advice: /Read what it does/,
    },
  };

describe('a cause', () => {
  it.each(Object.entries(KINDS))(
    'of kind %s is told with where it is and what to do',
    (kind, { change, more, at, advice }) => {
      const causes = newCauses(change, more);
      const cause = causes.find((candidate) => candidate.kind === kind);
      expect(cause, JSON.stringify(causes)).toBeDefined();
      expect(cause?.source ?? '').toMatch(at);
      expect(cause?.advice.join('\n')).toMatch(advice);
    },
  );

  it('is printed once, with all claims that fall by it, and each claim falls by one cause', () => {
    const { claims, causes } = proofOf(managed('arn:aws:iam::aws:policy/AdministratorAccess'));
    const fallen = causes.flatMap((cause) => cause.claims);
    expect(new Set(fallen).size).toBe(fallen.length);
    expect([...fallen].sort()).toEqual(claims.flatMap(({ id, verdict }) => (verdict === 'proved' ? [] : [id])).sort());
    const administrator = causes.filter(({ statement }) => statement?.includes('AdministratorAccess'));
    expect(administrator).toHaveLength(1);
    expect(administrator[0]?.claims.length).toBeGreaterThan(2);
    expect(administrator[0]?.advice[0]).toMatch(/^Take AWS managed AdministratorAccess from ops/);
  });

  it('is one for each setting of a resource: to close one leaves the others', () => {
    const causes = newCauses((r) => {
      r.Task = {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          TaskRoleArn: { 'Fn::GetAtt': ['RedactRole', 'Arn'] },
          ContainerDefinitions: [
            {
              Image: 'public.ecr.aws/theirs/x',
              LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/ecs/x' } },
            },
          ],
        },
      };
    });
    const ofTask = causes.filter(({ source }) => source === 'Lake#Task');
    expect(ofTask.map(({ verdict, example }) => [verdict, /image|prints/.exec(example)?.[0]])).toEqual([
      ['refuted', 'prints'],
      ['undecided', 'image'],
    ]);
  });

  it('is closed for everybody where a class has no reader, and no words stand in the statement', () => {
    const [first, ...rest] = lakeDeclaration.classes.map((dataClass) => ({ ...dataClass, approvedReaders: [] }));
    const causes = newCauses(() => {}, { classes: first ? [first, ...rest] : [], claims: ['two-locks'] });
    const told = causes.flatMap(({ advice }) => advice).join('\n');
    expect(told).toContain('has no approved reader');
    expect(told).not.toContain('"the approved readers of');
  });

  it('that is undecided says may, and what was not known', () => {
    const causes = newCauses(managed('arn:aws:iam::111122223333:policy/central'));
    expect(causes.map(({ verdict }) => verdict)).toEqual(['undecided']);
    expect(causes[0]?.example).toMatch(/ may be able to /);
    expect(causes[0]?.unknown).toEqual([
      'what managed policy arn:aws:iam::111122223333:policy/central says is not known',
    ]);
    expect(causes[0]?.advice.join()).toMatch(/environment\.principals/);
  });

  it('names the condition that lets a request through, and not the Denies that are about others', () => {
    const [cause] = newCauses(KINDS['open lock'].change);
    expect(cause?.lets).toBe(
      'Deny OnlyListedRoles asks for StringNotEquals aws:PrincipalTag/team data, and the request has aws:PrincipalTag/team = data',
    );
  });

  it('shows the declared filter beside the one that was found', () => {
    const [cause] = newCauses((r) => {
      r.Filter.Properties.RowFilter = { FilterExpression: "app <> 'mail'" };
    });
    expect(cause?.example).toMatch(/Found: app <> 'mail'\. Declared: app = 'editor'$/);
  });

  it('says what is invented, and invents nothing that the environment says', () => {
    const { change } = KINDS['let in'];
    const { accountId: _, region: __, ...nowhere } = lakePlace;
    const invented = (place: object) =>
      proofOf(change, {}, place)
        .causes.find(({ kind }) => kind === 'let in')
        ?.invented.join('\n');
    expect(invented(nowhere)).toMatch(/^account 000000000000 stands for.*\n"region" stands for/);
    expect(invented(lakePlace)).not.toMatch(/000000000000|region/);
  });
});

describe('a list of exceptions that grew', () => {
  const grown =
    (...entries: string[]) =>
    (r: Resources) => {
      const list = lock(r)[0].Condition.ArnNotEquals ?? lock(r)[0].Condition.StringNotEquals;
      list['aws:PrincipalArn'] = [list['aws:PrincipalArn'], ...entries].flat();
    };
  const OTHER = 'arn:aws:iam::111122223333:role/night-shift';

  it('names the entry to take out, and asks for no second Deny', () => {
    const [cause, ...others] = newCauses(grown(OTHER));
    expect(others).toEqual([]);
    expect(cause?.advice).toEqual([
      `Take ${OTHER} out of the exceptions of Deny OnlyListedRoles (Lake/Raw/Bucket/Policy).`,
    ]);
  });

  it('names a wildcard, and has it replaced by names', () => {
    const [cause] = newCauses(grown('arn:aws:iam::111122223333:role/*-shift'));
    expect(cause?.advice.join()).toMatch(/^Take \S+:role\/\*-shift out of the exceptions of .* by their whole ARN\.$/);
  });
});

describe('a proof for a person', () => {
  const proof = proofOf(managed('arn:aws:iam::aws:policy/AdministratorAccess'));
  const open = proof.claims.filter(({ verdict }) => verdict !== 'proved');

  it('tells each cause once and first, then a line for each kind of claim, and the verdict last', () => {
    const text = renderProof(proof, proof.causes, PLAIN);
    for (const { example, advice } of proof.causes) {
      expect(text.split(example)).toHaveLength(2);
      for (const line of advice) expect(text).toContain(`→ ${line}`);
    }
    expect(text).toMatch(/^What is not proved, by (?:its cause|\d+ causes)\n/);
    const kinds = new Set(proof.claims.map(({ id }) => id.split('/')[0]));
    expect(text.match(/^ {2}[✓✗?] \d+ of \d+ +/gm)).toHaveLength(kinds.size);
    expect(text).not.toContain('rests on Deny');
    expect(text).toMatch(
      /--details prints each of them, and each claim\.\n[\s\S]*Verdict, under these assumptions: refuted\n$/,
    );
  });

  it('says of causes at one line of code only what differs, unless it is asked for all', () => {
    const [cause] = proof.causes;
    if (cause === undefined) throw new Error('no cause');
    const twice = [cause, { ...cause, example: 'another' }].map((other) => ({ ...other, source: 'lib/a.ts:7' }));
    const [, second = ''] = renderProof(proof, twice, PLAIN).split('  2   ✗ another');
    expect(second).toMatch(/^\n {6}where: as cause 1, at the same line of code\n {6}→ [^\n]+\n {6}\d claims fall/);
    expect(renderProof(proof, twice, PLAIN, true).split('where: Allow')).toHaveLength(3);
  });

  it('prints as a whole each claim with the number of its cause, and each assumption', () => {
    const text = renderProof(proof, proof.causes, PLAIN, true);
    for (const { finding } of open) expect(text).toContain(`${finding}\n`);
    expect(text.match(/ Cause \d+\.$/gm)).toHaveLength(open.length);
    for (const line of [...proof.assumptions, ...proof.residuals]) expect(text).toContain(line);
  });
});
