import { describe, expect, it } from 'vitest';
import { noSideDoors } from '../../lib/access/claims/no-side-doors.ts';
import { openInquiry } from '../../lib/access/inquiry/inquiry.ts';
import { readApp } from '../../lib/access/model/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { claimOf, type Resources, sideDoors } from './side-doors.ts';

const ACCOUNT = { Ref: 'AWS::AccountId' };
const FUNCTION = { 'Fn::GetAtt': ['RedactFunction', 'Arn'] };
const permission = (Properties: object) => (r: Resources) => {
  r.Lets = {
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName: { Ref: 'RedactFunction' }, Action: 'lambda:InvokeFunction', ...Properties },
  };
};
const api = (AuthorizationType: string) => (r: Resources) => {
  r.Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: {} };
  r.Integration = {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: FUNCTION },
  };
  r.Route = {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'Api' }, AuthorizationType, RouteKey: 'GET /x' },
  };
  permission({
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:eu-west-1:111122223333:'.concat('${', 'Api}/*/*/x') },
  })(r);
};
/** An API that leads to a function without a route or an integration beside it. */
const apiItself = (Properties: object) => (r: Resources) => {
  api('AWS_IAM')(r);
  delete r.Integration;
  delete r.Route;
  r.Api.Properties = Properties;
};

const OPEN: [string, (r: Resources) => void][] = [
  ['everybody of an organisation', permission({ Principal: '*', PrincipalOrgID: 'o-abc' })],
  ['another account', permission({ Principal: '444455556666' })],
  ['another account, of an alias', permission({ FunctionName: 'redact:live', Principal: '444455556666' })],
  [
    'another account, of an alias by its ARN',
    permission({ FunctionName: { 'Fn::Join': [':', [FUNCTION, 'live']] }, Principal: '444455556666' }),
  ],
  [
    'another account, of an alias by reference',
    (r) => {
      r.Live = { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'RedactFunction' }, Name: 'live' } };
      permission({ FunctionName: { Ref: 'Live' }, Principal: '444455556666' })(r);
    },
  ],
  ['a service on behalf of anybody', permission({ Principal: 's3.amazonaws.com' })],
  [
    'a service on behalf of another account',
    permission({ Principal: 's3.amazonaws.com', SourceAccount: '444455556666' }),
  ],
  ['a bucket of somebody else', permission({ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::theirs' })],
  [
    'a topic of another account',
    permission({ Principal: 'sns.amazonaws.com', SourceArn: 'arn:aws:sns:eu-west-1:444455556666:t' }),
  ],
  ['a load balancer', permission({ Principal: 'elasticloadbalancing.amazonaws.com', SourceAccount: ACCOUNT })],
  ['devices', permission({ Principal: 'iot.amazonaws.com', SourceAccount: ACCOUNT })],
  ['an API without signing in', api('NONE')],
  ['an API with signing in', api('AWS_IAM')],
  [
    'a queue of another account',
    (r) => {
      r.Feed = {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: FUNCTION, EventSourceArn: 'arn:aws:sqs:eu-west-1:444455556666:q' },
      };
    },
  ],
  [
    'an access point that changes objects',
    (r) => {
      r.Point = {
        Type: 'AWS::S3ObjectLambda::AccessPoint',
        Properties: {
          ObjectLambdaConfiguration: {
            TransformationConfigurations: [{ ContentTransformation: { AwsLambda: { FunctionArn: FUNCTION } } }],
          },
        },
      };
    },
  ],
  [
    'a principal that starts a Spark session',
    (r) => {
      r.Spark = {
        Type: 'AWS::Athena::WorkGroup',
        Properties: {
          Name: 'spark',
          WorkGroupConfiguration: { ExecutionRole: { 'Fn::GetAtt': ['RedactRole', 'Arn'] } },
        },
      };
    },
  ],
  ...['function', 'record-function', 'metadata-function'].map((name): [string, (r: Resources) => void] => [
    `a catalogue of queries, by its ${name}`,
    (r) => {
      r.Rows = { Type: 'AWS::Athena::DataCatalog', Properties: { Type: 'LAMBDA', Parameters: { [name]: FUNCTION } } };
    },
  ]),
];

const CLOSED: [string, (r: Resources) => void][] = [
  ['a service of this account', permission({ Principal: 's3.amazonaws.com', SourceAccount: ACCOUNT })],
  [
    'a bucket of these templates',
    permission({ Principal: 's3.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['RawBucket', 'Arn'] } }),
  ],
  [
    'a rule of this account',
    permission({ Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/x' }),
  ],
  ['the account itself', permission({ Principal: '111122223333' })],
];

describe('code of an approved reader', () => {
  it.each(OPEN)('is not to be called by %s', (_, change) => {
    const claim = claimOf(sideDoors(change), 'callers');
    expect(claim.verdict).toBe('refuted');
    expect(claim.because).toBeTruthy();
  });
  it.each(CLOSED)('may be called by %s', (_, change) => {
    expect(claimOf(sideDoors(change), 'callers').verdict).toBe('proved');
  });

  it.each([
    ['a role that only the deployment knows', { 'Fn::ImportValue': 'role' }, 's3.amazonaws.com', 'undecided'],
    ['the same, called by nobody', { 'Fn::ImportValue': 'role' }, undefined, 'proved'],
    ['a role of somebody else', 'arn:aws:iam::111122223333:role/aside', 's3.amazonaws.com', 'proved'],
  ] as const)('may be code with %s', (_, Role, Principal, verdict) => {
    const claims = sideDoors((r) => {
      r.Unknown = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'unknown', Role } };
      if (Principal !== undefined) permission({ FunctionName: { Ref: 'Unknown' }, Principal })(r);
    });
    expect(claimOf(claims, 'callers').verdict).toBe(verdict);
  });

  it.each([
    ['S2', 'an API with signing in', api('AWS_IAM'), 'proved'],
    ['S2', 'an API without signing in', api('NONE'), 'refuted'],
    ['S2', 'an API that makes its own route', apiItself({ Target: FUNCTION }), 'refuted'],
    ['S2', 'an API with its routes in a document', apiItself({ Body: { x: { uri: FUNCTION } } }), 'undecided'],
    ['S2', 'an API with its document elsewhere', apiItself({ BodyS3Location: { Bucket: 'b' } }), 'undecided'],
    ['S2', 'an API of something else', apiItself({ Body: { info: { title: 'x' } } }), 'proved'],
    ['S3', 'an API with signing in', api('AWS_IAM'), 'refuted'],
  ] as const)('of sensitivity %s behind %s is judged by who signs in', (sensitivity, _, change, verdict) => {
    const template = structuredClone(lakeTemplate()) as { Resources: Resources };
    change(template.Resources);
    const classes = lakeDeclaration.classes.map((dataClass) => ({ ...dataClass, sensitivity }));
    const app = readApp({ Lake: template }, lakePlace);
    const claims = noSideDoors(openInquiry(app, { ...lakeDeclaration, classes }, { only: 'raw' }));
    expect(claimOf(claims, 'callers').verdict).toBe(verdict);
  });
});

describe('a function that is declared to hand over what it reads', () => {
  const handing = (handedOverBy: string[], change: (r: Resources) => void) => {
    const template = structuredClone(lakeTemplate()) as { Resources: Resources };
    change(template.Resources);
    const classes = lakeDeclaration.classes.map((dataClass) => ({ ...dataClass, handedOverBy }));
    const app = readApp({ Lake: template }, lakePlace);
    return claimOf(noSideDoors(openInquiry(app, { ...lakeDeclaration, classes }, { only: 'raw' })), 'callers');
  };

  it('answers those who sign in, and the claim says so', () => {
    const claim = handing(['RedactFunction'], api('JWT'));
    expect(claim.verdict).toBe('proved');
    expect(claim.text).toContain('RedactFunction');
  });

  const stage =
    (Properties: object, Type = 'AWS::ApiGatewayV2::Stage') =>
    (r: Resources) => {
      api('JWT')(r);
      r.Stage = { Type, Properties: { ApiId: { Ref: 'Api' }, StageName: 'x', ...Properties } };
    };
  const judgedBy = (AuthorizerUri: unknown) => (r: Resources) => {
    api('CUSTOM')(r);
    r.Judge = { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { ApiId: { Ref: 'Api' }, AuthorizerUri } };
    r.Route.Properties.AuthorizerId = { Ref: 'Judge' };
  };
  it.each([
    ['traces what it answers', stage({ DefaultRouteSettings: { DataTraceEnabled: true } }), 'refuted'],
    ['traces one route', stage({ RouteSettings: { 'GET /x': { DataTraceEnabled: 'true' } } }), 'refuted'],
    ['may trace', stage({ DefaultRouteSettings: { DataTraceEnabled: { 'Fn::ImportValue': 'x' } } }), 'refuted'],
    ['traces nothing', stage({ DefaultRouteSettings: { DataTraceEnabled: false } }), 'proved'],
    ['traces another API', stage({ ApiId: 'other', DefaultRouteSettings: { DataTraceEnabled: true } }), 'proved'],
    [
      'traces a method',
      stage({ RestApiId: { Ref: 'Api' }, MethodSettings: [{ DataTraceEnabled: true }] }, 'AWS::ApiGateway::Stage'),
      'refuted',
    ],
    [
      'lets in whom a function of others lets in',
      judgedBy('arn:aws:lambda:eu-west-1:444455556666:function:f'),
      'undecided',
    ],
    [
      'lets in whom a function of its own lets in',
      judgedBy({ 'Fn::Join': ['', ['x/', FUNCTION, '/invocations']] }),
      'proved',
    ],
  ] as const)('is behind an API that %s', (_, change, verdict) => {
    expect(handing(['RedactFunction'], change).verdict).toBe(verdict);
  });

  it.each([
    ['without signing in', ['RedactFunction'], api('NONE')],
    ['by an API that leads to it itself', ['RedactFunction'], apiItself({ Target: FUNCTION })],
    ['by another front', ['RedactFunction'], permission({ Principal: 'iot.amazonaws.com', SourceAccount: ACCOUNT })],
    ['by another account', ['RedactFunction'], permission({ Principal: '444455556666' })],
    ['when another function is declared', ['OtherFunction'], api('JWT')],
  ] as const)('answers nobody %s', (_, names, change) => {
    expect(handing([...names], change).verdict).toBe('refuted');
  });
});
