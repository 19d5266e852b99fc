import { CATALOGUE, type Entry } from '../../access/escalate/catalogue.ts';
import { eventOf } from '../../access/escalate/events.ts';

/** Services that a role of ours trusts: what is passed to another one takes a change of a trust first, which is watched. */
export const TRUSTED_SERVICES: readonly string[] = [
  'cloudtrail',
  'lakeformation',
  'lambda',
  'rolesanywhere',
  'scheduler',
];

/** Types of what runs as a role and is among our resources. */
export const OWN_COMPUTE: readonly string[] = [
  ...['AWS::Athena::WorkGroup', 'AWS::Events::Rule', 'AWS::Lambda::Function', 'AWS::Scheduler::Schedule'],
];

/** Steps of the catalogue that no rule matches, and why. */
export const UNWATCHED: Readonly<Record<string, string>> = {
  'glue:CreatePartition':
    'redaction registers partitions all day; of another table or place they need a table or a location first, which are watched',
};

/** Whether a step can be taken with anything that the platform has, before another step that is watched. */
export const concernsUs = ({ plane, service, type }: Entry): boolean =>
  plane === 'control' &&
  (service === undefined || TRUSTED_SERVICES.includes(service.replace(/\.amazonaws\.com$/, ''))) &&
  (type === undefined || OWN_COMPUTE.includes(type));

/** What closes, blinds or silences, and what could open activity together with another call, beside the catalogue's own steps. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  kms: [
    'CreateGrant',
    'RevokeGrant',
    'RetireGrant',
    'DisableKey',
    'ScheduleKeyDeletion',
    'ImportKeyMaterial',
    'UpdatePrimaryRegion',
  ],
  s3: [
    'PutBucketOwnershipControls',
    'DeleteBucketOwnershipControls',
    'PutBucketPublicAccessBlock',
    'DeleteBucketPublicAccessBlock',
    'PutAccountPublicAccessBlock',
    'DeleteAccountPublicAccessBlock',
    'DeleteBucketEncryption',
    'PutBucketReplication',
    'PutBucketNotification',
    'PutBucketInventoryConfiguration',
    'PutBucketLogging',
    'PutBucketLifecycle',
    'DeleteBucketLifecycle',
    'PutBucketVersioning',
    'PutBucketObjectLockConfiguration',
    'CreateAccessGrantsLocation',
    'CreateJob',
  ],
  iam: ['CreateRole', 'CreateSAMLProvider', 'CreateOpenIDConnectProvider'],
  lakeformation: [
    'RevokePermissions',
    'BatchRevokePermissions',
    'DeregisterResource',
    'DeleteDataCellsFilter',
    'RemoveLFTagsFromResource',
    'DeleteLakeFormationOptIn',
  ],
  glue: ['DeleteTable', 'UpdateDatabase', 'CreateCrawler'],
  athena: ['CreateWorkGroup', 'UpdateWorkGroup'],
  // `RemovePermission`, `DeleteFunction` and `PutFunctionConcurrency`: without these the sentinel could be stopped unseen.
  lambda: [
    'PublishLayerVersion*',
    'AddPermission*',
    'RemovePermission*',
    'DeleteFunction*',
    'PutFunctionConcurrency*',
    'AddLayerVersionPermission*',
    'CreateFunctionUrlConfig*',
    'UpdateFunctionUrlConfig*',
  ],
  dynamodb: [
    'DeleteTable',
    'PutResourcePolicy',
    'DeleteResourcePolicy',
    'ExportTableToPointInTime',
    'RestoreTableToPointInTime',
    'RestoreTableFromBackup',
    'UpdateTable',
    'EnableKinesisStreamingDestination',
  ],
  sqs: ['SetQueueAttributes', 'AddPermission'],
  logs: [
    'PutSubscriptionFilter',
    'PutResourcePolicy',
    'CreateExportTask',
    'DisassociateKmsKey',
    'DeleteLogGroup',
    'PutRetentionPolicy',
  ],
  cloudtrail: ['StopLogging', 'DeleteTrail', 'PutEventSelectors'],
  events: ['PutRule', 'DisableRule', 'DeleteRule', 'RemoveTargets'],
  sns: [
    'SetTopicAttributes',
    'DeleteTopic',
    'Subscribe',
    'Unsubscribe',
    'AddPermission',
    'RemovePermission',
    'PutDataProtectionPolicy',
  ],
  scheduler: ['DeleteSchedule'],
  // The deployment role is in the trusted base, so whoever hands it to a stack must be seen. Announces each deployment too.
  cloudformation: ['CreateStack', 'CreateStackSet', 'UpdateStackSet', 'CreateStackInstances', 'UpdateStackInstances'],
  // Who becomes one of the people that may take a team's role, where Identity Center is administered from the account.
  sso: ['ProvisionPermissionSet'],
  rolesanywhere: ['CreateTrustAnchor', 'UpdateTrustAnchor'],
};

/** Lambda's events end in a version of its API, so its names are beginnings. */
const patternOf = (action: string): readonly [service: string, event: string] => {
  const { service, name } = eventOf(action);
  return [service, service === 'lambda' ? `${name.replace(/\d{8}(v\d)?$/, '')}*` : name];
};

function watchedEvents(): Record<string, readonly string[]> {
  const steps = CATALOGUE.filter(concernsUs)
    .flatMap(({ actions }) => actions)
    .filter((action) => !(action in UNWATCHED));
  const beside = Object.entries(BESIDE).flatMap(([service, events]) =>
    events.map((event) => [service, event] as const),
  );
  const all = Map.groupBy([...steps.map(patternOf), ...beside], ([service]) => service);
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([service, events]) => [service, [...new Set(events.map(([, event]) => event))].sort()]),
  );
}

/**
 * The API calls that could open activity or blind those who watch, by the service that reports them to CloudTrail: every step of
 * the catalogue that concerns us, and what stands beside it. The sentinel's rules match these names, and each pauses collection;
 * `*` at the end stands for any rest. Everybody's calls count, the deployment role's too: exempting it would give whoever
 * takes that role a silent way in.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const WATCHED_EVENTS: Readonly<Record<string, readonly string[]>> = watchedEvents();
