import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { HttpRequest } from '../../lambdas/ingest/route.ts';

/** The context that Lambda would pass to a handler. Fifteen minutes remain, as on AWS. */
export function contextOf(functionName: string): Context {
  const end = performance.now() + 900_000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `function:${functionName}`,
    memoryLimitInMB: '1769',
    awsRequestId: randomUUID(),
    logGroupName: functionName,
    logStreamName: functionName,
    getRemainingTimeInMillis: () => end - performance.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/** A request as the HTTP API passes it to ingest, signed by the collector role with the device as its session. */
export const httpRequest = (
  method: string,
  rawPath: string,
  device: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
): HttpRequest => ({
  rawPath,
  headers,
  body: Buffer.from(body).toString('base64'),
  isBase64Encoded: true,
  requestContext: { http: { method }, authorizer: { iam: { userArn: `collector/${device}` } } },
});
