import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Names } from '../names.ts';

/** A team's actions on the catalogue, Athena and Lake Formation. Its boundary denies everything else. */
export const TEAM_ACTIONS = {
  // One page requires the query-planning calls for cell filters; the pages on Athena do not. They return only what the
  // filter lets through, like GetDataAccess.
  // https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html
  lake: [
    'lakeformation:GetDataAccess',
    'lakeformation:StartQueryPlanning',
    'lakeformation:GetQueryState',
    'lakeformation:GetWorkUnits',
    'lakeformation:GetWorkUnitResults',
  ],
  catalog: [
    'glue:GetDatabase',
    'glue:GetDatabases',
    'glue:GetTable',
    'glue:GetTables',
    'glue:GetPartition',
    'glue:GetPartitions',
    'glue:BatchGetPartition',
  ],
  workgroup: [
    'athena:StartQueryExecution',
    'athena:StopQueryExecution',
    'athena:GetQueryExecution',
    'athena:GetQueryResults',
    'athena:GetQueryResultsStream',
    'athena:GetWorkGroup',
    'athena:ListQueryExecutions',
    'athena:BatchGetQueryExecution',
    'athena:ListNamedQueries',
    'athena:GetQueryRuntimeStatistics',
  ],
  // The console and drivers list before they open a resource. https://docs.aws.amazon.com/athena/latest/ug/policy-actions.html
  console: ['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions'],
  dataCatalog: [
    'athena:GetDataCatalog',
    'athena:GetDatabase',
    'athena:ListDatabases',
    'athena:ListTableMetadata',
    'athena:GetTableMetadata',
  ],
  export: ['s3:GetObject', 's3:ListBucket'],
  startExport: ['lambda:InvokeFunction'],
  key: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
} as const;

/**
 * The most that a team's role can ever do, whatever policy another stack attaches to it. The denies repeat what the
 * allows leave out, because a resource policy that names a role session overrides an implicit deny of a boundary but
 * not an explicit one. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const teamBoundary = (scope: Construct, team: string, names: Names): ManagedPolicy =>
  limit(scope, team, names, [
    new PolicyStatement({ sid: 'OnlyThese', actions: Object.values(TEAM_ACTIONS).flat(), resources: ['*'] }),
  ]);

/** The denies of the boundary without its allows, as a policy of the role: for an account that requires its own boundary. */
export const teamLimit = (scope: Construct, team: string, names: Names): ManagedPolicy => limit(scope, team, names, []);

const limit = (scope: Construct, team: string, names: Names, allows: readonly PolicyStatement[]): ManagedPolicy => {
  const exports = [names.bucketArn('derived'), `${names.bucketArn('derived')}/${team}/*`];
  const boundary = new ManagedPolicy(scope, 'Boundary', {
    managedPolicyName: `${names.team(team)}-boundary`,
    description: `The most that team ${team} can ever do`,
    statements: [
      ...allows,
      new PolicyStatement({
        sid: 'NoObjectsButItsExports',
        effect: Effect.DENY,
        actions: ['s3:*'],
        notResources: exports,
      }),
      new PolicyStatement({
        sid: 'NoFunctionButExports',
        effect: Effect.DENY,
        actions: [...TEAM_ACTIONS.startExport],
        notResources: [names.exportFunctionArn],
      }),
      // Denying every write stops CTAS and UNLOAD from making untracked copies.
      new PolicyStatement({
        sid: 'NothingElse',
        effect: Effect.DENY,
        notActions: Object.values(TEAM_ACTIONS).flat(),
        resources: ['*'],
      }),
    ],
  });
  acknowledge(
    boundary,
    'A boundary grants nothing: it caps what other policies grant. Its wildcards widen the cap to the listed read actions ' +
      'only, and its denies are meant to be wide.',
    'IAM5[Resource::*]',
  );
  return boundary;
};
