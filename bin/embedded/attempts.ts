import { PREFIXES } from '../../lib/activity/zones.ts';
import type { Attempt } from '../../lib/report/summary.ts';
import { type AccessDecision, AccessDeniedError } from '../../lib/storage/local/authority.ts';
import type { LocalPrincipal } from '../../lib/storage/local/lake.ts';
import { teamNames } from './teams.ts';
import type { Workspace } from './workspace.ts';

/** The widest identity policy. An object that it cannot open is closed to every identity policy. */
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The second lock is closed because a statement is missing. */
const NO_KEY =
  'no statement of the key policy names it, and the account, whose policies could, is given no use of the key';

const ZONES = { raw: PREFIXES.segments, redacted: PREFIXES.table } as const;
type ReadableZone = keyof typeof ZONES;

/** Lets principals that must not read try it, on existing objects, through the adapters of approved readers. */
export async function attempts(workspace: Workspace): Promise<Attempt[]> {
  const made: Attempt[] = [];
  const keys = { raw: await anyKey(workspace, 'raw'), redacted: await anyKey(workspace, 'redacted') };
  for (const [name, principal] of principals(workspace)) {
    const attempt = (target: string, otherwise: string, { decision, statements }: AccessDecision) =>
      made.push({ principal: name, target, decision, statement: statements.join('; ') || otherwise });
    for (const zone of Object.keys(ZONES) as ReadableZone[]) {
      const read = await readObject(workspace, principal, zone, keys[zone]);
      attempt(`GetObject in the ${zone} zone`, 'no policy of the principal or the bucket allows it', read);
      attempt(`Decrypt with the key of the ${zone} zone`, NO_KEY, decrypt(workspace, principal, zone));
    }
    if (typeof principal !== 'string')
      attempt(
        'SELECT from the lake',
        'no workgroup and no Lake Formation grant is its own',
        await select(workspace, principal),
      );
  }
  return made;
}

/** A principal of another account, an administrator of this one, and the teams, which may only query. */
function principals(workspace: Workspace): [string, LocalPrincipal][] {
  const { partition, accountId } = workspace.app.place;
  const anybody = (account: string, name: string): LocalPrincipal => ({
    arn: `arn:${partition}:iam::${account}:role/${name}`,
    policies: [EVERYTHING],
  });
  return [
    ['outsider (another account, every action allowed)', anybody('999999999999', 'outsider')],
    ['administrator (this account, every action allowed)', anybody(accountId, 'administrator')],
    ...teamNames().map((team): [string, LocalPrincipal] => [`team ${team}`, workspace.roleArn(`team-${team}`)]),
  ];
}

/** Retention may list objects that it must not read. */
async function anyKey(workspace: Workspace, zone: ReadableZone): Promise<string> {
  for await (const { key } of workspace.portsOf('retain').objects.listVersions(zone, ZONES[zone])) return key;
  return `${ZONES[zone]}nothing-is-stored`;
}

const readObject = (
  { lake }: Workspace,
  principal: LocalPrincipal,
  zone: ReadableZone,
  key: string,
): Promise<AccessDecision> => decisionOf(() => lake.portsFor(principal).objects.get(zone, key));

const select = ({ lake }: Workspace, principal: LocalPrincipal): Promise<AccessDecision> =>
  decisionOf(() => lake.query(principal, 'SELECT * FROM activity', 'cua_training'));

/** The request that S3 would send to KMS for this principal: the second lock, whatever the first decides. */
function decrypt({ lake }: Workspace, principal: LocalPrincipal, zone: ReadableZone): AccessDecision {
  const { keyArn, bucketArn } = lake.names.zones[zone];
  const context = {
    'kms:ViaService': `s3.${lake.names.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketArn,
  };
  return lake.authorityOf(principal).decide({ action: 'kms:Decrypt', resource: keyArn, context });
}

async function decisionOf(attempt: () => Promise<unknown>): Promise<AccessDecision> {
  try {
    await attempt();
    return { decision: 'Allowed', statements: ['nothing stopped it'] };
  } catch (error) {
    if (error instanceof AccessDeniedError) return error.decision;
    return { decision: 'ImplicitlyDenied', statements: [(error as Error).message] };
  }
}
