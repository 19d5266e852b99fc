import { ACCOUNT, allow, document, ELSEWHERE, sub } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { BUCKET, FUNCTION, gives, may, OIDC, QUEUE, readerArn, reads, trust } from './plant.ts';

/** Changes of what is there. */
const CHANGES: readonly Row[] = [
  // Who becomes a reader.
  ['trust/anybody', 'reader', trust({ Principal: '*' })],
  ['trust/the account', 'reader', trust({ Principal: ACCOUNT })],
  ['trust/another account', 'reader', trust({ Principal: { AWS: ELSEWHERE } })],
  [
    'trust/another account with an id',
    'reader',
    trust({ Principal: { AWS: ELSEWHERE }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
  ],
  [
    'trust/an organisation',
    'reader',
    trust({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc123' } } }),
  ],
  [
    'trust/certificates',
    'reader',
    trust({
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    }),
  ],
  [
    'trust/GitHub, all of it',
    'reader',
    trust({
      Principal: { Federated: OIDC },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
    }),
  ],
  [
    'trust/GitHub, any repository',
    'reader',
    trust({
      Principal: { Federated: OIDC },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
    }),
  ],
  [
    'trust/SAML',
    'reader',
    trust({
      Principal: { Federated: `arn:aws:iam::${ELSEWHERE}:saml-provider/p` },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    }),
  ],
  [
    'trust/Cognito',
    'reader',
    trust({ Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }),
  ],
  [
    'trust/people of Identity Center',
    'reader',
    trust({
      Principal: ACCOUNT,
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*' } },
    }),
  ],
  ['trust/an unknown service', 'reader', trust({ Principal: { Service: 'brandnew.amazonaws.com' } })],
  ['trust/devices', 'reader', trust({ Principal: { Service: 'credentials.iot.amazonaws.com' } })],
  // What a reader may do beside reading.
  ['out/a bucket', 'reader', gives(allow('s3:PutObject', `${BUCKET}/*`))],
  ['out/any bucket', 'reader', gives(allow(['s3:Put*'], '*'))],
  ['out/a queue', 'reader', gives(allow('sqs:SendMessage', QUEUE))],
  ['out/a topic', 'reader', gives(allow('sns:Publish', `arn:aws:sns:eu-west-1:${ELSEWHERE}:t`))],
  ['out/a stream', 'reader', gives(allow('kinesis:PutRecord*', `arn:aws:kinesis:eu-west-1:${ELSEWHERE}:stream/s`))],
  [
    'out/Firehose',
    'reader',
    gives(allow('firehose:PutRecordBatch', `arn:aws:firehose:eu-west-1:${ELSEWHERE}:deliverystream/s`)),
  ],
  ['out/mail', 'reader', gives(allow(['ses:SendEmail', 'ses:SendRawEmail']))],
  ['out/a function', 'reader', gives(allow('lambda:InvokeFunction', FUNCTION))],
  ['out/a bus', 'reader', gives(allow('events:PutEvents', `arn:aws:events:eu-west-1:${ELSEWHERE}:event-bus/b`))],
  ['out/a parameter', 'reader', gives(allow('ssm:PutParameter', '*'))],
  ['out/a secret', 'reader', gives(allow('secretsmanager:PutSecretValue', '*'))],
  ['out/a table', 'reader', gives(allow('dynamodb:PutItem', `arn:aws:dynamodb:eu-west-1:${ELSEWHERE}:table/t`))],
  ['out/a state machine', 'reader', gives(allow('states:StartExecution', '*'))],
  ['out/a role', 'reader', gives(allow('sts:AssumeRole', `arn:aws:iam::${ELSEWHERE}:role/r`))],
  ['out/a model', 'reader', gives(allow('bedrock:InvokeModel', '*'))],
  ['out/S3 Tables', 'reader', gives(allow('s3tables:PutTableData', '*'))],
  [
    'out/AdministratorAccess',
    'reader',
    (e) => {
      e.of('reader').ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    },
  ],
];

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  [
    'role/makes another and takes it',
    'reader',
    (e) => {
      e.role([
        allow(['iam:CreateRole', 'iam:PutRolePolicy', 'sts:AssumeRole'], sub('arn:<AWS::Partition>:iam::*:role/ci-*')),
      ]);
    },
  ],
  [
    'role/administrator',
    'reader',
    (e) => {
      e.role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    },
  ],
  [
    'role/power user',
    'reader fn',
    (e) => {
      e.role([], { ManagedPolicyArns: [sub('arn:<AWS::Partition>:iam::aws:policy/PowerUserAccess')] });
    },
  ],
  [
    'role/everything but IAM',
    'reader bucket',
    (e) => {
      e.role([{ Effect: 'Allow', NotAction: 'iam:CreateUser', Resource: '*' }]);
    },
  ],
  ['role/bucket and key policies', 'bucket', may('s3:PutBucketPolicy', 'kms:PutKeyPolicy')],
  [
    'role/trust of the reader',
    'reader',
    (e) => {
      e.role([allow('iam:UpdateAssumeRolePolicy', readerArn(e))]);
    },
  ],
  ['role/own policies', 'reader', may('iam:PutRolePolicy')],
  [
    'role/takes any role',
    'reader',
    (e) => {
      trust({ Principal: ACCOUNT })(e);
      e.role([allow('sts:AssumeRole')]);
    },
  ],
  [
    'role/code of a function',
    'fn',
    (e) => {
      e.role([allow('lambda:UpdateFunctionCode', e.get('fn'))]);
    },
  ],
  [
    'role/settings of a function',
    'fn',
    (e) => {
      e.role([allow('lambda:UpdateFunctionConfiguration', e.get('fn'))]);
    },
  ],
  [
    'role/policy of its own, attached',
    'reader',
    (e) => {
      const role = e.role([]);
      e.add('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: role }], PolicyDocument: document(allow('iam:*')) });
    },
  ],
  [
    'role/policy beside it',
    'reader',
    (e) => {
      const role = e.role([]);
      e.add('AWS::IAM::RolePolicy', {
        RoleName: { Ref: role },
        PolicyName: 'p',
        PolicyDocument: document(allow('iam:*')),
      });
    },
  ],
  [
    'role/policy of a parameter',
    'reader',
    (e) => {
      e.role([], { ManagedPolicyArns: [{ 'Fn::ImportValue': 'policy-elsewhere' }] });
    },
  ],
  [
    'user/in a group',
    'reader',
    (e) => {
      const group = e.add('AWS::IAM::Group', {
        Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('iam:*')) }],
      });
      const user = e.add('AWS::IAM::User', {});
      e.add('AWS::IAM::UserToGroupAddition', { GroupName: { Ref: group }, Users: [{ Ref: user }] });
    },
  ],
  [
    'user/in a group of others',
    'reader',
    (e) => {
      e.add('AWS::IAM::User', { Groups: ['Administrators'] });
    },
  ],
  [
    'people/permission set',
    'reader',
    (e) => {
      e.add('AWS::SSO::PermissionSet', {
        InstanceArn: 'arn:aws:sso:::instance/i',
        Name: 'Admins',
        InlinePolicy: document(allow('*')),
      });
    },
  ],
  [
    'people/assignment',
    'reader',
    (e) => {
      e.add('AWS::SSO::Assignment', {
        InstanceArn: 'arn:aws:sso:::instance/i',
        PermissionSetArn: 'arn:aws:sso:::permissionSet/i/p',
        PrincipalId: 'g',
        PrincipalType: 'GROUP',
        TargetId: '111122223333',
        TargetType: 'AWS_ACCOUNT',
      });
    },
  ],
  [
    'people/certificates',
    'reader',
    (e) => {
      trust({ Principal: { Service: 'rolesanywhere.amazonaws.com' } })(e);
      e.add('AWS::RolesAnywhere::Profile', { Name: 'p', Enabled: true, RoleArns: [readerArn(e)] });
    },
  ],
  [
    'people/identity pool',
    'reader',
    (e) => {
      e.add('AWS::Cognito::IdentityPoolRoleAttachment', {
        IdentityPoolId: 'p',
        Roles: { unauthenticated: readerArn(e) },
      });
    },
  ],
  [
    'role/reads and takes the lock away',
    'bucket key',
    (e) => {
      e.role([...reads(e), allow(['s3:DeleteBucketPolicy', 'kms:PutKeyPolicy'])]);
    },
  ],
];

/** The roles that read, and roles beside them. */
export const OF_READERS = breachesOf(CHANGES, ADDITIONS);
