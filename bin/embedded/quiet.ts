/** On AWS these write to CloudWatch and X-Ray. Here standard output is reserved for the result. */
export function quietPowertools(): void {
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  process.env.POWERTOOLS_TRACE_ENABLED ??= 'false';
  process.env.POWERTOOLS_METRICS_DISABLED ??= 'true';
}
