import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { SqsSchema } from '@aws-lambda-powertools/parser/schemas/sqs';
import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { DELIVERIES, type DeadReason } from '../../lib/activity/dead-letters.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import type { ProseModel } from '../../lib/storage/prose-model.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { deliver } from './deliver.ts';
import { ModelPass } from './model-pass.ts';
import { readerFor } from './tesseract.ts';

/** Object-created notifications of the raw zone, through the queue; answers with the messages to be delivered again. */
export function redactHandler(ports: Ports, settings: Settings, model?: ProseModel) {
  const { logger, metrics, middleware } = envelope('redact');
  const reader = readerFor(settings.ocr);
  const extras = {
    ...(reader && { reader }),
    ...(model && { model: new ModelPass(model) }),
  };
  const count = (name: string, reason: DeadReason): void => {
    const metric = metrics.singleMetric();
    metric.addDimension('reason', reason);
    metric.addMetric(name, MetricUnit.Count, 1);
  };
  const telling = {
    failed: (id: string, reason: DeadReason, tries: number) => {
      logger.error('a segment failed', { segment: id, reason, tries });
      count('segmentsFailed', reason);
      if (tries >= DELIVERIES) count('segmentsDead', reason);
      if (reason === 'notification.unknown') metrics.addMetric('notificationsUnknown', MetricUnit.Count, 1);
    },
    error: (error: unknown, segments: number) =>
      logger.error('something kept segments from the lake', { error: (error as Error).name, segments }),
  };
  const handler = middy()
    .use(middleware)
    .use(parser({ schema: SqsSchema }))
    .handler(async ({ Records }): Promise<SQSBatchResponse> => {
      const messages = Records.map(({ messageId, body, attributes }) => ({
        id: messageId,
        body,
        tries: Number(attributes.ApproximateReceiveCount),
        firstMs: Number(attributes.ApproximateFirstReceiveTimestamp),
      }));
      const again = await deliver(messages, ports, settings, extras, telling);
      metrics.addMetric('messagesFailed', MetricUnit.Count, again.length);
      return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
    });
  // The parser checks the event first.
  return (event: object, context: Context): Promise<SQSBatchResponse> =>
    handler(event as Parameters<typeof handler>[0], context);
}
