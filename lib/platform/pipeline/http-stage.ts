import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type HttpApi, HttpStage, LogGroupLogDestination, type ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { KEPT } from '../keep.ts';

/** Neither the caller nor the source address: this log is about the service, the trail is about people. */
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  requestBytes: '$context.dataProcessed',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integration.latency',
  error: '$context.error.responseType',
};

export interface HttpStageOptions {
  readonly httpApi: HttpApi;
  readonly throttle: ThrottleSettings;
  readonly logGroupName: string;
  readonly logKey: IKey;
}

/** The single stage of an API: throttled, measured, logged without content. */
export const httpStage = (
  scope: Construct,
  { httpApi, throttle, logGroupName, logKey }: HttpStageOptions,
): HttpStage => {
  const accessLog = new LogGroup(scope, 'AccessLog', {
    logGroupName,
    encryptionKey: logKey,
    retention: RetentionDays.SIX_MONTHS,
    removalPolicy: KEPT,
  });
  return new HttpStage(scope, 'Stage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle,
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
};
