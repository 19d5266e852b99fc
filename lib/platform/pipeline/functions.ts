import { Duration } from 'aws-cdk-lib';
import type { PlatformRole } from '../../governance/roles.ts';
import { REDACT_TIMEOUT } from '../zone/segment-queue.ts';

/** What the environment of a function may tell it. A variable has the same value in every function that has it. */
type Variable =
  | 'ACCOUNT'
  | 'ALARM_TOPIC'
  | 'AUDIT_BUCKET'
  | 'CERTIFICATE_KEY'
  | 'CONTROL_TABLE'
  | 'DEPLOYMENT_ROLE'
  | 'DERIVED_BUCKET'
  | 'GLUE_DATABASE'
  | 'GLUE_TABLE'
  | 'PACKAGES_BUCKET'
  | 'PARTICIPATION_TABLE'
  | 'PSEUDONYM_KEY'
  | 'QUERIES_BUCKET'
  | 'RAW_BUCKET'
  | 'REDACTED_BUCKET'
  | 'REWRITE_TABLE'
  | 'REWRITE_WORKGROUP'
  | 'SIGNING_KEY'
  | 'STACK_PREFIX'
  /** Only where the environment has a name. */
  | 'STRONGROOM_ENVIRONMENT'
  | 'TEAM_PREFIX';

/** One function of the pipeline. Its key in the table is its folder under `lambdas/` and the last part of its name. */
export interface FunctionRow {
  /** Id of its construct. A new id is a new function, whose old one a deployment deletes. */
  readonly id: string;
  /** The role of the same name, when omitted. */
  readonly role?: PlatformRole;
  readonly timeout: Duration;
  /** 1,769 MB are one full vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  readonly memoryMb: number;
  /** Whether it joins the private network, where the environment has one. */
  readonly inNetwork: boolean;
  readonly variables: readonly Variable[];
}

const LAKE = ['GLUE_DATABASE', 'GLUE_TABLE'] as const;
const ZONES = ['RAW_BUCKET', 'REDACTED_BUCKET', 'DERIVED_BUCKET', 'PACKAGES_BUCKET', 'AUDIT_BUCKET'] as const;
const PEOPLE = ['PARTICIPATION_TABLE', 'PSEUDONYM_KEY'] as const;
const GATE = ['AUDIT_BUCKET', 'CERTIFICATE_KEY'] as const;

/** Lambda ends a run after this at the latest. */
const LONGEST = Duration.minutes(15);
/** An HTTP API gives up after 30 seconds. */
const BEHIND_API = Duration.seconds(29);

/** The functions of the pipeline stack. The `revoke` function belongs to the catalogue's. */
export const FUNCTIONS = {
  ingest: {
    ...{ id: 'Ingest', timeout: BEHIND_API, memoryMb: 1_769, inNetwork: true },
    variables: ['CONTROL_TABLE', ...PEOPLE, ...GATE, 'RAW_BUCKET'],
  },
  redact: {
    ...{ id: 'Redact', timeout: REDACT_TIMEOUT, memoryMb: 1_769, inNetwork: true },
    variables: ['CONTROL_TABLE', ...LAKE, 'RAW_BUCKET', 'REDACTED_BUCKET'],
  },
  retain: {
    ...{ id: 'Retain', timeout: LONGEST, memoryMb: 1_024, inNetwork: true },
    variables: ['CONTROL_TABLE', ...LAKE, ...ZONES, 'SIGNING_KEY'],
  },
  // `keep` calls it: compaction.ts says why they are two.
  compact: {
    ...{ id: 'Compact', timeout: LONGEST, memoryMb: 512, inNetwork: true },
    variables: [...LAKE, 'REDACTED_BUCKET', 'REWRITE_TABLE', 'REWRITE_WORKGROUP'],
  },
  keep: {
    ...{ id: 'Keep', timeout: LONGEST, memoryMb: 1_024, inNetwork: false },
    variables: ['CONTROL_TABLE', ...LAKE, 'REDACTED_BUCKET'],
  },
  inventory: {
    ...{ id: 'Inventory', timeout: LONGEST, memoryMb: 1_024, inNetwork: false },
    variables: ['CONTROL_TABLE', ...LAKE, ...ZONES],
  },
  // The rule that calls it is in the audit stack.
  queries: {
    ...{ id: 'Queries', timeout: LONGEST, memoryMb: 512, inNetwork: true },
    variables: ['QUERIES_BUCKET', 'TEAM_PREFIX'],
  },
  // Reads a day of the trail, piece by piece; parsing statements takes more memory than that.
  reads: {
    ...{ id: 'Reads', timeout: LONGEST, memoryMb: 3_008, inNetwork: true },
    variables: ['CONTROL_TABLE', 'AUDIT_BUCKET', 'QUERIES_BUCKET', 'STACK_PREFIX', 'ACCOUNT'],
  },
  export: {
    ...{ id: 'Export', timeout: LONGEST, memoryMb: 1_769, inNetwork: true },
    variables: ['CONTROL_TABLE', ...LAKE, 'REDACTED_BUCKET', 'DERIVED_BUCKET', 'SIGNING_KEY', 'TEAM_PREFIX'],
  },
  package: {
    ...{ id: 'Package', timeout: LONGEST, memoryMb: 1_769, inNetwork: true },
    variables: ['CONTROL_TABLE', 'PARTICIPATION_TABLE', 'REDACTED_BUCKET', 'PACKAGES_BUCKET'],
  },
  worker: {
    ...{ id: 'Worker', timeout: BEHIND_API, memoryMb: 512, inNetwork: true },
    variables: ['CONTROL_TABLE', ...PEOPLE, ...GATE, 'STRONGROOM_ENVIRONMENT', 'PACKAGES_BUCKET'],
  },
  // The page is served to every caller, so its function has access to nothing.
  page: {
    ...{ id: 'Page', timeout: Duration.seconds(10), memoryMb: 256, inNetwork: false },
    variables: ['STRONGROOM_ENVIRONMENT'],
  },
  // The rules that call it are in the audit stack, which is deployed last.
  sentinel: {
    ...{ id: 'Sentinel', timeout: Duration.seconds(30), memoryMb: 512, inNetwork: false },
    variables: ['CONTROL_TABLE', 'AUDIT_BUCKET', 'STACK_PREFIX', 'DEPLOYMENT_ROLE'],
  },
  // The other half of the sentinel: work that takes seconds must not delay a pause.
  prove: {
    ...{ id: 'Prove', role: 'sentinel', timeout: Duration.minutes(5), memoryMb: 1_769, inNetwork: false },
    variables: [
      'CONTROL_TABLE',
      'STRONGROOM_ENVIRONMENT',
      'AUDIT_BUCKET',
      'STACK_PREFIX',
      'DEPLOYMENT_ROLE',
      'ALARM_TOPIC',
    ],
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

/** Values of the variables. An environment without a name leaves its variable out. */
export type Values = Readonly<Record<Exclude<Variable, 'STRONGROOM_ENVIRONMENT'>, string>> & {
  readonly STRONGROOM_ENVIRONMENT?: string;
};

export type FunctionName = keyof typeof FUNCTIONS;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** The environment of one function. */
export const environmentOf = (name: FunctionName, values: Values): Record<string, string> =>
  Object.fromEntries(
    FUNCTIONS[name].variables.flatMap((variable) => {
      const value = values[variable];
      return value === undefined ? [] : [[variable, value]];
    }),
  );
