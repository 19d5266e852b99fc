// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { expect, test } from 'vitest';
import { eventsOf, watchedBy } from '../../lib/access/escalate/events.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { lakeDeclaration, lakeTemplate } from './fixtures/lake.ts';
import { place } from './fixtures/platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;

// A principal that changes an API has the function behind it answer others: the way is followed from the integration of the templates.
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const api = (id: string) => `arn:aws:apigateway:eu-west-1::/apis/${id}/*`;

function findings(Resource: unknown, change: (resources: Resources) => void = () => {}): string[] {
  const { Resources } = structuredClone(lakeTemplate()) as { Resources: Resources };
  for (const name of ['Api', 'Other'])
    Resources[name] = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: name, ProtocolType: 'HTTP' } };
  Resources.Integration = {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['RedactFunction', 'Arn'] } },
  };
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const own = document({ Effect: 'Allow', Action: ['apigateway:GET', 'apigateway:PATCH'], Resource });
  Resources.Mallory = {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: document(trust), Policies: [{ PolicyName: 'p', PolicyDocument: own }] },
  };
  change(Resources);
  const { claims } = prove({ Lake: { Resources } }, lakeDeclaration, place);
  return claims
    .filter(({ id, verdict }) => id.startsWith('no-escalation/') && verdict !== 'proved')
    .map(({ verdict }) => verdict);
}

const onApi = (id: string) => ({ 'Fn::Sub': api(`\${${id}}`) });

test('a role that may change an API acts as the function behind it, and as no other', () => {
  expect(findings('*')).toContain('refuted');
  expect(findings(onApi('Api'))).toContain('refuted');
  expect(findings(onApi('Other'))).toEqual([]);
  expect(findings('*', (resources) => delete resources.Integration)).toEqual([]);
});

test('an API of the first version counts too', () => {
  const first = (resources: Resources) => {
    resources.Integration = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: 'r1',
        Integration: { Uri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/f/${RedactFunction.Arn}/invocations' } },
      },
    };
  };
  expect(findings('arn:aws:apigateway:eu-west-1::/restapis/r1/*', first)).toContain('refuted');
  expect(findings(api('r1'), first)).toEqual([]);
});

const uri = { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/f/${RedactFunction.Arn}/invocations' };
const body = { paths: { '/x': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri } } } } };
const byItself = (type: string, Properties: object) => (resources: Resources) => {
  delete resources.Integration;
  resources.Api = { Type: `AWS::${type}`, Properties };
};

test.each<[string, string, object, string]>([
  ['its target', 'ApiGatewayV2::Api', { Target: { 'Fn::GetAtt': ['RedactFunction', 'Arn'] } }, 'apis'],
  ['its document', 'ApiGatewayV2::Api', { Body: body }, 'apis'],
  ['the document of the first version', 'ApiGateway::RestApi', { Body: body }, 'restapis'],
  ['a document that is kept elsewhere', 'ApiGateway::RestApi', { BodyS3Location: { Bucket: 'b' } }, 'restapis'],
])('an API that leads to the function by %s counts too', (_, type, properties, path) => {
  const resource = { 'Fn::Sub': `arn:aws:apigateway:eu-west-1::/${path}/\${Api}/*` };
  expect(findings(resource, byItself(type, properties))).toContain('refuted');
  expect(findings(onApi('Other'), byItself(type, properties))).toEqual([]);
  expect(findings(resource, byItself(type, { Body: { info: { title: 'x' } } }))).toEqual([]);
});

test('a verb is announced only when each of its calls is', async () => {
  const templates = (await platformTemplates()) as Parameters<typeof readApp>[0];
  const app = readApp(templates, place);
  expect(eventsOf('apigateway:PATCH').names).toContain('UpdateAuthorizer');
  expect(watchedBy(app)('apigateway:PATCH')).toBe(true);
  const text = JSON.stringify(templates);
  expect(text).toContain('"UpdateAuthorizer"');
  const less = JSON.parse(text.replaceAll('"UpdateAuthorizer",', ''));
  expect(watchedBy(readApp(less, place))('apigateway:PATCH')).toBe(false);
});
