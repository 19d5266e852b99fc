import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { envelope } from '../envelope.ts';
import { answer, type CustomResourceRequest, type Outcome, requestSchema } from './cloudformation.ts';
import type { Permissions } from './permissions.ts';
import { closeToIam } from './revoke.ts';

/** The custom resource that closes a database or table to IAM principals, and fails the deployment when it cannot. */
export function revokeHandler(permissions: Permissions) {
  const { logger, metrics, middleware } = envelope('revoke');
  return middy()
    .use(middleware)
    .use(parser({ schema: requestSchema }))
    .handler(async (request: CustomResourceRequest) => {
      const outcome = await carryOut(request, permissions, logger);
      metrics.addMetric(outcome.Status === 'SUCCESS' ? 'closed' : 'notClosed', MetricUnit.Count, 1);
      await answer(request, outcome);
      return outcome;
    });
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
