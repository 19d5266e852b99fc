/**
 * Variables by which an SDK of AWS, a runtime or an agent sends its requests elsewhere; a star stands for any end. SDKs have one for each service.
 * https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
 */
export const REDIRECTING: readonly string[] = [
  'AWS_ENDPOINT_URL*',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy', 'http_proxy', 'all_proxy'],
  ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'],
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
];

/** Whether a variable of this name is one of them. */
export const redirects = (variable: string): boolean =>
  REDIRECTING.some((name) => (name.endsWith('*') ? variable.startsWith(name.slice(0, -1)) : variable === name));
