import { type CfnElement, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Throttle } from '../../governance/scale/index.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';
import { httpStage } from './http-stage.ts';

/** Requests that a device can make, each with its pattern in an IAM policy. */
const ROUTES = [
  { method: HttpMethod.POST, path: '/segments', pattern: 'POST/segments' },
  { method: HttpMethod.PUT, path: '/segments/{batch}/frames/{sha256}', pattern: 'PUT/segments/*/frames/*' },
] as const;

export interface IngestApiProps {
  readonly names: Names;
  readonly ingest: IFunction;
  readonly collector: Role;
  readonly logKey: IKey;
  readonly throttle: Throttle;
}

/** The API to which devices send segments and frames: signed with the collector's role, throttled, logged without content. */
export class IngestApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { names, ingest, collector, logKey, throttle }: IngestApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: names.of('ingest'),
      description: 'Segments and frames from collectors',
      createDefaultStage: false,
      defaultAuthorizer: new HttpIamAuthorizer(),
    });
    const integration = new HttpLambdaIntegration('Ingest', ingest);
    for (const { method, path } of ROUTES) this.api.addRoutes({ path, methods: [method], integration });
    httpStage(this, { httpApi: this.api, throttle, logGroupName: names.logGroup('ingest-api'), logKey });
    this.#admit(collector, names);
  }

  #admit(collector: Role, names: Names): void {
    const arns = ROUTES.map(({ pattern }) => names.arn('execute-api', `${this.api.apiId}/$default/${pattern}`));
    const policy = new Policy(this, 'Send', {
      roles: [collector],
      statements: [new PolicyStatement({ sid: 'Send', actions: ['execute-api:Invoke'], resources: arns })],
    });
    const api = Stack.of(this).getLogicalId(this.api.node.defaultChild as CfnElement);
    const here = `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${api}>/$default`;
    acknowledge(
      policy,
      'A frame is sent to a path with its batch and hash in it, which are not known beforehand. Nothing can be read there.',
      ...ROUTES.filter(({ pattern }) => pattern.includes('*')).map(
        ({ pattern }) => `IAM5[Resource::${here}/${pattern}]`,
      ),
    );
  }
}
