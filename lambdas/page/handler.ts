import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import { z } from 'zod';
import { envelope } from '../envelope.ts';
import type { PageSettings } from './assets.ts';
import { pageAt } from './assets.ts';

const schema = z.object({ rawPath: z.string() });

/** The page of the workers, its script and its style. They are public, so the function that serves them can read nothing else. */
export function pageHandler(settings: PageSettings) {
  const { metrics, middleware } = envelope('page');
  return middy()
    .use(middleware)
    .use(parser({ schema }))
    .handler(async ({ rawPath }: z.infer<typeof schema>) => {
      const answer = pageAt(rawPath, settings);
      metrics.addMetric(answer.statusCode === 200 ? 'answered' : 'refused', MetricUnit.Count, 1);
      return answer;
    });
}
