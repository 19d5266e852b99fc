import { Aws, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { redaction } from '../../../config/redaction.ts';
import { ENVIRONMENT_VARIABLE } from '../../governance/environment-config.ts';
import { reservable } from '../../governance/scale/index.ts';
import { PlatformFunction } from '../function/platform-function.ts';
import { sharpLayer } from '../function/sharp-layer.ts';
import { letKeepCallCompact } from '../pipeline/compaction.ts';
import { CONTROL_ACCESS, PARTICIPATION_ACCESS } from '../pipeline/control-access.ts';
import {
  environmentOf,
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionName,
  type FunctionRow,
  type Values,
} from '../pipeline/functions.ts';
import { IngestApi } from '../pipeline/ingest-api.ts';
import { ItemTable } from '../pipeline/item-table.ts';
import { certificateKey, pseudonymKey, signingKey } from '../pipeline/keys.ts';
import { allowModel } from '../pipeline/model-permission.ts';
import { observeStacks } from '../pipeline/observe-stacks.ts';

import { RetentionSchedule } from '../pipeline/retention-schedule.ts';
import { segmentSource } from '../pipeline/segment-source.ts';
import { WorkerApi } from '../pipeline/worker-api.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import type { StorageStack } from './storage-stack.ts';

export interface PipelineStackProps extends PlatformConfig {
  readonly storage: StorageStack;
}

/** From the device to the lake: ingest, redaction, retention, and their shared state. */
export class PipelineStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, PlatformFunction>>;
  readonly schedule: RetentionSchedule;
  readonly api: IngestApi;
  readonly workerApi: WorkerApi;

  constructor(scope: Construct, id: string, { storage, ...config }: PipelineStackProps) {
    super(scope, id, {
      description: 'Strongroom: ingest, redaction, retention, workers',
      ...targetOf(config.environment),
    });
    const { names, environment } = config;
    const capacity = reservable(config.program);
    const { concurrency } = capacity;
    const role = storage.roles.get.bind(storage.roles);
    const control = new ItemTable(this, 'Control', { names, role, name: 'control', access: CONTROL_ACCESS });
    const participation = new ItemTable(this, 'Participation', {
      ...{ names, role, name: 'participation', access: PARTICIPATION_ACCESS },
    });
    const pseudonyms = pseudonymKey(this, names, [role('ingest'), role('worker')]);
    const signatures = signingKey(this, names, [role('retain'), role('export')]);
    observeStacks(this, names, [role('governor'), role('reads')], role('sentinel'));
    const certificates = certificateKey(this, names, role('governor'), [role('ingest'), role('worker')]);

    const redactHome = new Construct(this, 'Redaction');
    const keys = { certificates, pseudonyms, signatures };
    const values = valuesOf(storage, config, { control, participation, ...keys });
    const make = (name: FunctionName): PlatformFunction => {
      const { id, timeout, memoryMb, inNetwork, ...row }: FunctionRow = FUNCTIONS[name];
      return new PlatformFunction(name === 'redact' ? redactHome : this, id, {
        ...{ names, name, timeout, memoryMb },
        role: role(row.role ?? name),
        logKey: storage.operationsKey,
        network: inNetwork ? environment.existing?.network : undefined,
        reservedConcurrency: concurrency[name],
        environment: environmentOf(name, values),
        layers: name === 'redact' ? sharpLayer(redactHome, names) : [],
      });
    };
    this.functions = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, make(name)])) as Record<
      FunctionName,
      PlatformFunction
    >;
    const { retain, compact, keep, worker, page, ingest, redact } = this.functions;
    if (redaction.comprehend) allowModel(redactHome, role('redact'));
    letKeepCallCompact(this, { compact: compact.function, keep: keep.function, role: role('keep') });
    letGovernorRunRetention(this, role('governor'), retain.function);
    this.workerApi = new WorkerApi(this, 'WorkerApi', {
      names,
      worker: worker.function,
      page: page.function,
      signIn: environment.signIn,
      logKey: storage.operationsKey,
      throttle: capacity.workerApi,
    });
    this.api = new IngestApi(this, 'IngestApi', {
      names,
      ingest: ingest.function,
      collector: role('collector'),
      logKey: storage.operationsKey,
      throttle: capacity.ingestApi,
    });
    segmentSource(redactHome, {
      queue: storage.segments.queue,
      key: storage.operationsKey,
      redact: redact.function,
      role: role('redact'),
      capacity,
    });
    this.schedule = new RetentionSchedule(this, 'Retention', {
      names,
      functions: this.functions,
      retentions: { atOnce: concurrency.retain, aDay: capacity.retainRuns },
      schedule: role('schedule'),
      key: storage.operationsKey,
    });
  }
}

/** Resources whose names the functions have in their environment. */
interface NamedResources {
  readonly control: ItemTable;
  readonly participation: ItemTable;
  readonly certificates: IKey;
  readonly pseudonyms: IKey;
  readonly signatures: IKey;
}

/** The values of the environment of all functions, of which each takes those that it needs. */
function valuesOf(
  { zones }: StorageStack,
  { names, lake, environment }: PlatformConfig,
  { control, participation, certificates, pseudonyms, signatures }: NamedResources,
): Values {
  const { raw, redacted, derived, queries, packages, audit } = zones;
  return {
    ACCOUNT: Aws.ACCOUNT_ID,
    ALARM_TOPIC: names.alarmTopicArn,
    AUDIT_BUCKET: audit.bucket.bucketName,
    CERTIFICATE_KEY: certificates.keyArn,
    CONTROL_TABLE: control.table.tableName,
    DEPLOYMENT_ROLE: names.deploymentRoleArn,
    DERIVED_BUCKET: derived.bucket.bucketName,
    GLUE_DATABASE: lake.database,
    GLUE_TABLE: lake.table,
    PACKAGES_BUCKET: packages.bucket.bucketName,
    PARTICIPATION_TABLE: participation.table.tableName,
    PSEUDONYM_KEY: pseudonyms.keyArn,
    QUERIES_BUCKET: queries.bucket.bucketName,
    RAW_BUCKET: raw.bucket.bucketName,
    REDACTED_BUCKET: redacted.bucket.bucketName,
    REWRITE_TABLE: lake.rewrites,
    REWRITE_WORKGROUP: names.of('compact'),
    SIGNING_KEY: signatures.keyArn,
    STACK_PREFIX: names.prefix,
    ...(environment.name !== undefined && { [ENVIRONMENT_VARIABLE]: environment.name }),
    TEAM_PREFIX: names.team(''),
  };
}

/**
 * The action that the run-book of retention's alarms requires. The function destroys what is due and nothing else, for any caller. Not
 * for operators: a role that reads references of segments must reach nothing that could carry them on.
 */
function letGovernorRunRetention(scope: Construct, governor: IRole, retain: IFunction): void {
  new Policy(scope, 'GovernorRunsRetention', {
    roles: [governor],
    statements: [
      new PolicyStatement({
        sid: 'RunRetention',
        actions: ['lambda:InvokeFunction'],
        resources: [retain.functionArn],
      }),
    ],
  });
}
