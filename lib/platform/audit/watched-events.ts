import { CATALOGUE, type Entry } from '../../access/escalate/catalogue.ts';
import { eventsOf } from '../../access/escalate/events.ts';

/**
 * Services that a role of the platform trusts. Passing a role to another service needs a change of a trust policy
 * first, which is watched.
 */
export const TRUSTED_SERVICES: readonly string[] = [
  'cloudtrail',
  'lakeformation',
  'lambda',
  'rolesanywhere',
  'scheduler',
];

/** Resource types that run as a role and are among the platform's own resources. */
export const OWN_COMPUTE: readonly string[] = [
  ...['AWS::Athena::WorkGroup', 'AWS::Events::Rule', 'AWS::Lambda::Function', 'AWS::Scheduler::Schedule'],
];

/** Steps of the catalogue that no rule matches, each with the reason. */
export const UNWATCHED: Readonly<Record<string, string>> = {
  'iam:CreateUser': 'a user without policies opens nothing, and each policy that it is given is watched',
  'glue:CreatePartition':
    'redaction registers partitions all day; of another table or place they need a table or a location first, which are watched',
};

/** Whether this step is possible with resources of the platform before another watched step. */
export const concernsUs = ({ plane, service, type, target }: Entry): boolean =>
  plane === 'control' &&
  // All compute of the platform keeps a copy of its code.
  target !== 'stored-code' &&
  (service === undefined || TRUSTED_SERVICES.includes(service.replace(/\.amazonaws\.com$/, ''))) &&
  (type === undefined || OWN_COMPUTE.includes(type));

/**
 * Actions beside the catalogue's own steps: those that close, blind or silence, and those that could open activity
 * together with another call.
 */
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
  // `RemovePermission`, `DeleteFunction` and `PutFunctionConcurrency`: otherwise the sentinel could be stopped unseen.
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
  // The deployment role is in the trusted base, so every principal that hands it to a stack must be seen. Announces
  // each deployment too.
  cloudformation: ['CreateStack', 'CreateStackSet', 'UpdateStackSet', 'CreateStackInstances', 'UpdateStackInstances'],
  // Changes to who can assume a team's role, where Identity Center is administered from this account.
  sso: ['ProvisionPermissionSet'],
  rolesanywhere: ['CreateTrustAnchor', 'UpdateTrustAnchor'],
};

/** Lambda's event names end in an API version, so the pattern matches a prefix. */
const patternsOf = (action: string): (readonly [service: string, event: string])[] => {
  const { service, names } = eventsOf(action);
  return names.map((name) => [service, service === 'lambda' ? `${name.replace(/\d{8}(v\d)?$/, '')}*` : name]);
};

function watchedEvents(): Record<string, readonly string[]> {
  const steps = CATALOGUE.filter(concernsUs)
    .flatMap(({ actions }) => actions)
    .filter((action) => !(action in UNWATCHED));
  const beside = Object.entries(BESIDE).flatMap(([service, events]) =>
    events.map((event) => [service, event] as const),
  );
  const all = Map.groupBy([...steps.flatMap(patternsOf), ...beside], ([service]) => service);
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([service, events]) => [service, [...new Set(events.map(([, event]) => event))].sort()]),
  );
}

/**
 * The API calls that could open activity or blind the people who watch, by the service that reports them to CloudTrail:
 * every step of the catalogue that concerns the platform, and the actions in BESIDE. The sentinel's rules match these
 * names, and each match pauses collection; a final `*` matches any suffix. Calls by every principal count, the
 * deployment role's too: an exemption would give anyone who assumes that role a silent way in.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const WATCHED_EVENTS: Readonly<Record<string, readonly string[]>> = watchedEvents();
