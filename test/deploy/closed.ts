import { access } from '../../config/access.ts';
import { program } from '../../config/program.ts';
import { type App, decide, lakePermissions, readApp } from '../../lib/access/index.ts';
import { renderRowFilter } from '../../lib/governance/row-filter.ts';
import type { Templates } from '../../lib/platform/review/templates.ts';

/**
 * Whether raw activity and the lake are closed, judged from the templates alone. A first, direct check: it asks about
 * certain principals, chosen to be the worst, and says each way in that it finds.
 */
export const waysIn = (templates: Templates): string[] => {
  const app = readApp(templates as Parameters<typeof readApp>[0], { accountId: ACCOUNT, region: 'eu-test-1' });
  return [...lockLeaks(app), ...trustLeaks(app), ...lakeLeaks(app)];
};

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const EVERYTHING = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }];

const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/strongroom-${name}`;
const READERS = access.approvedReaders.raw.map(roleArn);

/** People and machines that no list names, with every permission that an identity policy can give. */
const adversaries = (app: App): string[] => [
  `arn:aws:iam::${ACCOUNT}:role/Administrator`,
  `arn:aws:iam::${OTHER_ACCOUNT}:role/Administrator`,
  ...app.roles.map(({ arn }) => arn).filter((arn) => !READERS.includes(arn)),
  ...exempted(app),
];

/** A principal for each pattern that a bucket policy exempts: a wildcard is as wide as the worst name that fits it. */
const exempted = (app: App): string[] =>
  [...JSON.stringify(rawBucket(app)).matchAll(/arn:aws:iam::[^"]*\*[^"]*/g)].map(([pattern]) =>
    pattern.replaceAll('*', 'anybody').replaceAll('?', 'x'),
  );

const rawBucket = (app: App) => {
  const bucket = app.buckets.find(({ constructPath }) => constructPath.includes('/Raw/'));
  if (!bucket) throw new Error('no raw bucket');
  return bucket;
};

const rawKey = (app: App) => {
  const key = app.keys.find(({ constructPath }) => constructPath.includes('/Raw/'));
  if (!key) throw new Error('no raw key');
  return key;
};

/** Each lock on its own: the bucket's while every key is open, the key's while every bucket is. */
const lockLeaks = (app: App): string[] => {
  const bucket = rawBucket(app).arn;
  const object = `${bucket}/segments/day=2026-01-01/a`;
  const throughS3 = { 'kms:ViaService': 's3.eu-test-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': bucket };
  const doors = [
    ...['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTorrent'].map((action) => ({ action, resource: object })),
    ...['s3:ListBucket', 's3:ListBucketVersions'].map((action) => ({ action, resource: bucket })),
    ...['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:CreateGrant'].flatMap((action) => [
      { action, resource: rawKey(app).arn },
      { action, resource: rawKey(app).arn, context: throughS3 },
    ]),
  ];
  const worst = withEverything(app);
  // Retention has to list what it destroys.
  const mayList = [...READERS, roleArn('retain')];
  return adversaries(app).flatMap((principal) =>
    doors
      .filter(({ action }) => !(action.startsWith('s3:List') && mayList.includes(principal)))
      // Undecided is a way in.
      .filter(
        (door) => !decide(worst, { principal, identityPolicies: EVERYTHING, ...door }).decision.endsWith('Denied'),
      )
      .map(({ action }) => `${principal} may ${action}`),
  );
};

/** The app as it would be if whoever writes identity policies gave every role everything. */
const withEverything = (app: App): App => ({
  ...app,
  roles: app.roles.map(({ boundary: _boundary, ...role }) => ({
    ...role,
    policies: [...role.policies, ...EVERYTHING.map((policy) => ({ name: 'everything', policy }))],
  })) as unknown as App['roles'],
});

/** Nobody who is not already trusted can become an approved reader. */
const trustLeaks = (app: App): string[] =>
  READERS.flatMap((resource) =>
    [`arn:aws:iam::${ACCOUNT}:role/Administrator`, `arn:aws:iam::${OTHER_ACCOUNT}:role/Administrator`]
      .filter((principal) => {
        const context = { 'sts:SourceIdentity': 'somebody' };
        const question = { principal, action: 'sts:AssumeRole', resource, context, identityPolicies: EVERYTHING };
        return !decide(app, question).decision.endsWith('Denied');
      })
      .map((principal) => `${principal} may take ${resource}`),
  );

/** Each team sees what `config/access.ts` says, nobody else sees anything, and Lake Formation is the only way. */
const lakeLeaks = (app: App): string[] => {
  const leaks: string[] = [];
  const raw = rawBucket(app).arn;
  for (const { locationArn, hybrid, constructPath } of app.registrations) {
    if (locationArn === undefined || locationArn.startsWith(raw)) leaks.push(`${constructPath} registers the raw zone`);
    if (hybrid) leaks.push(`${constructPath} leaves the location to IAM for whoever has not opted in`);
  }
  for (const { arn } of app.roles) {
    const team = Object.entries(access.teams).find(([name]) => arn === roleArn(`team-${name}`))?.[1];
    for (const { table, columns, rowFilter, constructPath } of lakePermissions(app, arn)) {
      const declared =
        team !== undefined &&
        table === program.lake.table &&
        columns !== '*' &&
        columns.every((column) => (team.columns as readonly string[]).includes(column)) &&
        rowFilter === renderRowFilter(team.rows);
      if (!declared) leaks.push(`${constructPath} lets ${arn} see more than it is declared to`);
    }
  }
  return leaks;
};
