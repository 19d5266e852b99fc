import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';

/**
 * Logger, metrics and tracer of one function, and the middleware that every handler wears.
 * Neither events nor responses are logged or traced: both may hold activity.
 */
export function envelope(serviceName: string) {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: 'Strongroom', serviceName });
  const tracer = new Tracer({ serviceName });
  const middleware = [
    injectLambdaContext(logger, { logEvent: false, resetKeys: true }),
    logMetrics(metrics),
    captureLambdaHandler(tracer, { captureResponse: false }),
  ];
  return { logger, metrics, middleware };
}
