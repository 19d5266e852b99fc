import type { Resource } from '../model/app.ts';
import { isRecord } from '../policy/record.ts';

/**
 * Properties of stores, and of compute that has many ways out, that were looked at: each is read by the model or a flow, or says nothing of who reads the store and where
 * its content goes. One that AWS adds is not known before it is here. A test compares the table with the CDK's.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
export const KNOWN_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::Batch::JobDefinition':
    'ConsumableResourceProperties ContainerProperties EcsProperties EksProperties JobDefinitionName NodeProperties Parameters PlatformCapabilities PropagateTags ResourceRetentionPolicy RetryStrategy SchedulingPriority Tags Timeout Type',
  'AWS::DynamoDB::GlobalTable':
    'AttributeDefinitions BillingMode GlobalSecondaryIndexes GlobalTableSourceArn GlobalTableWitnesses KeySchema LocalSecondaryIndexes MultiRegionConsistency ReadOnDemandThroughputSettings ReadProvisionedThroughputSettings Replicas SSESpecification StreamSpecification TableName TableType TimeToLiveSpecification VectorIndexes WarmThroughput WriteOnDemandThroughputSettings WriteProvisionedThroughputSettings',
  'AWS::DynamoDB::Table':
    'AttributeDefinitions BillingMode ContributorInsightsSpecification DeletionProtectionEnabled GlobalSecondaryIndexes ImportSourceSpecification KeySchema KinesisStreamSpecification LocalSecondaryIndexes OnDemandThroughput PointInTimeRecoverySpecification ProvisionedThroughput ResourcePolicy SSESpecification StreamSpecification TableClass TableName Tags TimeToLiveSpecification VectorIndexes WarmThroughput',
  'AWS::EMR::Cluster':
    'AdditionalInfo Applications AutoScalingRole AutoTerminationPolicy BootstrapActions Configurations CustomAmiId EbsRootVolumeIops EbsRootVolumeSize EbsRootVolumeThroughput Instances JobFlowRole KerberosAttributes LogEncryptionKmsKeyId LogUri ManagedScalingPolicy MonitoringConfiguration Name OSReleaseLabel PlacementGroupConfigs ReleaseLabel ScaleDownBehavior SecurityConfiguration ServiceRole SessionEnabled StepConcurrencyLevel Steps Tags VisibleToAllUsers',
  'AWS::Events::EventBus': 'DeadLetterConfig Description EventSourceName KmsKeyIdentifier LogConfig Name Policy Tags',
  'AWS::Kinesis::Stream':
    'DesiredShardLevelMetrics MaxRecordSizeInKiB Name RecordDistributionStrategy RetentionPeriodHours ShardCount StreamEncryption StreamModeDetails Tags WarmThroughputMiBps',
  'AWS::KMS::Key':
    'BypassPolicyLockoutSafetyCheck Description EnableKeyRotation Enabled KeyPolicy KeySpec KeyUsage MultiRegion Origin PendingWindowInDays RotationPeriodInDays Tags',
  'AWS::Lambda::Function':
    'Architectures CapacityProviderConfig Code CodeSigningConfigArn DeadLetterConfig Description DurableConfig Environment EphemeralStorage FileSystemConfigs FunctionName FunctionScalingConfig Handler ImageConfig KmsKeyArn Layers LoggingConfig MemorySize PackageType PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags TenancyConfig Timeout TracingConfig VpcConfig',
  'AWS::Logs::LogGroup':
    'BearerTokenAuthenticationEnabled DataProtectionPolicy DeletionProtectionEnabled FieldIndexPolicies KmsKeyId LogGroupClass LogGroupName ResourcePolicyDocument RetentionInDays Tags',
  'AWS::S3::Bucket':
    'AbacStatus AccelerateConfiguration AccessControl AnalyticsConfigurations BucketEncryption BucketName BucketNamePrefix BucketNamespace CorsConfiguration IntelligentTieringConfigurations InventoryConfigurations LifecycleConfiguration LoggingConfiguration MetadataConfiguration MetadataTableConfiguration MetricsConfigurations NotificationConfiguration ObjectLockConfiguration ObjectLockEnabled OwnershipControls PublicAccessBlockConfiguration ReplicationConfiguration Tags VersioningConfiguration WebsiteConfiguration',
  'AWS::SageMaker::Model':
    'Containers EnableNetworkIsolation ExecutionRoleArn InferenceExecutionConfig ModelName PrimaryContainer Tags VpcConfig',
  'AWS::SageMaker::NotebookInstance':
    'AcceleratorTypes AdditionalCodeRepositories DefaultCodeRepository DirectInternetAccess InstanceMetadataServiceConfiguration InstanceType KmsKeyId LifecycleConfigName NotebookInstanceName PlatformIdentifier RoleArn RootAccess SecurityGroupIds SubnetId Tags VolumeSizeInGB',
  'AWS::SNS::Topic':
    'ArchivePolicy ContentBasedDeduplication DataProtectionPolicy DeliveryStatusLogging DisplayName FifoThroughputScope FifoTopic KmsMasterKeyId MaximumMessageSize SignatureVersion Subscription Tags TopicName TracingConfig',
  'AWS::SQS::Queue':
    'ContentBasedDeduplication DeduplicationScope DelaySeconds FifoQueue FifoThroughputLimit KmsDataKeyReusePeriodSeconds KmsMasterKeyId MaximumMessageSize MessageRetentionPeriod QueueName ReceiveMessageWaitTimeSeconds RedriveAllowPolicy RedrivePolicy SqsManagedSseEnabled Tags VisibilityTimeout',
};

const KNOWN = new Map(Object.entries(KNOWN_PROPERTIES).map(([type, names]) => [type, new Set(names.split(' '))]));

/** The first property of a store that nobody has looked at. What a module or a macro writes in full counts as well. */
export function strangeProperty({ type, properties }: Resource): string | undefined {
  const known = KNOWN.get(type);
  return known && Object.keys(properties).find((name) => !known.has(name));
}

/** Where each type carries a policy that the model reads; `any` where what it lets in reaches no data, or it only narrows. */
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Backup::BackupVault': ['AccessPolicy'],
  'AWS::DynamoDB::Table': ['ResourcePolicy', 'StreamSpecification'],
  'AWS::EC2::VPCEndpoint': ['PolicyDocument'],
  'AWS::ECR::RegistryPolicy': ['PolicyText'],
  'AWS::ECR::Repository': ['RepositoryPolicyText'],
  'AWS::Events::EventBus': ['Policy'],
  'AWS::Events::EventBusPolicy': ['Statement'],
  'AWS::IAM::Group': ['Policies'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Policies'],
  'AWS::IAM::User': ['Policies'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::KMS::ReplicaKey': ['KeyPolicy'],
  'AWS::Kinesis::ResourcePolicy': ['ResourcePolicy'],
  'AWS::Logs::DeliveryDestination': ['DeliveryDestinationPolicy'],
  'AWS::Logs::Destination': ['DestinationPolicy'],
  'AWS::Logs::LogGroup': ['ResourcePolicyDocument'],
  'AWS::S3::AccessPoint': ['Policy'],
  'AWS::SecretsManager::ResourcePolicy': ['ResourcePolicy'],
};

/** The first property that carries a policy which the model does not read. */
export function unreadPolicy({ type, properties }: Resource): string | undefined {
  const read = POLICIES[type] ?? ['PolicyDocument'];
  return Object.keys(properties).find((name) => !read.includes(name) && hasStatement(properties[name]));
}

/** A statement of IAM: others, such as those of data protection, have no effect. */
function hasStatement(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasStatement);
  if (!isRecord(value)) return false;
  const statements = [value.Statement].flat().filter(isRecord);
  return statements.some((statement) => 'Effect' in statement) || Object.values(value).some(hasStatement);
}
