import { expect, it } from 'vitest';
import { claimOf, type Resources, sideDoors } from './side-doors.ts';

/** Whose programs run as an approved reader, and who gets into what runs so. */
const ROLE = { 'Fn::GetAtt': ['RedactRole', 'Arn'] };
const OURS = { 'Fn::Join': ['', ['s3://', { Ref: 'RawBucket' }, '/job.py']] };
const ASSETS = 's3://cdk-hnb659fds-assets-111122223333-eu-west-1/job.py';
const THEIRS = 's3://somebody-elses/job.py';
const made =
  (type: string, Properties: object): ((r: Resources) => void) =>
  (r) => {
    r.Runs = { Type: `AWS::${type}`, Properties };
  };
const job = (Properties: object) => made('Glue::Job', { Name: 'job', Role: ROLE, ...Properties });
const script = (ScriptLocation: unknown) => ({ Command: { Name: 'glueetl', ScriptLocation } });
const told = (name: string, value: unknown) => job({ ...script(OURS), DefaultArguments: { [name]: value } });
const triggered = (JobName: unknown, value: string) => (r: Resources) => {
  job(script(OURS))(r);
  r.Starts = {
    Type: 'AWS::Glue::Trigger',
    Properties: { Type: 'ON_DEMAND', Actions: [{ JobName, Arguments: { '--extra-jars': value } }] },
  };
};
const build = (Source: object, more: object = {}) => made('CodeBuild::Project', { ServiceRole: ROLE, Source, ...more });
const schedule = (Arn: unknown, RoleArn: unknown = ROLE) => made('Scheduler::Schedule', { Target: { Arn, RoleArn } });
const rule = (Arn: unknown, RoleArn: unknown = ROLE) =>
  made('Events::Rule', { Targets: [{ Id: 'a', Arn, RoleArn }], ScheduleExpression: 'rate(1 day)' });
const instance = (more: object) => (r: Resources) => {
  r.Profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'RedactRole' }] } };
  r.Runs = { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' }, ...more } };
};
const KEYED = { ImageId: 'ami-1', KeyName: 'of-a-person' };

it.each<[string, (r: Resources) => void, string]>([
  ['a job with a script of others', job(script(THEIRS)), 'undecided'],
  ['a job with a script that only the deployment knows', job(script({ 'Fn::ImportValue': 'script' })), 'undecided'],
  ['a job with a library of others beside its own', told('--extra-py-files', `${ASSETS},${THEIRS}`), 'undecided'],
  ['a job with a package of others', told('--additional-python-modules', `pandas==2.2.0, ${THEIRS}`), 'undecided'],
  [
    'a job with a jar that runs cannot change',
    job({ ...script(OURS), NonOverridableArguments: { '--extra-jars': THEIRS } }),
    'undecided',
  ],
  ['a job that is told by a trigger', triggered({ Ref: 'Runs' }, THEIRS), 'undecided'],
  ['a job that may be told by a trigger', triggered({ 'Fn::ImportValue': 'job' }, THEIRS), 'undecided'],
  [
    'a job with assets of another account',
    job(script('s3://cdk-hnb659fds-assets-444455556666-eu-west-1/x')),
    'undecided',
  ],
  ['a build of a repository', build({ Type: 'GITHUB', Location: 'https://github.com/somebody/else' }), 'undecided'],
  [
    'a build with a second source',
    build({ Type: 'NO_SOURCE' }, { SecondarySources: [{ Type: 'S3', Location: 'somebody-elses/x.zip' }] }),
    'undecided',
  ],
  ['a schedule that calls an SDK', schedule('arn:aws:scheduler:::aws-sdk:s3:copyObject'), 'undecided'],
  ['a schedule to another account', schedule('arn:aws:lambda:eu-west-1:444455556666:function:f'), 'undecided'],
  ['a rule to another account', rule('arn:aws:states:eu-west-1:444455556666:stateMachine:s'), 'undecided'],
  ['a machine with a key pair', instance(KEYED), 'refuted'],
  [
    'machines with a key pair',
    (r) => {
      instance({})(r);
      const LaunchTemplateData = { IamInstanceProfile: { Name: { Ref: 'Profile' } }, KeyName: 'of-a-person' };
      r.Runs = { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData } };
    },
    'refuted',
  ],
])('%s lets others in', (_, change, verdict) => {
  const claim = claimOf(sideDoors(change), 'callers');
  expect(claim.verdict).toBe(verdict);
  expect(claim.because).toContain('runs as');
  expect(claim.because).not.toContain('\uE000');
});

it.each<[string, (r: Resources) => void]>([
  ['a job with a script of these templates', job(script(OURS))],
  ['a job with an asset of the account', job(script(ASSETS))],
  ['a job with packages by their names', told('--additional-python-modules', 'pandas==2.2.0,pyarrow')],
  ['a job with other arguments', told('--TempDir', THEIRS)],
  ['a trigger of another job', triggered('another', THEIRS)],
  ['a build of what a pipeline hands it', build({ Type: 'CODEPIPELINE' })],
  ['a schedule of this account', schedule({ 'Fn::GetAtt': ['RedactFunction', 'Arn'] })],
  [
    'a schedule of a role that reads nothing',
    schedule('arn:aws:scheduler:::aws-sdk:s3:copyObject', 'arn:aws:iam::111122223333:role/aside'),
  ],
  ['a machine without a key pair', instance({ ImageId: 'ami-1' })],
  ['a machine of a role that reads nothing', made('EC2::Instance', KEYED)],
])('%s lets nobody in', (_, change) => {
  expect(claimOf(sideDoors(change), 'callers').verdict).toBe('proved');
});
