// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are variables of policies
import { beforeAll, describe, expect, test } from 'vitest';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { claimChanges } from '../../lib/access/differences/claim-changes.ts';
import {
  type AppDifference,
  type Described,
  differenceOf,
  namesBefore,
  renamedIn,
} from '../../lib/access/differences/index.ts';
import { type App, type Claim, type Proof, readApp, type Verdict } from '../../lib/access/index.ts';
import { differenceSarif } from '../../lib/report/difference/sarif.ts';
import { differenceText } from '../../lib/report/difference/text.ts';
import { PLAIN } from '../../lib/report/terminal.ts';
import { every } from '../everything.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';
import { sarifFaults } from '../report/sarif.ts';
import { place, platformDeclaration } from './fixtures/platform.ts';

interface Document {
  readonly Version?: string;
  Statement: Record<string, unknown>[];
}

/** Of the properties of a resource, those that these changes are about. */
interface Properties {
  PolicyDocument: Document;
  KeyPolicy: Document;
  AssumeRolePolicyDocument: Document;
  Policies?: { readonly PolicyName: string; readonly PolicyDocument: Document }[];
  ColumnNames: string[];
  RowFilter: Record<string, unknown>;
  Admins: unknown[];
  [setting: string]: unknown;
}

interface Raw {
  readonly Type: string;
  readonly Properties: Properties;
  Metadata?: unknown;
}
type Templates = Record<string, { Resources: Record<string, Raw> }>;

const rawOf = (Type: string, Properties: Partial<Properties>): Raw => ({ Type, Properties: Properties as Properties });

let before: Templates;
let described: Described;

const appOf = (templates: Templates, called?: ReadonlyMap<string, string>): App =>
  readApp(templates, { ...place, managedPolicies: awsManagedPolicies, ...(called && { called }) });

/** As the command reads a version: under the names of the other one. */
function describedOf(templates: Templates, other?: Described): Described {
  const app = appOf(templates);
  const renamed = other === undefined ? [] : renamedIn(other.app, app);
  return {
    app: renamed.length === 0 ? app : appOf(templates, namesBefore(renamed)),
    declaration: platformDeclaration(),
  };
}

/** Resources of a type whose text has all of the words. */
function find(templates: Templates, type: string, ...words: string[]): Raw {
  const found = Object.values(templates).flatMap(({ Resources }) =>
    Object.entries(Resources).filter(
      ([id, raw]) => raw.Type === type && words.every((word) => `${id} ${JSON.stringify(raw)}`.includes(word)),
    ),
  );
  if (found[0] === undefined) throw new Error(`there is no ${type} with ${words.join(' and ')}`);
  return found[0][1];
}

const all = (templates: Templates): Raw[] =>
  Object.values(templates).flatMap(({ Resources }) => Object.values(Resources));

const documentsOf = ({ Properties }: Raw): Document[] =>
  [
    Properties?.PolicyDocument,
    Properties?.KeyPolicy,
    Properties?.AssumeRolePolicyDocument,
    ...(Properties?.Policies ?? []).map((policy) => policy.PolicyDocument),
  ].filter((document) => Array.isArray(document?.Statement));

beforeAll(async () => {
  before = (await platformTemplates()) as Templates;
  described = describedOf(before);
});

const changed = (change: (templates: Templates) => void): Described => {
  const templates = structuredClone(before);
  change(templates);
  return describedOf(templates, described);
};

/** Rows of a terminal of a hundred columns. */
const SCREEN = 40;

/** What each report makes of a difference: one screen of text, JSON with the promised members, SARIF by its schema. */
function expectToldWell(difference: AppDifference): void {
  const view = { ...difference, older: 'a', newer: 'b', accepted: [], expired: [], notes: [] };
  const text = differenceText(view, PLAIN).trimEnd();
  const rows = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 100)), 0);
  expect(rows, text).toBeLessThanOrEqual(SCREEN);
  expect(['widened', 'narrowed', 'changed', 'same']).toContain(difference.verdict);
  for (const { who, change, class: of, columns, rows: filter, statement: by, source, severity } of difference.changes) {
    for (const word of [who, of, by, source, severity]) expect(typeof word).toBe('string');
    expect(['gained', 'lost', 'kept']).toContain(change);
    expect(Array.isArray(columns)).toBe(true);
    expect(filter === null || typeof filter === 'string').toBe(true);
  }
  expect(sarifFaults(JSON.parse(differenceSarif(view, '1.0.0')))).toEqual([]);
}

/** Renames a logical id in every template, wherever it is named. */
function rename(templates: Templates, id: string, to: string): void {
  for (const [stack, template] of Object.entries(templates))
    templates[stack] = JSON.parse(
      JSON.stringify(template)
        .replaceAll(`"${id}"`, `"${to}"`)
        .replaceAll(new RegExp(`Output(Ref|FnGetAtt)${id}`, 'g'), `Output$1${to}`),
    );
}

function idOf(templates: Templates, stack: string, type: string, start: string): string {
  const [id] =
    Object.entries(templates[stack]?.Resources ?? {}).find(
      ([name, raw]) => raw.Type === type && name.startsWith(start),
    ) ?? [];
  if (id === undefined) throw new Error(`there is no ${type} ${start} in ${stack}`);
  return id;
}

const statement = (Action: string | string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const documentOf = (...Statement: Record<string, unknown>[]) => ({ Version: '2012-10-17', Statement });

/** What differs in text and in nothing else, as a diligent engineer changes it on a quiet day. */
const HARMLESS: Readonly<Record<string, (templates: Templates) => void>> = {
  'statements in another order and under other names': (templates) => {
    for (const raw of all(templates))
      for (const document of documentsOf(raw))
        document.Statement = document.Statement.reverse().map((record, at) => ({ ...record, Sid: `Renamed${at}` }));
  },
  'a statement for each of its actions, in lower case too': (templates) => {
    for (const raw of every(3, all(templates)))
      for (const document of documentsOf(raw))
        document.Statement = document.Statement.flatMap((record) =>
          Array.isArray(record.Action)
            ? record.Action.map((Action: string) => ({
                ...record,
                Sid: undefined,
                Action: [Action, Action.toLowerCase()],
              }))
            : [record],
        );
  },
  'tags, descriptions and metadata': (templates) => {
    for (const raw of all(templates)) {
      raw.Metadata = { note: 'looked at' };
      if (raw.Type === 'AWS::IAM::Role') raw.Properties.Description = 'another sentence';
      if (raw.Type === 'AWS::KMS::Key') raw.Properties.Tags = [{ Key: 'team', Value: 'infra' }];
    }
  },
  'a right that another statement gives already': (templates) => {
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'RolesRedactDefaultPolicy').Properties;
    PolicyDocument.Statement.push({ ...PolicyDocument.Statement[0], Sid: 'Again' });
  },
  'a right that a boundary and the zones forbid': (templates) => {
    const role = find(templates, 'AWS::IAM::Role', 'strongroom-team-ui-agents');
    const wish = { PolicyName: 'wish', PolicyDocument: documentOf(statement('s3:GetObject')) };
    role.Properties.Policies = [...(role.Properties.Policies ?? []), wish];
  },
  'a Deny of a right that no principal has': (templates) => {
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'RolesIngestDefaultPolicy').Properties;
    PolicyDocument.Statement.push({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
  },
  'a policy under another logical id': (templates) => {
    const { Resources } = templates['strongroom-access'] ?? { Resources: {} };
    const [id] = Object.entries(Resources).find(([, raw]) => raw.Type === 'AWS::IAM::Policy') ?? [''];
    Resources.Moved = present(Resources[id]);
    delete Resources[id];
  },
  'a role under another logical id': (templates) => {
    const [id] = present(
      Object.entries(present(templates['strongroom-storage']).Resources).find(
        ([, raw]) => raw.Properties?.RoleName === 'strongroom-redact',
      ),
    );
    for (const [stack, template] of Object.entries(templates))
      templates[stack] = JSON.parse(
        JSON.stringify(template).replaceAll(`"${id}"`, '"Renamed"').replaceAll(`${id}Arn`, 'RenamedArn'),
      );
  },
  'a number as the default of a parameter': (templates) => {
    const lifecycle = find(templates, 'AWS::S3::Bucket', 'RawBucket').Properties.LifecycleConfiguration;
    const [rule] = (lifecycle as { Rules: [Record<string, unknown>] }).Rules;
    Object.assign(present(templates['strongroom-storage']), {
      Parameters: { Days: { Type: 'Number', Default: rule.ExpirationInDays } },
    });
    rule.ExpirationInDays = { Ref: 'Days' };
  },
  'lists that AWS takes as sets, in another order': (templates) => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned).reverse()
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, turned(each)]))
          : value;
    // Parts of a text that is joined have an order.
    const isJoined = (value: unknown): boolean => JSON.stringify(value ?? '').includes('Fn::');
    const moved = new Set<string>();
    for (const { Properties } of all(templates))
      for (const name of ['EventPattern', 'LifecycleConfiguration', 'AlarmActions', 'Admins', 'Dimensions'])
        if (Properties?.[name] !== undefined && !isJoined(Properties[name])) {
          const before = JSON.stringify(Properties[name]);
          Properties[name] = turned(Properties[name]);
          if (JSON.stringify(Properties[name]) !== before) moved.add(name);
        }
    expect([...moved].sort()).toEqual(['Dimensions', 'EventPattern', 'LifecycleConfiguration']);
  },
  'policies as managed ones, under the same logical ids': (templates) => {
    for (const raw of all(templates))
      if (raw.Type === 'AWS::IAM::Policy') {
        const { PolicyDocument, Roles } = raw.Properties;
        Object.assign(raw, rawOf('AWS::IAM::ManagedPolicy', { PolicyDocument, Roles }));
      }
  },
  'keys under other logical ids': (templates) => {
    for (const start of ['RawKey', 'RedactedKey'])
      rename(templates, idOf(templates, 'strongroom-storage', 'AWS::KMS::Key', start), `${start}Renamed`);
  },
  'a bucket under another logical id': (templates) => {
    rename(templates, idOf(templates, 'strongroom-storage', 'AWS::S3::Bucket', 'RawBucket'), 'RawBucketRenamed');
  },
  'a stack under another name': (templates) => {
    for (const [stack, template] of Object.entries(templates)) {
      delete templates[stack];
      templates[stack.replace('strongroom-audit', 'strongroom-evidence')] = JSON.parse(
        JSON.stringify(template).replaceAll('strongroom-audit:', 'strongroom-evidence:'),
      );
    }
  },
  'policies within their roles': (templates) => {
    for (const { Resources } of Object.values(templates))
      for (const [id, { Type, Properties }] of Object.entries(Resources)) {
        const [only, ...more] = (Properties?.Roles ?? []) as { Ref?: string }[];
        const role = only?.Ref === undefined || more.length > 0 ? undefined : Resources[only.Ref];
        if (Type !== 'AWS::IAM::Policy' || role === undefined) continue;
        role.Properties.Policies = [
          ...(role.Properties.Policies ?? []),
          { PolicyName: id, PolicyDocument: Properties.PolicyDocument },
        ];
        delete Resources[id];
      }
  },
  'a statement for each of its resources': (templates) => {
    for (const raw of all(templates))
      for (const document of documentsOf(raw))
        document.Statement = document.Statement.flatMap((record) =>
          record.Effect === 'Allow' && Array.isArray(record.Resource)
            ? record.Resource.map((Resource: unknown) => ({ ...record, Sid: undefined, Resource }))
            : [record],
        );
  },
  'the key of a condition in other letters': (templates) => {
    for (const raw of all(templates))
      for (const document of documentsOf(raw))
        document.Statement = JSON.parse(
          JSON.stringify(document.Statement).replaceAll('"aws:PrincipalArn"', '"AWS:principalARN"'),
        );
  },
  'texts put together another way': (templates) => {
    const isPlain = (part: unknown): boolean =>
      typeof part === 'string' ? !part.includes('$') : typeof (part as { Ref?: unknown }).Ref === 'string';
    const asSub = (_: string, value: { 'Fn::Join'?: [string, (string | { Ref: string })[]] }): unknown => {
      const [between, parts] = value?.['Fn::Join'] ?? [];
      return between === '' && Array.isArray(parts) && parts.every(isPlain)
        ? { 'Fn::Sub': parts.map((part) => (typeof part === 'string' ? part : `\${${part.Ref}}`)).join('') }
        : value;
    };
    for (const [stack, template] of Object.entries(templates))
      templates[stack] = JSON.parse(JSON.stringify(template), asSub);
    expect(JSON.stringify(templates)).toContain('Fn::Sub');
    find(templates, 'AWS::IAM::Role', 'strongroom-redact').Properties.Description = 'so that some text differs';
  },
  'an inline policy as a policy of its own': (templates) => {
    const { Resources } = templates['strongroom-access'] ?? { Resources: {} };
    const [id, role] = Object.entries(Resources).find(([, raw]) => raw.Type === 'AWS::IAM::Role') ?? ['', undefined];
    for (const [at, { PolicyName, PolicyDocument }] of (role?.Properties.Policies ?? []).entries())
      Resources[`Own${at}`] = rawOf('AWS::IAM::Policy', { PolicyName, PolicyDocument, Roles: [{ Ref: id }] });
    if (role) role.Properties.Policies = [];
  },
};

describe('what changes in text alone is the same', () => {
  test.each(Object.entries(HARMLESS))('%s', (_, change) => {
    const difference = differenceOf(described, changed(change));
    const { verdict, changes, settings, textOnly, complete } = difference;
    expectToldWell(difference);
    expect({ changes, settings, complete }).toEqual({ changes: [], settings: [], complete: true });
    expect(verdict).toBe('same');
    expect(textOnly).toBeGreaterThan(0);
  });
});

interface Expected {
  readonly change: (templates: Templates) => void;
  readonly verdict: AppDifference['verdict'];
  /** Parts of one change each. */
  readonly changes?: readonly Record<string, unknown>[];
  readonly settings?: readonly Record<string, unknown>[];
}

const EFFECTIVE: Readonly<Record<string, Expected>> = {
  'a lock taken from the bucket of a zone': {
    change: (templates) => {
      const { PolicyDocument } = find(templates, 'AWS::S3::BucketPolicy', 'RawPolicy').Properties;
      PolicyDocument.Statement = PolicyDocument.Statement.filter(
        (item: { Sid?: string }) => !/^DenyRead/.test(item.Sid ?? ''),
      );
    },
    verdict: 'widened',
    changes: [
      { who: 'any other principal of the account', change: 'gained', class: 'raw', verb: 'read', severity: 'critical' },
    ],
  },
  'a bucket of a zone without its policy': {
    change: (templates) => {
      for (const { Resources } of Object.values(templates))
        for (const [id, { Type }] of Object.entries(Resources))
          if (Type === 'AWS::S3::BucketPolicy' && id.startsWith('RawPolicy')) delete Resources[id];
    },
    verdict: 'widened',
    changes: [{ who: 'any other principal of the account', change: 'gained', class: 'raw', verb: 'read' }],
  },
  'a key that one more role may use': {
    change: (templates) => {
      const key = find(templates, 'AWS::KMS::Key', 'DerivedKey');
      key.Properties.KeyPolicy.Statement.push({
        ...{ Sid: 'More', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
        Principal: { AWS: `arn:aws:iam::${place.accountId}:role/strongroom-auditor` },
      });
    },
    verdict: 'widened',
    changes: [{ who: 'strongroom-auditor', change: 'gained', class: 'derived', actions: ['kms:Decrypt'] }],
  },
  'one more column for a team': {
    change: (templates) => {
      find(templates, 'AWS::LakeFormation::DataCellsFilter', 'ui_agents').Properties.ColumnNames.push('title');
    },
    verdict: 'widened',
    changes: [
      {
        who: 'strongroom-team-ui-agents',
        change: 'gained',
        class: 'redacted',
        columns: ['title'],
        severity: 'critical',
      },
    ],
  },
  'all rows for a team': {
    change: (templates) => {
      find(templates, 'AWS::LakeFormation::DataCellsFilter', 'text_models').Properties.RowFilter = {
        AllRowsWildcard: {},
      };
    },
    verdict: 'widened',
    changes: [{ who: 'strongroom-team-text-models', change: 'gained', rows: 'all rows' }],
  },
  'fewer rows for a team': {
    change: (templates) => {
      const filter = find(templates, 'AWS::LakeFormation::DataCellsFilter', 'ui_agents').Properties.RowFilter;
      filter.FilterExpression = `(${filter.FilterExpression}) AND "kind" = 'click'`;
    },
    verdict: 'narrowed',
    changes: [{ who: 'strongroom-team-ui-agents', change: 'lost', class: 'redacted', severity: 'low' }],
  },
  'a role that another account may take': {
    change: (templates) => {
      const role = find(templates, 'AWS::IAM::Role', '"RoleName":"strongroom-auditor"');
      role.Properties.AssumeRolePolicyDocument.Statement.push({
        ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::999988887777:root' } },
      });
    },
    verdict: 'widened',
    changes: [
      { who: 'principals of account 999988887777', change: 'gained', class: 'role strongroom-auditor', verb: 'become' },
    ],
  },
  'a new role with every right': {
    change: (templates) => {
      const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
      present(templates['strongroom-access']).Resources.Extra = rawOf('AWS::IAM::Role', {
        RoleName: 'extra',
        AssumeRolePolicyDocument: documentOf(trust),
        Policies: [{ PolicyName: 'all', PolicyDocument: documentOf(statement('s3:*')) }],
      });
    },
    verdict: 'widened',
    changes: [
      { who: 'extra', change: 'gained', class: 'raw', verb: 'administer', severity: 'critical' },
      { who: 'ec2.amazonaws.com', change: 'gained', class: 'role extra', verb: 'become' },
    ],
    settings: [{ resource: 'extra', setting: 'exists', after: 'new' }],
  },
  'a right taken from redaction': {
    change: (templates) => {
      const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'RolesRedactDefaultPolicy').Properties;
      PolicyDocument.Statement = PolicyDocument.Statement.filter(
        (value: unknown) => !JSON.stringify(value).includes('s3:PutObject'),
      );
    },
    verdict: 'narrowed',
    changes: [{ who: 'strongroom-redact', change: 'lost', verb: 'write' }],
  },
  'a zone that keeps for ever': {
    change: (templates) => {
      delete find(templates, 'AWS::S3::Bucket', 'RawBucket').Properties.LifecycleConfiguration;
    },
    verdict: 'widened',
    settings: [{ setting: 'LifecycleConfiguration', after: 'not set', severity: 'high', direction: 'widens' }],
  },
  'an alarm that tells nobody': {
    change: (templates) => {
      find(templates, 'AWS::CloudWatch::Alarm').Properties.AlarmActions = [];
    },
    verdict: 'changed',
    settings: [{ type: 'AWS::CloudWatch::Alarm', setting: 'AlarmActions', severity: 'high' }],
  },
  'a watch that is turned off': {
    change: (templates) => {
      find(templates, 'AWS::Events::Rule').Properties.State = 'DISABLED';
    },
    verdict: 'changed',
    settings: [{ type: 'AWS::Events::Rule', setting: 'State', severity: 'high' }],
  },
  'a role without its boundary': {
    change: (templates) => {
      delete find(templates, 'AWS::IAM::Role', 'strongroom-team-ui-agents').Properties.PermissionsBoundary;
    },
    verdict: 'changed',
    settings: [
      {
        resource: 'strongroom-team-ui-agents',
        setting: 'PermissionsBoundary',
        after: 'not set',
        severity: 'high',
      },
    ],
  },
  'a key under another logical id that one more role may use': {
    change: (templates) => {
      const key = find(templates, 'AWS::KMS::Key', 'RawKey');
      key.Properties.KeyPolicy.Statement.push({
        ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
        Principal: { AWS: `arn:aws:iam::${place.accountId}:role/strongroom-operator` },
      });
      rename(templates, idOf(templates, 'strongroom-storage', 'AWS::KMS::Key', 'RawKey'), 'RawKeyRenamed');
    },
    verdict: 'widened',
    changes: [{ who: 'strongroom-operator', change: 'gained', class: 'raw', actions: ['kms:Decrypt'] }],
  },
  'recordings that are kept longer': {
    change: (templates) => {
      const lifecycle = find(templates, 'AWS::S3::Bucket', 'RawBucket').Properties.LifecycleConfiguration;
      for (const rule of (lifecycle as { Rules: Record<string, unknown>[] }).Rules)
        if (rule.ExpirationInDays !== undefined) rule.ExpirationInDays = 3_000;
    },
    verdict: 'widened',
    settings: [{ type: 'AWS::S3::Bucket', severity: 'high', direction: 'widens' }],
  },
  'recordings that are forgotten sooner': {
    change: (templates) => {
      const lifecycle = find(templates, 'AWS::S3::Bucket', 'RawBucket').Properties.LifecycleConfiguration;
      for (const rule of (lifecycle as { Rules: Record<string, unknown>[] }).Rules)
        if (rule.ExpirationInDays !== undefined) rule.ExpirationInDays = 2;
    },
    verdict: 'narrowed',
    settings: [{ type: 'AWS::S3::Bucket', severity: 'low', direction: 'narrows' }],
  },
  'evidence that is locked and goes sooner': {
    change: (templates) => {
      const lifecycle = find(templates, 'AWS::S3::Bucket', 'AuditBucket').Properties.LifecycleConfiguration;
      for (const rule of (lifecycle as { Rules: Record<string, unknown>[] }).Rules)
        if (rule.ExpirationInDays !== undefined) rule.ExpirationInDays = 2;
    },
    verdict: 'changed',
    settings: [{ type: 'AWS::S3::Bucket', severity: 'high' }],
  },
  'a route that asks for no sign-in': {
    change: (templates) => {
      const route = find(templates, 'AWS::ApiGatewayV2::Route', '"AuthorizationType":"JWT"').Properties;
      route.AuthorizationType = 'NONE';
    },
    verdict: 'widened',
    settings: [{ setting: 'AuthorizationType', severity: 'critical', direction: 'widens' }],
  },
  'items that nothing forgets': {
    change: (templates) => {
      delete find(templates, 'AWS::DynamoDB::Table', 'control').Properties.TimeToLiveSpecification;
    },
    verdict: 'widened',
    settings: [{ type: 'AWS::DynamoDB::Table', setting: 'TimeToLiveSpecification', severity: 'high' }],
  },
  'an alarm less': {
    change: (templates) => {
      delete present(templates['strongroom-audit']).Resources[
        idOf(templates, 'strongroom-audit', 'AWS::CloudWatch::Alarm', 'Alarms')
      ];
    },
    verdict: 'changed',
    settings: [{ type: 'AWS::CloudWatch::Alarm', setting: 'exists', after: '', severity: 'high' }],
  },
  'a trail that is stopped': {
    change: (templates) => {
      find(templates, 'AWS::CloudTrail::Trail').Properties.IsLogging = false;
    },
    verdict: 'changed',
    settings: [{ setting: 'IsLogging', severity: 'critical' }],
  },
  'a zone that may be public': {
    change: (templates) => {
      delete find(templates, 'AWS::S3::Bucket', 'RedactedBucket').Properties.PublicAccessBlockConfiguration;
    },
    verdict: 'widened',
    settings: [{ setting: 'PublicAccessBlockConfiguration', severity: 'critical' }],
  },
  'a Deny that excepts one role more': {
    change: (templates) => {
      const { PolicyDocument } = find(templates, 'AWS::S3::BucketPolicy', 'RawPolicy').Properties;
      const conditions = PolicyDocument.Statement.flatMap(({ Sid, Condition }) =>
        Sid === 'DenyReadUnlessListed' ? [Condition as { ArnNotEquals: Record<string, unknown[]> }] : [],
      );
      const listed = present(conditions[0]).ArnNotEquals;
      listed['aws:PrincipalArn'] = [
        listed['aws:PrincipalArn'],
        `arn:aws:iam::${place.accountId}:role/strongroom-operator`,
      ].flat();
      const role = find(templates, 'AWS::IAM::Role', '"RoleName":"strongroom-operator"');
      role.Properties.Policies = [
        ...(role.Properties.Policies ?? []),
        { PolicyName: 'look', PolicyDocument: documentOf(statement('s3:GetObject')) },
      ];
    },
    verdict: 'widened',
    changes: [{ who: 'strongroom-operator', change: 'gained', class: 'raw', verb: 'read', severity: 'critical' }],
  },
  'a queue that everybody may take from': {
    change: (templates) => {
      const { PolicyDocument } = find(templates, 'AWS::SQS::QueuePolicy').Properties;
      PolicyDocument.Statement.push({ ...statement('sqs:ReceiveMessage'), Principal: '*' });
    },
    verdict: 'widened',
    changes: [{ who: 'anybody, without an account', change: 'gained', severity: 'high' }],
  },
  'an administrator of the lake': {
    change: (templates) => {
      const settings = find(templates, 'AWS::LakeFormation::DataLakeSettings').Properties;
      settings.Admins.push({ DataLakePrincipalIdentifier: `arn:aws:iam::${place.accountId}:role/strongroom-operator` });
    },
    verdict: 'widened',
    changes: [{ who: 'strongroom-operator', change: 'gained', verb: 'administer' }],
  },
};

const TAKEN_BACK: Readonly<Record<AppDifference['verdict'], AppDifference['verdict']>> = {
  ...{ widened: 'narrowed', narrowed: 'widened', changed: 'changed', same: 'same' },
};

describe('what has another effect is told with who, what, by which statement', () => {
  test.each(Object.entries(EFFECTIVE))('%s', (_, { change, verdict, changes = [], settings = [] }) => {
    const other = changed(change);
    const found = differenceOf(described, other);
    expectToldWell(found);
    for (const each of changes) expect(found.changes).toContainEqual(expect.objectContaining(each));
    for (const each of settings) expect(found.settings).toContainEqual(expect.objectContaining(each));
    expect(found.verdict).toBe(verdict);
    for (const each of found.changes) expect(each.statement).not.toBe('');
    // Taken back, it is told the other way round.
    const back = differenceOf(other, described);
    expect(back.changes.some((candidate) => candidate.change === 'lost')).toBe(
      found.changes.some((candidate) => candidate.change === 'gained'),
    );
    if (found.changes.length === 0) expect(back.verdict).toBe(TAKEN_BACK[verdict]);
    expect(back.verdict).not.toBe('same');
  });

  test('access that both versions give is listed too, and is no change', () => {
    const { kept, changes } = differenceOf(described, described);
    expect(changes).toEqual([]);
    expect(kept).toContainEqual(
      expect.objectContaining({ who: 'strongroom-redact', change: 'kept', class: 'raw', columns: [], rows: null }),
    );
    const team = kept.find(({ who, columns }) => who === 'strongroom-team-text-models' && columns.length > 0);
    expect(team).toMatchObject({ change: 'kept', class: 'redacted', rows: expect.stringContaining('jurisdiction') });
    expect(team?.columns).toContain('text');
  });
});

test('a claim about a resource under another logical id is the same claim; with other words, it is another', () => {
  const claim = (id: string, text: string, verdict: Verdict) => ({
    ...{ id, class: 'raw', tier: 'A' as const, text, verdict, guards: [] },
  });
  const way = {
    action: 'kms:Decrypt',
    resource: 'KeyB2',
    statement: 'Allow all',
    construct: 'Key',
    source: 'key.ts:7',
  };
  const witness = { principal: 'role/x', path: [way] };
  const proofOf = (...claims: Claim[]): Proof => ({
    ...{ verdict: 'proved', claims, trusted: [], residuals: [], notAsked: [], acceptances: [], assumptions: [] },
    ...{ notUnderstood: [], idle: [], inputs: { templates: {} }, statistics: {} },
  });
  const before = proofOf(
    claim('two-locks/raw/key/KeyA1', 'nobody can use KeyA1', 'proved'),
    claim('no-escalation/raw/trust/RoleA1', 'nobody takes strongroom-redact', 'proved'),
    claim('no-escalation/raw/trust/RoleA2', 'nobody takes strongroom-lake', 'proved'),
  );
  const after = proofOf(
    { ...claim('two-locks/raw/key/KeyB2', 'nobody can use KeyB2', 'refuted'), witness },
    claim('no-escalation/raw/trust/RoleB2', 'nobody takes strongroom-redact', 'proved'),
    claim('no-escalation/raw/trust/RoleB3', 'nobody takes strongroom-other', 'proved'),
  );
  expect(claimChanges(before, after).map(({ id, before: was, after: is }) => [id, was, is])).toEqual([
    ['two-locks/raw/key/KeyB2', 'proved', 'refuted'],
    ['no-escalation/raw/trust/RoleA2', 'proved', 'not made'],
    ['no-escalation/raw/trust/RoleB3', 'not made', 'proved'],
  ]);
  expect(claimChanges(before, after)[0]).toMatchObject({
    text: 'role/x can kms:Decrypt on KeyB2, by Allow all',
    source: 'key.ts:7',
  });
});

test('a Deny by a pattern is missed by no action that the pattern stands for, known by name or not', () => {
  const roleWith = (...Statement: Record<string, unknown>[]): Described =>
    describedOf({
      one: {
        Resources: {
          Role: rawOf('AWS::IAM::Role', {
            RoleName: 'one',
            AssumeRolePolicyDocument: documentOf(),
            Policies: [{ PolicyName: 'own', PolicyDocument: documentOf(...Statement) }],
          }),
        },
      },
    });
  const puts = statement('s3:PutBucket*');
  const deny = { Effect: 'Deny', Action: 's3:*Tagging', Resource: '*' };
  const { verdict, changes } = differenceOf(roleWith(puts, deny), roleWith(puts));
  expect(verdict).toBe('widened');
  expect(changes.flatMap(({ actions }) => actions)).toEqual(['s3:*Tagging']);
  // Nothing that is put on a bucket begins with Get.
  expect(differenceOf(roleWith(puts, { ...deny, Action: 's3:Get*' }), roleWith(puts)).verdict).toBe('same');
});

test('the same words under another version of the language are another policy', () => {
  const own = (Version: string): Described =>
    describedOf({
      one: {
        Resources: {
          Bucket: rawOf('AWS::S3::Bucket', { BucketName: 'homes' }),
          Role: rawOf('AWS::IAM::Role', {
            RoleName: 'one',
            AssumeRolePolicyDocument: documentOf(),
            Policies: [
              {
                PolicyName: 'own',
                PolicyDocument: {
                  Version,
                  Statement: [
                    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::homes/${aws:username}/*' },
                  ],
                },
              },
            ],
          }),
        },
      },
    });
  const [plain, variable] = [own('2008-10-17'), own('2012-10-17')];
  expect(differenceOf(plain, plain).verdict).toBe('same');
  expect(differenceOf(plain, variable).verdict).not.toBe('same');
});
