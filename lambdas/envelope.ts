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
  // In AWS the namespace is that of the installation; the embedded lake counts nowhere else.
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'strongroom';
  const metrics = new Metrics({ namespace, serviceName });
  const tracer = new Tracer({ serviceName });
  const middleware = [
    injectLambdaContext(logger, { logEvent: false, resetKeys: true }),
    logMetrics(metrics),
    captureLambdaHandler(tracer, { captureResponse: false }),
  ];
  return { logger, metrics, middleware };
}
