import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import { GetDatabaseCommand, GetDataCatalogEncryptionSettingsCommand, GlueClient } from '@aws-sdk/client-glue';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type DataLakeSettings, GetDataLakeSettingsCommand, LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetParameterCommand, paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { StrongroomError } from '../../activity/errors.ts';
import { nameOf, statusOf } from './errors.ts';

/** Settings of the SDK's clients: a region, or a test's loopback endpoint. */
export interface ClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts?: number;
}

/** Error names that mean that a resource does not exist. */
const ABSENT = [
  ...['ParameterNotFound', 'NoSuchEntity', 'NoSuchEntityException', 'EntityNotFoundException', 'NotFound'],
  ...['NotFoundException', 'TrailNotFoundException', 'NoSuchBucket'],
];

/** A trail, with only the fields read here. */
export interface TrailSeen {
  readonly arn: string;
  readonly logging: boolean;
  readonly everyRegion: boolean;
  readonly management: boolean;
  readonly logGroup: string | undefined;
}

/**
 * Reads an account, and changes nothing in it. Each method throws the error that AWS returns; null where a resource is
 * missing.
 */
export class AwsAccount {
  readonly #config: ClientConfig;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  async caller(): Promise<{ readonly account: string; readonly arn: string }> {
    const { Account, Arn } = await new STSClient(this.#config).send(new GetCallerIdentityCommand({}));
    return { account: given(Account), arn: given(Arn) };
  }

  /** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html */
  async services(): Promise<string[]> {
    const Path = `/aws/service/global-infrastructure/regions/${this.#config.region}/services`;
    const found: string[] = [];
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client: this.#ssm() }, { Path }))
      found.push(...Parameters.flatMap(({ Value }) => Value ?? []));
    // An empty list is no answer: perhaps the parameter store does not know the region.
    if (found.length === 0) throw new StrongroomError('doctor.empty', 'the list of services is empty', 'look by hand');
    return found;
  }

  async bootstrapVersion(qualifier: string): Promise<number | null> {
    const Name = `/cdk-bootstrap/${qualifier}/version`;
    const answer = await present(() => this.#ssm().send(new GetParameterCommand({ Name })));
    return answer === null ? null : Number(given(answer.Parameter?.Value));
  }

  async hasRole(name: string): Promise<boolean> {
    const answer = await present(() => this.#iam().send(new GetRoleCommand({ RoleName: name })));
    return answer !== null && given(answer.Role) !== undefined;
  }

  async identityCenterRoles(): Promise<string[]> {
    const found: string[] = [];
    const input = { PathPrefix: '/aws-reserved/sso.amazonaws.com/' };
    for await (const { Roles } of paginateListRoles({ client: this.#iam() }, input))
      found.push(...given(Roles).flatMap(({ RoleName }) => RoleName ?? []));
    return found;
  }

  async concurrency(): Promise<{ readonly limit: number; readonly unreserved: number }> {
    const { AccountLimit } = await new LambdaClient(this.#config).send(new GetAccountSettingsCommand({}));
    return {
      limit: given(AccountLimit?.ConcurrentExecutions),
      unreserved: given(AccountLimit?.UnreservedConcurrentExecutions),
    };
  }

  async quotas(services: readonly string[]): Promise<Record<string, number>> {
    const client = new ServiceQuotasClient(this.#config);
    const found: Record<string, number> = {};
    for (const ServiceCode of services)
      for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode }))
        for (const { QuotaName, Value } of Quotas)
          if (QuotaName !== undefined && Value !== undefined) found[`${ServiceCode} ${QuotaName}`] = Value;
    return found;
  }

  async lakeSettings(): Promise<DataLakeSettings> {
    const { DataLakeSettings } = await new LakeFormationClient(this.#config).send(new GetDataLakeSettingsCommand({}));
    return given(DataLakeSettings);
  }

  async hasDatabase(Name: string): Promise<boolean> {
    const answer = await present(() => this.#glue().send(new GetDatabaseCommand({ Name })));
    return answer !== null && given(answer.Database) !== undefined;
  }

  async catalogKey(): Promise<string | null> {
    const { DataCatalogEncryptionSettings: settings } = await this.#glue().send(
      new GetDataCatalogEncryptionSettingsCommand({}),
    );
    const at = given(settings).EncryptionAtRest;
    return (at?.CatalogEncryptionMode ?? 'DISABLED') === 'DISABLED' ? null : (at?.SseAwsKmsKeyId ?? 'alias/aws/glue');
  }

  async keyPolicy(KeyId: string): Promise<unknown> {
    const command = new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' });
    const answer = await present(() => new KMSClient(this.#config).send(command));
    return answer === null ? null : JSON.parse(answer.Policy ?? 'null');
  }

  async managedPolicy(PolicyArn: string): Promise<unknown> {
    const answer = await present(() => this.#iam().send(new GetPolicyCommand({ PolicyArn })));
    if (answer === null) return null;
    const VersionId = answer.Policy?.DefaultVersionId;
    const { PolicyVersion } = await this.#iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? 'null'));
  }

  /** `ours` only where the account owns the bucket: another account's bucket may have the same name. */
  async bucket(Bucket: string, ExpectedBucketOwner: string): Promise<'free' | 'ours' | 'taken'> {
    const client = new S3Client({ ...this.#config, forcePathStyle: this.#config.endpoint !== undefined });
    try {
      await client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }));
      return 'ours';
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return 'free';
      // Also for the account's own bucket, where its policy denies the read: either way the name is in use.
      if (status === 403 || status === 301) return 'taken';
      throw error;
    }
  }

  async trails(): Promise<TrailSeen[]> {
    const client = new CloudTrailClient(this.#config);
    const { trailList } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    return Promise.all(given(trailList).map((trail) => this.#trail(client, trail)));
  }

  async #trail(client: CloudTrailClient, { TrailARN = '', ...trail }: Trail): Promise<TrailSeen> {
    const [status, selectors] = await Promise.all([
      client.send(new GetTrailStatusCommand({ Name: TrailARN })),
      client.send(new GetEventSelectorsCommand({ TrailName: TrailARN })),
    ]);
    const plain = selectors.EventSelectors ?? [];
    const advanced = selectors.AdvancedEventSelectors ?? [];
    return {
      arn: TrailARN,
      logging: status.IsLogging === true,
      everyRegion: trail.IsMultiRegionTrail === true && trail.IncludeGlobalServiceEvents === true,
      management:
        plain.some(
          ({ IncludeManagementEvents, ReadWriteType, ExcludeManagementEventSources = [] }) =>
            IncludeManagementEvents === true &&
            ReadWriteType !== 'ReadOnly' &&
            ExcludeManagementEventSources.length === 0,
        ) ||
        advanced.some(({ FieldSelectors = [] }) =>
          FieldSelectors.every(
            ({ Field, Equals = [] }) =>
              (Field === 'eventCategory' && Equals.join() === 'Management') ||
              (Field === 'readOnly' && Equals.join() === 'false'),
          ),
        ),
      logGroup: trail.CloudWatchLogsLogGroupArn?.split(':')[6],
    };
  }

  /** CloudFormation returns ValidationError for a stack that does not exist. */
  async hasStack(StackName: string): Promise<boolean> {
    try {
      const { Stacks } = await new CloudFormationClient(this.#config).send(new DescribeStacksCommand({ StackName }));
      return given(Stacks).length > 0;
    } catch (error) {
      if (nameOf(error) === 'ValidationError') return false;
      throw error;
    }
  }

  #ssm(): SSMClient {
    return new SSMClient(this.#config);
  }

  #iam(): IAMClient {
    return new IAMClient(this.#config);
  }

  #glue(): GlueClient {
    return new GlueClient(this.#config);
  }
}

async function present<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (ABSENT.includes(nameOf(error))) return null;
    throw error;
  }
}

/** A field that a response omits is no answer. */
function given<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new StrongroomError('doctor.empty', 'the answer holds nothing', 'look by hand');
}

/** IAM actions that each reading needs: the policy of the person who runs the doctor (`policies/doctor-policy.json`). */
export const DOCTOR_ACTIONS = [
  'cloudformation:DescribeStacks',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetEventSelectors',
  'cloudtrail:GetTrailStatus',
  'glue:GetDataCatalogEncryptionSettings',
  'glue:GetDatabase',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:ListRoles',
  'kms:GetKeyPolicy',
  'lakeformation:GetDataLakeSettings',
  'lambda:GetAccountSettings',
  's3:ListBucket',
  'servicequotas:ListServiceQuotas',
  'ssm:GetParameter',
  'ssm:GetParametersByPath',
] as const;
