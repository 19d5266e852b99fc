import type { Resource } from '../model/app.ts';

/** Whole services of whose types none grants anything, or whose grants the model reads. */
const SERVICES = /^AWS::(ApiGateway|ApiGatewayV2|CDK|EventSchemas|SSM)::/;

/** Types that grant nothing, or whose grants the model reads, by service. */
const READ: Readonly<Record<string, string>> = {
  Athena: 'WorkGroup NamedQuery PreparedStatement DataCatalog CapacityReservation',
  AutoScaling: 'AutoScalingGroup LaunchConfiguration',
  // What a selection copies is asked of each store; a plan and a vault copy nothing by themselves.
  Backup: 'BackupPlan BackupSelection BackupVault',
  Batch: 'ComputeEnvironment JobDefinition JobQueue SchedulingPolicy',
  Budgets: 'Budget',
  CloudFormation: 'WaitCondition WaitConditionHandle CustomResource',
  CloudWatch: 'Alarm CompositeAlarm Dashboard AnomalyDetector InsightRule MetricStream',
  Config:
    'ConfigRule ConfigurationRecorder DeliveryChannel AggregationAuthorization ConfigurationAggregator RemediationConfiguration StoredQuery',
  EC2: 'VPC Subnet Route RouteTable SubnetRouteTableAssociation InternetGateway VPCGatewayAttachment NatGateway EIP SecurityGroup SecurityGroupIngress SecurityGroupEgress VPCEndpoint FlowLog Instance LaunchTemplate',
  ECR: 'PullThroughCacheRule RegistryPolicy Repository',
  EMR: 'Cluster Step',
  Events: 'Rule EventBus EventBusPolicy Archive Connection ApiDestination Endpoint',
  Glue: 'Database Table Partition Job Crawler Trigger',
  GuardDuty: 'Detector Filter IPSet ThreatIntelSet Master Member PublishingDestination',
  IAM: 'Role User Group Policy ManagedPolicy RolePolicy UserPolicy GroupPolicy InstanceProfile UserToGroupAddition AccessKey OIDCProvider SAMLProvider ServerCertificate ServiceLinkedRole VirtualMFADevice',
  // For devices, which are no principals of IAM.
  IoT: 'Policy',
  KMS: 'Key Alias ReplicaKey',
  LakeFormation: 'DataLakeSettings Resource DataCellsFilter PrincipalPermissions Permissions',
  Lambda:
    'Function Alias Version Permission ResourcePolicy Url EventInvokeConfig EventSourceMapping LayerVersion LayerVersionPermission CodeSigningConfig',
  Logs: 'LogGroup LogStream MetricFilter SubscriptionFilter ResourcePolicy Destination QueryDefinition AccountPolicy DeliverySource Delivery DeliveryDestination LogAnomalyDetector',
  ObservabilityAdmin: 'OrganizationCentralizationRule S3TableIntegration TelemetryPipelines',
  S3: 'Bucket BucketPolicy AccessPoint',
  SNS: 'Topic Subscription TopicPolicy TopicInlinePolicy',
  SQS: 'Queue QueuePolicy QueueInlinePolicy',
  SageMaker: 'Model NotebookInstance NotebookInstanceLifecycleConfig',
  Scheduler: 'Schedule ScheduleGroup',
};

/**
 * Types that read no data and let nobody do so, though they may name stores, keys and roles, by service. Each has its page at
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-<service>-<type>.html
 */
const HARMLESS: Readonly<Record<string, string>> = {
  // Reads policies, not what they guard: https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
  AccessAnalyzer: 'Analyzer',
  ApplicationAutoScaling: 'ScalableTarget ScalingPolicy',
  ApplicationSignals: 'ServiceLevelObjective',
  // Money, not data.
  CE: 'AnomalyMonitor AnomalySubscription CostCategory',
  CertificateManager: 'Certificate',
  // Reads of a bucket what its policy lets cloudfront.amazonaws.com or an identity of CloudFront read, and the claims ask that
  // policy: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  CloudFront: 'Distribution CloudFrontOriginAccessIdentity OriginAccessControl',
  EC2: 'NetworkAcl NetworkAclEntry SubnetNetworkAclAssociation PrefixList DHCPOptions VPCDHCPOptionsAssociation',
  // Where a file system is reached, and as which user of it: https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
  EFS: 'MountTarget AccessPoint',
  // Writes its access logs into a bucket.
  ElasticLoadBalancing: 'LoadBalancer',
  ElasticLoadBalancingV2: 'LoadBalancer',
  // With which keys jobs encrypt what they write, how a crawler reads a format, in which order triggers fire: crawlers and jobs
  // have the roles.
  Glue: 'SecurityConfiguration DataCatalogEncryptionSettings Classifier Workflow',
  // A name under which principals may subscribe to a stream: their policies, and its own, say who does.
  Kinesis: 'StreamConsumer',
  // Groups resources by tags or names for the console.
  ResourceGroups: 'Group',
  Route53: 'RecordSet HostedZone',
  // Counts and sizes of objects, and no more: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_basics_metrics_recommendations.html
  S3: 'StorageLens StorageLensGroup',
  // Writes into a secret where its database is.
  SecretsManager: 'SecretTargetAttachment',
  SecurityHub: 'Hub Standard',
  ServiceCatalogAppRegistry: 'Application ResourceAssociation',
  WAFv2: 'WebACL WebACLAssociation IPSet',
  // How many requests are traced, and how traces are grouped.
  XRay: 'SamplingRule Group',
};

/**
 * Properties that open nothing, of types whose other properties, such as roles and places to read from, are not understood: with
 * which key a type encrypts data of its own, which opens nothing else that the key encrypts, and the tasks of a service, since the
 * role of each task is asked by itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
const OPENS_NOTHING: Readonly<Record<string, readonly string[]>> = {
  'AWS::DocDB::DBCluster': ['KmsKeyId'],
  'AWS::EC2::Volume': ['KmsKeyId'],
  'AWS::ECS::Service': ['Cluster', 'ServiceName', 'TaskDefinition'],
  'AWS::EFS::FileSystem': ['KmsKeyId'],
  'AWS::ElastiCache::ReplicationGroup': ['KmsKeyId'],
  'AWS::Elasticsearch::Domain': ['EncryptionAtRestOptions'],
  'AWS::MSK::Cluster': ['EncryptionInfo'],
  'AWS::Neptune::DBCluster': ['KmsKeyId'],
  'AWS::OpenSearchService::Domain': ['EncryptionAtRestOptions'],
  'AWS::RDS::DBCluster': ['KmsKeyId', 'PerformanceInsightsKmsKeyId', 'MasterUserSecret'],
  'AWS::RDS::DBInstance': ['KmsKeyId', 'PerformanceInsightsKMSKeyId', 'MasterUserSecret'],
  'AWS::Redshift::Cluster': ['KmsKeyId'],
};

/** The properties by which a resource may speak of a class: all but those that open nothing. */
export function propertiesThatMaySpeak({ type, properties }: Resource): Readonly<Record<string, unknown>> {
  const silent = OPENS_NOTHING[type] ?? [];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !silent.includes(name)));
}

const typesOf = (table: Readonly<Record<string, string>>): Set<string> =>
  new Set(
    Object.entries(table).flatMap(([service, names]) => names.split(' ').map((name) => `AWS::${service}::${name}`)),
  );

const HARMLESS_TYPES = typesOf(HARMLESS);
const KNOWN = new Set([...typesOf(READ), ...HARMLESS_TYPES]);

/** Policies of an organisation that only narrow what may be done. Others, such as those for backups, have something done. */
const NARROWING = new Set([
  ...['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY', 'AISERVICES_OPT_OUT_POLICY'],
  ...['DECLARATIVE_POLICY_EC2', 'CHATBOT_POLICY'],
]);

/** Whether the model knows what a resource of this type grants. What a custom resource does, it does as its function's role. */
export const isKnownType = (type: string): boolean =>
  KNOWN.has(type) || SERVICES.test(type) || type.startsWith('Custom::');

/** Types whose policies reach no data of a class, or are those of the function that acts for them. */
export const isWithoutPolicies = (type: string): boolean =>
  SERVICES.test(type) || type.startsWith('Custom::') || HARMLESS_TYPES.has(type) || !KNOWN.has(type);

/** Types that bring principals of their own into the account, or give rights to some. */
export const MAKES_PRINCIPALS = /^AWS::(SSO::(PermissionSet|Assignment)|Budgets::BudgetsAction|IAM::)/;

/** Types of which a resource may hold anything: other templates, and code of others that acts in the account. */
export const mayHoldAnything = (type: string, properties: Readonly<Record<string, unknown>>): boolean =>
  type.endsWith('::MODULE') ||
  !/^(AWS|Custom|Alexa)::/.test(type) ||
  /^AWS::(Serverless|ServiceCatalog|Proton)::|^AWS::CloudFormation::(StackSet|Macro|Stack)$|^AWS::Config::(Organization)?ConformancePack$/.test(
    type,
  ) ||
  (type === 'AWS::Organizations::Policy' && !NARROWING.has(String(properties.Type)));

/** Services whose types hold data, or say who reads it: one that names something known only at deployment may mean a class. */
export const HOLDS_DATA =
  /^AWS::(S3|KMS|Glue|LakeFormation|Athena|DynamoDB|SQS|SNS|Lambda|Logs|Backup|RAM|S3Tables|S3ObjectLambda)::/;
