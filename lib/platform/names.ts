import { Aws } from 'aws-cdk-lib';
import { EnvironmentPlaceholders } from 'aws-cdk-lib/cx-api';
import type { ZoneName } from '../activity/zones.ts';
import type { DeploymentTarget, EnvironmentConfig } from '../governance/environment-config.ts';
import { databaseOf } from '../governance/prefix.ts';

/**
 * Every name that the platform assigns, and the ARNs that follow from them. Buckets, roles and similar resources have
 * explicit names because a key policy must name its bucket and the bucket its key, and a queue policy its bucket and
 * the bucket its queue: with generated names each of these pairs is a circular dependency that CloudFormation refuses.
 */
export class Names {
  readonly prefix: string;
  readonly #qualifier: string;
  readonly #target: DeploymentTarget | null;

  constructor(environment: EnvironmentConfig) {
    this.prefix = environment.prefix;
    this.#qualifier = environment.qualifier;
    this.#target = environment.target;
  }

  /** `strongroom-<what>`: roles, functions, queues, topics, work groups. */
  of(resource: string): string {
    return `${this.prefix}-${resource}`;
  }

  /** Names of a team's role and work group. The `team-` prefix keeps a team's name from matching one of the platform's. */
  team(name: string): string {
    return this.of(`team-${name}`);
  }

  /** The function that creates exports. */
  get exportFunctionArn(): string {
    return this.arn('lambda', `function:${this.of('export')}`);
  }

  /** The topic for alarms and policy changes. */
  get alarmTopicArn(): string {
    return this.arn('sns', this.of('alarms'));
  }

  /** Bucket names are global, so they contain the account and the region. */
  bucket(zone: ZoneName): string {
    return `${this.of(zone)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
  }

  bucketArn(zone: ZoneName): string {
    return `arn:${Aws.PARTITION}:s3:::${this.bucket(zone)}`;
  }

  roleArn(name: string): string {
    return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${name}`;
  }

  policyArn(name: string): string {
    return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy/${name}`;
  }

  /** The role that CloudFormation deploys with: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
  get deploymentRoleArn(): string {
    return this.roleArn(`cdk-${this.#qualifier}-cfn-exec-role-${Aws.ACCOUNT_ID}-${Aws.REGION}`);
  }

  /** The same role as the assembly's manifest writes it; the command line fills in the placeholders of an unnamed environment. */
  get deploymentRole(): string {
    const { CURRENT_PARTITION: partition, CURRENT_ACCOUNT, CURRENT_REGION } = EnvironmentPlaceholders;
    const { account, region } = this.#target ?? { account: CURRENT_ACCOUNT, region: CURRENT_REGION };
    return `arn:${partition}:iam::${account}:role/cdk-${this.#qualifier}-cfn-exec-role-${account}-${region}`;
  }

  /** An ARN of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
  }

  /** The Glue database of the lake. */
  get database(): string {
    return databaseOf(this.prefix);
  }

  /**
   * Namespace of the metrics of functions and trail filters. Each installation has its own, or one would raise
   * another's alarms.
   */
  get metrics(): string {
    return this.prefix;
  }

  logGroup(purpose: string): string {
    return `/${this.prefix}/${purpose}`;
  }
}
