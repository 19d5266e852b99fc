import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { templateJson } from '../../lib/access/files/template-text.ts';
import * as history from '../../lib/access/history/index.ts';
import { type Declaration, type Environment, isRecord, readApp } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { textOf } from '../../lib/activity/text.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { type Instant, instantOf } from '../../lib/governance/trail/index.ts';
import { configuration } from '../embedded/proof.ts';
import { filesUnder } from './walk.ts';

/** Policies through time, as a folder holds them. */
export interface Policies {
  readonly snapshots: readonly history.Snapshot[];
  readonly environment: Environment;
  readonly declaration: Declaration | undefined;
  readonly unused: readonly UnusedFile[];
}

interface Document {
  readonly file: string;
  readonly at: Instant | undefined;
  readonly value: unknown;
}

const DATED = [
  'at',
  'date',
  'taken_at',
  'takenAt',
  'captured_at',
  'capturedAt',
  'certified_at',
  'certifiedAt',
  'valid_from',
  'time',
  'timestamp',
];
/** Beside templates, CDK writes files that hold no policies. */
const BESIDE = /(^|\/)(manifest|tree|cdk|validation-report)\.json$|\.(assets|metadata)\.json$|(^|\/)cdk\.out$/;

/**
 * Reads a folder of policies: templates, synthesized or certified, and answers of AWS, each of a day that its content, its name or
 * the folder around it says. What is not dated is taken to have stood from the beginning.
 * @throws StrongroomError policies.missing
 */
export function openPolicies(dir: string, from: Instant, place: Environment, claims?: string): Policies {
  const files = filesUnder(dir).filter((file) => !BESIDE.test(file));
  const unused: UnusedFile[] = [];
  const documents = files.flatMap((file): Document[] => {
    const value = jsonIn(join(dir, file));
    if (value === undefined) unused.push(unreadFile(file));
    return value === undefined ? [] : [{ file, at: dateOf(value, file), value }];
  });
  const claimsText =
    claims ??
    documents
      .map(({ value }) => (isClaims(value) ? JSON.stringify(value) : undefined))
      .find((value) => value !== undefined);
  const stated = claimsText === undefined ? undefined : readClaimsFile(claimsText);
  const environment: Environment = { managedPolicies: awsManagedPolicies, ...place, ...stated?.environment };
  const snapshots = [...templatesIn(documents, from, environment), ...readingsIn(documents, from, unused)].toSorted(
    (a, b) => (`${a.at} ${a.kind} ${a.label}` < `${b.at} ${b.kind} ${b.label}` ? -1 : 1),
  );
  if (snapshots.length === 0)
    throw new StrongroomError(
      'policies.missing',
      `there is no policy in ${dir}`,
      'put synthesized templates or answers of the AWS API there',
    );
  return {
    snapshots: withTables(snapshots),
    environment,
    declaration: stated?.declaration ?? configured(snapshots, environment),
    unused,
  };
}

function jsonIn(path: string): unknown {
  const bytes = readFileSync(path);
  try {
    const text = textOf(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
    // The AWS CLI writes its errors as a sentence.
    const [, Code] = /^\s*An error occurred \((\w+)\) when calling the \w+ operation/.exec(text) ?? [];
    if (Code !== undefined) return { Error: { Code } };
    return JSON.parse(/\.(ya?ml|template)$/.test(path) ? templateJson(path, text) : text);
  } catch {
    return undefined;
  }
}

/** The day of a document: as it says itself, else as the nearest name around it says. */
function dateOf(value: unknown, file: string): Instant | undefined {
  return dateInside(value) ?? dateInName(file);
}

function dateInside(value: unknown): Instant | undefined {
  if (!isRecord(value)) return undefined;
  for (const name of DATED) {
    const at = typeof value[name] === 'string' ? instantOf(value[name]) : undefined;
    if (at !== undefined) return at;
  }
  return undefined;
}

function dateInName(file: string): Instant | undefined {
  for (const part of file.split('/').toReversed()) {
    const [, year, month, day, hour = '00', minute = '00', second = '00'] =
      /(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?:[T_ -]?(\d{2})[-:.]?(\d{2})(?:[-:.]?(\d{2}))?Z?)?(?!\d)/.exec(part) ?? [];
    const at = year && instantOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    if (at) return at;
  }
  const [, year, month, day] = /(?:^|\/)(20\d{2})\/(\d{2})\/(\d{2})\//.exec(file) ?? [];
  return year === undefined ? undefined : instantOf(`${year}-${month}-${day}T00:00:00Z`);
}

const isTemplate = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) &&
  isRecord(value.Resources) &&
  Object.values(value.Resources).every((resource) => isRecord(resource) && 'Type' in resource);

const isClaims = (value: unknown): boolean => isRecord(value) && Array.isArray(value.classes) && 'trustedBase' in value;

/** A document may be one template, or hold several by name. */
function templatesOf({ file, value }: Document): [string, unknown][] {
  const base = basename(file);
  if (isTemplate(value)) return [[base, value]];
  const inner = isRecord(value) ? (value.templates ?? value.template) : undefined;
  if (isTemplate(inner)) return [[base, inner]];
  return isRecord(inner)
    ? Object.entries(inner).map(([name, each]) => [name, typeof each === 'string' ? JSON.parse(each) : each])
    : [];
}

/** Templates of one moment are read together: they refer to each other. */
function templatesIn(documents: readonly Document[], from: Instant, environment: Environment): history.Snapshot[] {
  const found = documents.flatMap((document) =>
    templatesOf(document).map(([name, template]) => ({ name, template, at: document.at ?? from })),
  );
  return [...Map.groupBy(found, ({ at }) => at)].map(([at, all]) => {
    const { resources } = readApp(new Map(all.map(({ name, template }) => [name, template])), environment);
    return {
      at,
      label: `${all.length} templates of ${at}`,
      kind: 'templates',
      state: { ...history.NOTHING, resources },
    };
  });
}

/** Answers of one moment are read together: one may say of what another one speaks. */
function readingsIn(documents: readonly Document[], from: Instant, unused: UnusedFile[]): history.Snapshot[] {
  const answers = documents
    .filter((document) => !isClaims(document.value) && templatesOf(document).length === 0)
    .map(({ file, value, at }) => ({ file, value, at: at ?? from }));
  return [...Map.groupBy(answers, ({ at }) => at)].flatMap(([at, together]): history.Snapshot[] => {
    const { state, unplaced, unread, guessed } = history.readingOf(together);
    unused.push(...unplaced, ...unread.map(unreadFile));
    if (state.resources.length === 0 && state.grants.length === 0) return [];
    return [{ at, label: `${together.length - unread.length} readings of ${at}`, kind: 'reading', state, guessed }];
  });
}

/** A file of the policies that no decision rests on. */
export interface UnusedFile {
  readonly file: string;
  readonly code: 'policies.unread' | 'policies.unplaced';
  readonly problem: string;
  readonly fix: string;
}

const unreadFile = (file: string): UnusedFile => ({
  ...{ file, code: 'policies.unread', problem: `${file} holds no policy that is understood` },
  fix: 'give the answer of the AWS CLI as it was written, as JSON, or a synthesized template',
});

/** A table that grants name and that nothing else tells of still can be read. */
function withTables(snapshots: readonly history.Snapshot[]): history.Snapshot[] {
  const known = new Set(
    snapshots.flatMap(({ state }) =>
      state.resources
        .filter(({ type }) => type === 'AWS::Glue::Table')
        .map(({ properties, name }) => `${properties.DatabaseName}.${name}`),
    ),
  );
  return snapshots.map((snapshot) => {
    const named = snapshot.state.resources
      .filter(({ type }) => type === 'AWS::LakeFormation::PrincipalPermissions')
      .flatMap(({ properties }) => {
        const { Table, TableWithColumns, DataCellsFilter } = (properties.Resource ?? {}) as Record<
          string,
          Record<string, unknown> | undefined
        >;
        const on = Table ?? TableWithColumns ?? DataCellsFilter;
        const name = on?.Name === undefined || DataCellsFilter ? on?.TableName : on.Name;
        return typeof on?.DatabaseName === 'string' && typeof name === 'string'
          ? [{ database: on.DatabaseName, name }]
          : [];
      });
    const missing = new Map(
      named
        .filter(({ database, name }) => !known.has(`${database}.${name}`))
        .map((table) => [`${table.database}.${table.name}`, table]),
    );
    const tables = [...missing.values()].map(({ database, name }) => ({
      ...{
        template: snapshot.label,
        logicalId: `table ${database}.${name}`,
        constructPath: '',
        type: 'AWS::Glue::Table',
        name,
      },
      arn: `arn:aws:glue:*:*:table/${database}/${name}`,
      properties: { DatabaseName: database, TableInput: { Name: name } },
    }));
    return { ...snapshot, state: { ...snapshot.state, resources: [...snapshot.state.resources, ...tables] } };
  });
}

/** What `config/` declares, where the policies are those of this platform. */
function configured(snapshots: readonly history.Snapshot[], environment: Environment): Declaration | undefined {
  const app = appOfAll(snapshots, environment);
  try {
    return { ...declarationOf(configuration, app), needs: [] };
  } catch (error) {
    if (error instanceof StrongroomError) return undefined;
    throw error;
  }
}

/** Everything that any of the snapshots has. */
const appOfAll = (snapshots: readonly history.Snapshot[], environment: Environment) =>
  history.appOf(
    snapshots.reduce<history.AccountState>(
      (state, snapshot) => history.merged(state, snapshot, undefined),
      history.NOTHING,
    ).resources,
    environment,
  );

/** The stores of a class, as declared for this account, else by their names. */
export const storesIn = (policies: Policies, name: string): history.Stores =>
  history.storesOf(appOfAll(policies.snapshots, policies.environment), policies.declaration, name);

/** Buckets behind access points, by each name under which a record may call one. */
export function accessPointsIn({ snapshots }: Policies): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type, name, arn, properties } of snapshots.flatMap(({ state }) => state.resources)) {
    if (type !== 'AWS::S3::AccessPoint' || typeof properties.Bucket !== 'string') continue;
    const alias = typeof properties.Alias === 'string' ? properties.Alias : `${name}-s3alias`;
    for (const name of [arn, alias]) if (name !== undefined) found.set(name.toLowerCase(), properties.Bucket);
  }
  return found;
}
