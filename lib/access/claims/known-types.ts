/** Whole services of whose types none grants anything, or whose grants the model reads. */
const SERVICES = /^AWS::(ApiGateway|ApiGatewayV2|CDK|EventSchemas|SSM)::/;

/** Types that grant nothing, or whose grants the model reads, by service. */
const READ: Readonly<Record<string, string>> = {
  Athena: 'WorkGroup NamedQuery PreparedStatement DataCatalog CapacityReservation',
  Budgets: 'Budget',
  CloudFormation: 'WaitCondition WaitConditionHandle CustomResource',
  CloudWatch: 'Alarm CompositeAlarm Dashboard AnomalyDetector InsightRule MetricStream',
  Config:
    'ConfigRule ConfigurationRecorder DeliveryChannel AggregationAuthorization ConfigurationAggregator RemediationConfiguration StoredQuery',
  EC2: 'VPC Subnet Route RouteTable SubnetRouteTableAssociation InternetGateway VPCGatewayAttachment NatGateway EIP SecurityGroup SecurityGroupIngress SecurityGroupEgress VPCEndpoint FlowLog Instance LaunchTemplate',
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
  S3: 'Bucket BucketPolicy AccessPoint',
  SNS: 'Topic Subscription TopicPolicy TopicInlinePolicy',
  SQS: 'Queue QueuePolicy QueueInlinePolicy',
  Scheduler: 'Schedule ScheduleGroup',
};

/**
 * Types that read no data and let nobody do so, though they may name stores, keys and roles, each with its source.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>
 */
const HARMLESS: Readonly<Record<string, string>> = {
  // Counts and sizes of objects, and no more: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_basics_metrics_recommendations.html
  'AWS::S3::StorageLens': 'aws-resource-s3-storagelens.html',
  'AWS::S3::StorageLensGroup': 'aws-resource-s3-storagelensgroup.html',
  // Says with which keys jobs encrypt what they write.
  'AWS::Glue::SecurityConfiguration': 'aws-resource-glue-securityconfiguration.html',
  'AWS::Glue::DataCatalogEncryptionSettings': 'aws-resource-glue-datacatalogencryptionsettings.html',
  // Reads policies, not what they guard: https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
  'AWS::AccessAnalyzer::Analyzer': 'aws-resource-accessanalyzer-analyzer.html',
  'AWS::SecurityHub::Hub': 'aws-resource-securityhub-hub.html',
  'AWS::SecurityHub::Standard': 'aws-resource-securityhub-standard.html',
  // Groups resources by tags or names for the console.
  'AWS::ResourceGroups::Group': 'aws-resource-resourcegroups-group.html',
  'AWS::ServiceCatalogAppRegistry::Application': 'aws-resource-servicecatalogappregistry-application.html',
  'AWS::ServiceCatalogAppRegistry::ResourceAssociation':
    'aws-resource-servicecatalogappregistry-resourceassociation.html',
  // How many requests are traced, and how traces are grouped.
  'AWS::XRay::SamplingRule': 'aws-resource-xray-samplingrule.html',
  'AWS::XRay::Group': 'aws-resource-xray-group.html',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'aws-resource-applicationautoscaling-scalabletarget.html',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'aws-resource-applicationautoscaling-scalingpolicy.html',
  'AWS::ApplicationSignals::ServiceLevelObjective': 'aws-resource-applicationsignals-servicelevelobjective.html',
  // Money, not data.
  'AWS::CE::AnomalyMonitor': 'aws-resource-ce-anomalymonitor.html',
  'AWS::CE::AnomalySubscription': 'aws-resource-ce-anomalysubscription.html',
  'AWS::CE::CostCategory': 'aws-resource-ce-costcategory.html',
  'AWS::EC2::NetworkAcl': 'aws-resource-ec2-networkacl.html',
  'AWS::EC2::NetworkAclEntry': 'aws-resource-ec2-networkaclentry.html',
  'AWS::EC2::SubnetNetworkAclAssociation': 'aws-resource-ec2-subnetnetworkaclassociation.html',
  'AWS::EC2::PrefixList': 'aws-resource-ec2-prefixlist.html',
  'AWS::EC2::DHCPOptions': 'aws-resource-ec2-dhcpoptions.html',
  'AWS::EC2::VPCDHCPOptionsAssociation': 'aws-resource-ec2-vpcdhcpoptionsassociation.html',
  'AWS::WAFv2::WebACL': 'aws-resource-wafv2-webacl.html',
  'AWS::WAFv2::WebACLAssociation': 'aws-resource-wafv2-webaclassociation.html',
  'AWS::WAFv2::IPSet': 'aws-resource-wafv2-ipset.html',
  'AWS::CertificateManager::Certificate': 'aws-resource-certificatemanager-certificate.html',
  'AWS::Route53::RecordSet': 'aws-resource-route53-recordset.html',
  'AWS::Route53::HostedZone': 'aws-resource-route53-hostedzone.html',
};

const KNOWN = new Set([
  ...Object.entries(READ).flatMap(([service, names]) => names.split(' ').map((name) => `AWS::${service}::${name}`)),
  ...Object.keys(HARMLESS),
]);

/** Policies of an organisation that only narrow what may be done. Others, such as those for backups, have something done. */
const NARROWING = new Set([
  ...['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY', 'AISERVICES_OPT_OUT_POLICY'],
  ...['DECLARATIVE_POLICY_EC2', 'CHATBOT_POLICY'],
]);

/** Whether the model knows what a resource of this type grants. What a custom resource does, it does as its function's role. */
export const isKnownType = (type: string): boolean =>
  KNOWN.has(type) || SERVICES.test(type) || type.startsWith('Custom::');

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
