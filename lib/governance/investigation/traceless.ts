import type { App } from '../../access/index.ts';
import type { Could } from './could.ts';
import type { Coverage } from './coverage.ts';

/** A principal whose use of a right to read the records cannot show. */
export interface Traceless {
  readonly principal: string;
  readonly why: string;
}

/** Services that read with a role for another principal, or whose reads leave no certain record. */
const SILENT_SERVICES: Readonly<Record<string, string>> = {
  'lakeformation.amazonaws.com': 'Lake Formation reads with it for everybody whom a grant lets in',
  's3.amazonaws.com': 'S3 replicates with it, and AWS documents no record of each read',
  'batchoperations.s3.amazonaws.com': 'S3 Batch Operations reads with it, and need not leave a record of each object',
  'backup.amazonaws.com': 'AWS Backup reads with it, and leaves a record of the job alone',
};

/**
 * Principals that are in use although no record names them: that nobody saw them read is no reason to take their rights.
 * @param app the account at the end of the time
 */
export function tracelessOf(app: App | undefined, could: readonly Could[], coverage: readonly Coverage[]): Traceless[] {
  const roles = new Map((app?.roles ?? []).map((role) => [role.arn, role]));
  const registered = new Set((app?.registrations ?? []).flatMap(({ roleArn }) => roleArn ?? []));
  const replicating = JSON.stringify((app?.buckets ?? []).map(({ properties }) => properties.ReplicationConfiguration));
  const logged = (ending: RegExp) => coverage.some(({ source, state }) => state === 'logged' && ending.test(source));
  const has = { objects: logged(/\/data\/s3$|^access-logs\/|^embedded\//), table: logged(/\/management$|^embedded\//) };
  const whyOf = ({ principal, reach, by }: Could): string | undefined => {
    if (reach !== 'one') return 'it stands for several principals, and no record says which of them need it';
    if (registered.has(principal)) return SILENT_SERVICES['lakeformation.amazonaws.com'];
    if (/:role\/aws-service-role\//.test(principal)) return 'a service of AWS made this role for itself and keeps it';
    if (replicating.includes(`"${principal}"`)) return SILENT_SERVICES['s3.amazonaws.com'];
    const trusted = (roles.get(principal)?.trust.statements ?? [])
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => statement.principal?.items ?? [])
      .map(({ value }) => SILENT_SERVICES[value])
      .find((reason) => reason !== undefined);
    if (trusted !== undefined) return trusted;
    const missing = by.filter((kind) => !has[kind]);
    const shown = missing.map((kind) => RECORDS[kind]).join(' or ');
    return missing.length === 0 ? undefined : `no hour in this time has records that would show reads of ${shown}`;
  };
  const found = new Map<string, string>();
  for (const row of could) {
    const why = whyOf(row);
    if (why !== undefined) found.set(row.principal, why);
  }
  return [...found].map(([principal, why]) => ({ principal, why }));
}

const RECORDS = { objects: 'files', table: 'tables' } as const;
