import { type Duration, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnFunction, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PrivateNetwork } from '../../governance/existing.ts';
import { acknowledge } from '../acknowledge.ts';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';
import { bundle } from './bundle.ts';
import { joinNetwork } from './network.ts';

export interface PlatformFunctionProps {
  readonly names: Names;
  /** Folder under `lambdas/`, and the last part of the function's name. */
  readonly name: string;
  readonly role: Role;
  readonly logKey: IKey;
  readonly timeout: Duration;
  readonly memoryMb: number;
  readonly reservedConcurrency: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly layers?: readonly ILayerVersion[];
  /** The VPC of the function; none when omitted. */
  readonly network?: PrivateNetwork | undefined;
}

/**
 * A function of the platform: Node 24 on arm64, traced, with its own encrypted log group that it can only append to,
 * and with a limit on concurrent executions.
 */
export class PlatformFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    this.timeout = props.timeout;
    const functionName = props.names.of(props.name);
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      encryptionKey: props.logKey,
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: KEPT,
    });
    const policy = this.#observe(props.role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundle(this, props.name),
      handler: 'index.handler',
      // The role's permissions are defined elsewhere; the CDK must not add to them.
      role: props.role.withoutPolicyUpdates() as IRole,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      timeout: props.timeout,
      memorySize: props.memoryMb,
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: { ...props.environment, ...powertools(props.name, props.names.metrics) },
      layers: [...(props.layers ?? [])],
    });
    this.function.node.addDependency(policy);
    // The CDK adds an explicit dependency on a role in the same stack, which the property already implies; cfn-lint objects.
    if (Stack.of(props.role) === Stack.of(this))
      (this.function.node.defaultChild as CfnFunction).addMetadata('cfn-lint', {
        config: { ignore_checks: ['W3005'] },
      });
    if (props.network !== undefined) joinNetwork(this, props.role, this.function, props.network);
  }

  #observe(role: Role): Policy {
    const policy = new Policy(this, 'Observe', {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'AppendToItsLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.logGroup.logGroupArn],
        }),
        new PolicyStatement({
          sid: 'Trace',
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          resources: ['*'],
        }),
      ],
    });
    acknowledge(policy, 'X-Ray has no resource to name when a trace is written.', 'IAM5[Resource::*]');
    return policy;
  }
}

/** https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/ */
const powertools = (name: string, metrics: string): Record<string, string> => ({
  POWERTOOLS_SERVICE_NAME: name,
  POWERTOOLS_METRICS_NAMESPACE: metrics,
  POWERTOOLS_LOG_LEVEL: 'INFO',
  // An event or a response may hold activity, and a library's error may quote it: none of them goes to a log or trace.
  POWERTOOLS_LOGGER_LOG_EVENT: 'false',
  POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
  POWERTOOLS_TRACER_CAPTURE_ERROR: 'false',
});
