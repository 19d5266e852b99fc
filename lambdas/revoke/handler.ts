import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { StrongroomError } from '../../lib/activity/errors.ts';
import { keepsOthers } from '../../lib/governance/lake-settings.ts';
import { envelope } from '../envelope.ts';
import { addressOf, answer, failed, type RevokeOutcome, type RevokeProperties, targetOf } from './cloudformation.ts';
import type { Permissions } from './permissions.ts';
import { closeToIam } from './revoke.ts';

/** The custom resource that closes a database or table to IAM principals, and fails the deployment when it cannot. */
export function revokeHandler(permissions: Permissions) {
  const { logger, metrics, middleware } = envelope('revoke');
  return middy()
    .use(middleware)
    .handler(async (request: unknown) => {
      const address = addressOf(request);
      const target = targetOf(request);
      // When the database or table is deleted, its permissions go with it; giving any back would be worse than useless. A delete
      // request succeeds whatever else it contains: refusing it would leave the deployment neither done nor undone.
      const outcome: RevokeOutcome =
        address.RequestType === 'Delete' ? { Status: 'SUCCESS' } : await carryOut(target, permissions, logger);
      metrics.addMetric(outcome.Status === 'SUCCESS' ? 'closed' : 'notClosed', MetricUnit.Count, 1);
      await answer(address, target, outcome);
      return outcome;
    });
}

async function carryOut(
  asked: RevokeProperties | undefined,
  permissions: Permissions,
  logger: Logger,
): Promise<RevokeOutcome> {
  if (asked === undefined) return failed('the request names no database to close');
  try {
    if ('Settings' in asked) {
      keepsOthers(asked.Settings, await permissions.settings());
      return { Status: 'SUCCESS' };
    }
    const { Database: database, Table: table } = asked;
    const target = { database, ...(table !== undefined && { table }) };
    const { revoked } = await closeToIam(target, permissions, (ms) => wait(ms));
    logger.info('closed to IAM principals', { ...target, revoked });
    return { Status: 'SUCCESS' };
  } catch (error) {
    logger.error('refused', error as Error);
    const { message, todo } = error as Partial<StrongroomError>;
    return failed([message, todo].filter(Boolean).join('. '));
  }
}
