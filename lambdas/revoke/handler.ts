import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { answer, type CustomResourceRequest, type Outcome, requestSchema } from './cloudformation.ts';
import type { Permissions } from './permissions.ts';
import { closeToIam } from './revoke.ts';

/** The custom resource that closes a database or table to IAM principals, and fails the deployment when it cannot. */
export function revokeHandler(permissions: Permissions) {
  const logger = new Logger({ serviceName: 'revoke' });
  return (
    middy()
      // The request holds a pre-signed URL, so it must not be logged.
      .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
      .use(parser({ schema: requestSchema }))
      .handler(async (request: CustomResourceRequest) => {
        const outcome = await carryOut(request, permissions, logger);
        await answer(request, outcome);
        return outcome;
      })
  );
}

async function carryOut(request: CustomResourceRequest, permissions: Permissions, logger: Logger): Promise<Outcome> {
  // When the database or table goes, so do the permissions on it; giving any back would be worse than useless.
  if (request.RequestType === 'Delete') return { Status: 'SUCCESS' };
  const { Database: database, Table: table } = request.ResourceProperties;
  const target = { database, ...(table !== undefined && { table }) };
  try {
    const { revoked } = await closeToIam(target, permissions, (ms) => wait(ms));
    logger.info('closed to IAM principals', { ...target, revoked });
    return { Status: 'SUCCESS' };
  } catch (error) {
    logger.error('not closed to IAM principals', error as Error);
    return { Status: 'FAILED', Reason: (error as Error).message };
  }
}
