import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { redaction } from '../../../config/redaction.ts';
import { ENVIRONMENT_VARIABLE } from '../../governance/environment-config.ts';
import { reservable } from '../../governance/scale/index.ts';
import { PlatformFunction } from '../function/platform-function.ts';
import { sharpLayer } from '../function/sharp-layer.ts';
import { compaction } from '../pipeline/compaction.ts';
import { CONTROL_ACCESS, PARTICIPATION_ACCESS } from '../pipeline/control-access.ts';
import { IngestApi } from '../pipeline/ingest-api.ts';
import { ItemTable } from '../pipeline/item-table.ts';
import { certificateKey, pseudonymKey, signingKey } from '../pipeline/keys.ts';
import { allowModel } from '../pipeline/model-permission.ts';
import { observeStacks } from '../pipeline/observe-stacks.ts';

import { RetentionSchedule } from '../pipeline/retention-schedule.ts';
import { segmentSource } from '../pipeline/segment-source.ts';
import { WorkerApi } from '../pipeline/worker-api.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import { REDACT_TIMEOUT } from '../zone/segment-queue.ts';
import type { StorageStack } from './storage-stack.ts';

export interface PipelineStackProps extends PlatformConfig {
  readonly storage: StorageStack;
}

/** From the device to the lake: ingest, redaction, retention, and their shared state. */
export class PipelineStack extends Stack {
  readonly functions: {
    readonly ingest: PlatformFunction;
    readonly redact: PlatformFunction;
    readonly compact: PlatformFunction;
    readonly keep: PlatformFunction;
    readonly inventory: PlatformFunction;
    readonly queries: PlatformFunction;
    readonly reads: PlatformFunction;
    readonly retain: PlatformFunction;
    readonly export: PlatformFunction;
    readonly package: PlatformFunction;
    readonly worker: PlatformFunction;
    readonly page: PlatformFunction;
    readonly sentinel: PlatformFunction;
    readonly prove: PlatformFunction;
  };
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

    const { raw, redacted, derived, queries: texts, packages, audit } = storage.zones;
    const common = { names, logKey: storage.operationsKey };
    const network = environment.existing?.network;
    const configured = { ...(environment.name !== undefined && { [ENVIRONMENT_VARIABLE]: environment.name }) };
    const table = { CONTROL_TABLE: control.table.tableName };
    const people = { PARTICIPATION_TABLE: participation.table.tableName, PSEUDONYM_KEY: pseudonyms.keyArn };
    const gate = { AUDIT_BUCKET: audit.bucket.bucketName, CERTIFICATE_KEY: certificates.keyArn };
    const lake = { GLUE_DATABASE: config.lake.database, GLUE_TABLE: config.lake.table };
    const ingest = new PlatformFunction(this, 'Ingest', {
      ...common,
      network,
      name: 'ingest',
      role: role('ingest'),
      // An HTTP API times out after 30 seconds.
      timeout: Duration.seconds(29),
      // One full vCPU.
      memoryMb: 1_769,
      reservedConcurrency: concurrency.ingest,
      environment: {
        ...table,
        ...people,
        ...gate,
        RAW_BUCKET: raw.bucket.bucketName,
      },
    });
    const redactHome = new Construct(this, 'Redaction');
    const redact = new PlatformFunction(redactHome, 'Redact', {
      ...common,
      network,
      name: 'redact',
      role: role('redact'),
      timeout: REDACT_TIMEOUT,
      memoryMb: 1_769,
      reservedConcurrency: concurrency.redact,
      environment: {
        ...table,
        ...lake,
        RAW_BUCKET: raw.bucket.bucketName,
        REDACTED_BUCKET: redacted.bucket.bucketName,
      },
      layers: sharpLayer(redactHome, names),
    });
    if (redaction.comprehend) allowModel(redactHome, role('redact'));
    const zones = {
      RAW_BUCKET: raw.bucket.bucketName,
      REDACTED_BUCKET: redacted.bucket.bucketName,
      DERIVED_BUCKET: derived.bucket.bucketName,
      PACKAGES_BUCKET: packages.bucket.bucketName,
      AUDIT_BUCKET: audit.bucket.bucketName,
    };
    const retain = new PlatformFunction(this, 'Retain', {
      ...common,
      network,
      name: 'retain',
      role: role('retain'),
      timeout: Duration.minutes(15),
      memoryMb: 1_024,
      reservedConcurrency: concurrency.retain,
      environment: {
        ...table,
        ...lake,
        ...zones,
        SIGNING_KEY: signatures.keyArn,
      },
    });
    const { compact, keep } = compaction(this, {
      ...{ names, concurrency, logKey: storage.operationsKey, network, role },
      place: { ...lake, REDACTED_BUCKET: redacted.bucket.bucketName },
      ...{ table, rewrites: config.lake.rewrites },
    });
    const inventory = new PlatformFunction(this, 'Inventory', {
      ...common,
      name: 'inventory',
      role: role('inventory'),
      timeout: Duration.minutes(15),
      memoryMb: 1_024,
      reservedConcurrency: concurrency.inventory,
      environment: {
        ...table,
        ...lake,
        ...zones,
      },
    });
    // The rule that calls it is in the audit stack.
    const queries = new PlatformFunction(this, 'Queries', {
      ...common,
      network,
      name: 'queries',
      role: role('queries'),
      timeout: Duration.minutes(15),
      memoryMb: 512,
      reservedConcurrency: concurrency.queries,
      environment: { QUERIES_BUCKET: texts.bucket.bucketName, TEAM_PREFIX: names.team('') },
    });
    // Reads a day of the trail, piece by piece; parsing statements takes more memory than that.
    const reads = new PlatformFunction(this, 'Reads', {
      ...common,
      network,
      name: 'reads',
      role: role('reads'),
      timeout: Duration.minutes(15),
      memoryMb: 3_008,
      reservedConcurrency: concurrency.reads,
      environment: {
        ...table,
        AUDIT_BUCKET: audit.bucket.bucketName,
        QUERIES_BUCKET: texts.bucket.bucketName,
        STACK_PREFIX: names.prefix,
        ACCOUNT: Aws.ACCOUNT_ID,
      },
    });
    const exports = new PlatformFunction(this, 'Export', {
      ...common,
      network,
      name: 'export',
      role: role('export'),
      timeout: Duration.minutes(15),
      memoryMb: 1_769,
      reservedConcurrency: concurrency.export,
      environment: {
        ...table,
        ...lake,
        REDACTED_BUCKET: redacted.bucket.bucketName,
        DERIVED_BUCKET: derived.bucket.bucketName,
        SIGNING_KEY: signatures.keyArn,
        TEAM_PREFIX: names.team(''),
      },
    });
    const access = new PlatformFunction(this, 'Package', {
      ...common,
      network,
      name: 'package',
      role: role('package'),
      timeout: Duration.minutes(15),
      memoryMb: 1_769,
      reservedConcurrency: concurrency.package,
      environment: {
        ...table,
        PARTICIPATION_TABLE: participation.table.tableName,
        REDACTED_BUCKET: redacted.bucket.bucketName,
        PACKAGES_BUCKET: packages.bucket.bucketName,
      },
    });
    const worker = new PlatformFunction(this, 'Worker', {
      ...common,
      network,
      name: 'worker',
      role: role('worker'),
      timeout: Duration.seconds(29),
      memoryMb: 512,
      reservedConcurrency: concurrency.worker,
      environment: { ...table, ...people, ...gate, ...configured, PACKAGES_BUCKET: packages.bucket.bucketName },
    });
    // The page is served to every caller, so its function has access to nothing.
    const page = new PlatformFunction(this, 'Page', {
      ...common,
      name: 'page',
      role: role('page'),
      timeout: Duration.seconds(10),
      memoryMb: 256,
      reservedConcurrency: concurrency.page,
      environment: configured,
    });
    // The rules that call it are in the audit stack, which is deployed last.
    const sentinel = new PlatformFunction(this, 'Sentinel', {
      ...common,
      name: 'sentinel',
      role: role('sentinel'),
      timeout: Duration.seconds(30),
      memoryMb: 512,
      reservedConcurrency: concurrency.sentinel,
      environment: {
        ...table,
        AUDIT_BUCKET: audit.bucket.bucketName,
        STACK_PREFIX: names.prefix,
        DEPLOYMENT_ROLE: names.deploymentRoleArn,
      },
    });
    // The other half of the sentinel: work that takes seconds must not delay a pause.
    const prove = new PlatformFunction(this, 'Prove', {
      ...common,
      name: 'prove',
      role: role('sentinel'),
      timeout: Duration.minutes(5),
      // One full vCPU.
      memoryMb: 1_769,
      reservedConcurrency: concurrency.prove,
      environment: {
        ...table,
        ...configured,
        AUDIT_BUCKET: audit.bucket.bucketName,
        STACK_PREFIX: names.prefix,
        DEPLOYMENT_ROLE: names.deploymentRoleArn,
        ALARM_TOPIC: names.alarmTopicArn,
      },
    });
    // The action that the run-book of retention's alarms requires. The function destroys what is due and nothing else,
    // for any caller. Not for operators: a role that reads references of segments must reach nothing that could carry
    // them on.
    new Policy(this, 'GovernorRunsRetention', {
      roles: [role('governor')],
      statements: [
        new PolicyStatement({
          sid: 'RunRetention',
          actions: ['lambda:InvokeFunction'],
          resources: [retain.function.functionArn],
        }),
      ],
    });
    this.functions = {
      ingest,
      redact,
      compact,
      keep,
      inventory,
      queries,
      reads,
      retain,
      export: exports,
      package: access,
      worker,
      page,
      sentinel,
      prove,
    };
    this.workerApi = new WorkerApi(this, 'WorkerApi', {
      ...{
        names,
        worker: worker.function,
        page: page.function,
        signIn: environment.signIn,
        logKey: storage.operationsKey,
        throttle: capacity.workerApi,
      },
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
      ...{
        retain: retain.function,
        keep: keep.function,
        inventory: inventory.function,
        queries: queries.function,
        package: access.function,
        reads: reads.function,
      },
      retentions: { atOnce: concurrency.retain, aDay: capacity.retainRuns },
      schedule: role('schedule'),
      key: storage.operationsKey,
    });
  }
}
