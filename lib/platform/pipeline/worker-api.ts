import { HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Throttle } from '../../governance/scale/index.ts';
import type { SignIn } from '../../governance/sign-in.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';
import { httpStage } from './http-stage.ts';

export interface WorkerApiProps {
  readonly names: Names;
  readonly worker: IFunction;
  readonly page: IFunction;
  readonly signIn: SignIn;
  readonly logKey: IKey;
  readonly throttle: Throttle;
}

/**
 * The workers' page and its API. Everything under `/api` needs a token of the organisation's sign-in, whose signature,
 * issuer, audience and time API Gateway checks. The page itself, its script and its style contain no personal data,
 * need no token, and come from a function that has access to nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class WorkerApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { names, worker, page, signIn, logKey, throttle }: WorkerApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: names.of('worker'),
      description: 'What workers see and decide about their own recordings',
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('SignIn', signIn.issuer, { jwtAudience: [signIn.audience] }),
    });
    const integration = new HttpLambdaIntegration('Worker', worker);
    this.api.addRoutes({ path: '/api/{proxy+}', methods: [HttpMethod.GET, HttpMethod.POST], integration });
    const open = new HttpLambdaIntegration('Page', page);
    for (const path of ['/', '/{file}']) {
      const routes = this.api.addRoutes({
        path,
        methods: [HttpMethod.GET],
        integration: open,
        authorizer: new HttpNoneAuthorizer(),
      });
      for (const route of routes)
        acknowledge(route, 'The page, its script and its style: who loads them has not signed in yet.', 'APIG4');
    }
    httpStage(this, { httpApi: this.api, throttle, logGroupName: names.logGroup('worker-api'), logKey });
  }
}
