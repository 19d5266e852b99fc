import type { AwsNames } from '../lib/storage/aws/config.ts';

/** The names that the platform puts into a function's environment; each function gets only those that it may use. */
export function awsNames(env: NodeJS.ProcessEnv): AwsNames {
  const named = {
    controlTable: env.CONTROL_TABLE,
    participationTable: env.PARTICIPATION_TABLE,
    database: env.GLUE_DATABASE,
    table: env.GLUE_TABLE,
    pseudonymKey: env.PSEUDONYM_KEY,
    signingKey: env.SIGNING_KEY,
    certificateKey: env.CERTIFICATE_KEY,
  };
  const buckets = {
    raw: env.RAW_BUCKET,
    redacted: env.REDACTED_BUCKET,
    derived: env.DERIVED_BUCKET,
    queries: env.QUERIES_BUCKET,
    packages: env.PACKAGES_BUCKET,
    audit: env.AUDIT_BUCKET,
  };
  return { ...given(named), buckets: given(buckets) };
}

const given = <T extends object>(names: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string };
