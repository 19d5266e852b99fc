import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { SqsSchema } from '@aws-lambda-powertools/parser/schemas/sqs';
import middy from '@middy/core';
import type { SQSRecord } from 'aws-lambda';
import type { Ports } from '../../lib/storage/ports.ts';
import type { ProseModel } from '../../lib/storage/prose-model.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { ModelPass } from './model-pass.ts';
import { announcedIn } from './notification.ts';
import { RedactBatch } from './redact.ts';
import { TesseractReader } from './tesseract.ts';

/** Object-created notifications of the raw zone, through the queue; answers with the messages to be delivered again. */
export function redactHandler(ports: Ports, settings: Settings, model?: ProseModel) {
  const { logger, metrics, middleware } = envelope('redact');
  const extras = {
    ...(settings.ocr && { reader: new TesseractReader() }),
    ...(model && { model: new ModelPass(model) }),
  };
  return middy()
    .use(middleware)
    .use(parser({ schema: SqsSchema }))
    .handler(async (event) => {
      const work = new RedactBatch(ports, settings, extras);
      const named = new Map<string, readonly string[]>();
      const examine = async ({ messageId, body }: SQSRecord) => {
        const { batches, unknown } = announcedIn(body);
        named.set(messageId, batches);
        for (const batch of batches) await work.examine(batch);
        if (unknown === 0) return;
        metrics.addMetric('notificationsUnknown', MetricUnit.Count, unknown);
        throw new Error('a message names something that is no segment');
      };
      const processor = new BatchProcessor(EventType.SQS);
      const { batchItemFailures } = await processPartialResponse(event, examine, processor, {
        throwOnFullBatchFailure: false,
      });
      const { failed, errors } = await work.publish();
      const unpublished = [...named].filter(([, batches]) => batches.some((batch) => failed.has(batch)));
      for (const error of errors) logger.error('a plan was not published', { reason: (error as Error).name });
      metrics.addMetric('segmentsFailed', MetricUnit.Count, failed.size + batchItemFailures.length);
      const ids = new Set([...batchItemFailures.map((one) => one.itemIdentifier), ...unpublished.map(([id]) => id)]);
      return { batchItemFailures: [...ids].map((itemIdentifier) => ({ itemIdentifier })) };
    });
}
