import { beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { LIVE_ACTIONS } from '../../lib/access/live/index.ts';
import { COLUMNS, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { ZONE_NAMES } from '../../lib/activity/zones.ts';
import { WATCHED_EVENTS } from '../../lib/platform/audit/watched-events.ts';
import { type Located, resourcesOf, type Templates } from '../../lib/platform/review/templates.ts';
import { defaultTemplates, find, statement, statements } from './templates.ts';

let templates: Templates;
beforeAll(() => {
  templates = defaultTemplates();
});

const all = (type: string): Located[] => {
  const found = resourcesOf(templates, type);
  expect(found.length, `some ${type}`).toBeGreaterThan(0);
  return found;
};

/** Types that hold data, and where each says with which key it is encrypted. */
const ENCRYPTED: Readonly<Record<string, (properties: Located['Properties']) => unknown>> = {
  'AWS::S3::Bucket': (p) =>
    p.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID,
  'AWS::SQS::Queue': (p) => p.KmsMasterKeyId,
  'AWS::SNS::Topic': (p) => p.KmsMasterKeyId,
  'AWS::Logs::LogGroup': (p) => p.KmsKeyId,
  'AWS::DynamoDB::Table': (p) => p.SSESpecification.KMSMasterKeyId,
  'AWS::CloudTrail::Trail': (p) => p.KMSKeyId,
  'AWS::Athena::WorkGroup': ({ WorkGroupConfiguration: { ManagedQueryResultsConfiguration, ResultConfiguration } }) =>
    (ManagedQueryResultsConfiguration ?? ResultConfiguration).EncryptionConfiguration.KmsKey,
};

describe('everything that holds data', () => {
  test.each(Object.keys(ENCRYPTED))('%s is encrypted with a key of ours', (type) => {
    for (const { path, Properties } of all(type)) {
      const key = JSON.stringify(ENCRYPTED[type]?.(Properties));
      expect(key, path).toMatch(/Key.*Arn/);
    }
  });

  test('every log group forgets', () => {
    for (const { path, Properties } of all('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays, path).toBeLessThanOrEqual(400);
  });

  test('keys rotate where KMS can rotate them', () => {
    for (const { path, Properties } of all('AWS::KMS::Key')) {
      if (Properties.KeySpec === undefined) expect(Properties.EnableKeyRotation, path).toBe(true);
    }
  });
});

describe('keys', () => {
  test('certificates are signed by the governor alone, and ingest gets nothing but the public half', () => {
    const key = all('AWS::KMS::Key').find(({ path }) => path.includes('/CertificateKey'));
    const uses = statements(key?.Properties.KeyPolicy).filter(({ Sid }) => Sid !== 'AdministerWithoutUse');
    const by = (role: string, action: string) =>
      uses.some(
        ({ Principal, Action }) => JSON.stringify(Principal).includes(role) && [Action].flat().includes(action),
      );
    expect(key?.Properties.KeySpec).toBe('ECC_NIST_P256');
    expect([by('Governor', 'kms:Sign'), by('Ingest', 'kms:GetPublicKey'), by('Ingest', 'kms:Sign')]).toEqual([
      true,
      true,
      false,
    ]);
    const signers = uses.filter(({ Action }) => [Action].flat().some((action) => /Sign|\*/.test(String(action))));
    expect(signers.map(({ Sid }) => Sid)).toEqual(['GovernorSignsCertificates']);
  });

  const USE = /^kms:(\*|Decrypt|Encrypt|ReEncrypt|GenerateDataKey|GenerateMac|Sign|CreateGrant|Replicate|[*?])/;

  /** A team, whose role is made after the key: anybody of the account whose ARN is exactly this one. */
  const namesOneRole = (condition: unknown): boolean => {
    const arn = (condition as { ArnEquals?: Record<string, unknown> } | undefined)?.ArnEquals?.['aws:PrincipalArn'];
    return (
      arn !== undefined && !Array.isArray(arn) && /:role\/strongroom-team-[a-z-]+"\]\]\}$/.test(JSON.stringify(arn))
    );
  };

  test('account root administers and never uses', () => {
    for (const { path, Properties } of all('AWS::KMS::Key')) {
      for (const { Sid, Principal, Action, Condition } of statements(Properties.KeyPolicy)) {
        if (!JSON.stringify(Principal).includes(':root')) continue;
        if (namesOneRole(Condition)) continue;
        expect(Sid, path).toBe('AdministerWithoutUse');
        expect(
          [Action].flat().filter((action) => USE.test(String(action))),
          path,
        ).toEqual([]);
      }
    }
  });

  test('no key is open to everybody', () => {
    for (const { path, Properties } of all('AWS::KMS::Key')) {
      for (const { Principal } of statements(Properties.KeyPolicy))
        expect(JSON.stringify(Principal), path).not.toMatch(/"\*"/);
    }
  });

  test('a zone key is used through S3 only, and for its own bucket', () => {
    for (const zone of ZONE_NAMES.filter((name) => name !== 'audit')) {
      const { Properties } = find(templates, 'AWS::KMS::Key', `/${capital(zone)}/Key`);
      for (const { Sid, Condition } of statements(Properties.KeyPolicy)) {
        if (Sid === 'AdministerWithoutUse') continue;
        const text = JSON.stringify(Condition);
        expect(text, `${zone} ${Sid}`).toMatch(/kms:ViaService.*s3\./);
        expect(text, `${zone} ${Sid}`).toContain('kms:EncryptionContext:aws:s3:arn');
        expect(text, `${zone} ${Sid}`).toContain(`strongroom-${zone}-`);
      }
    }
  });
});

describe('zones', () => {
  test.each(ZONE_NAMES)('%s: versioned, private, kept with its policy, gone when promised', (zone) => {
    const bucket = find(templates, 'AWS::S3::Bucket', `/${capital(zone)}/Bucket`);
    const policy = find(templates, 'AWS::S3::BucketPolicy', `/${capital(zone)}/Policy`);
    expect([bucket.DeletionPolicy, policy.DeletionPolicy]).toEqual(['RetainExceptOnCreate', 'RetainExceptOnCreate']);
    expect([bucket.UpdateReplacePolicy, policy.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    const { LifecycleConfiguration, ...properties } = bucket.Properties;
    expect(properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [rule] = LifecycleConfiguration.Rules;
    expect(rule).toMatchObject({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
    expect(rule.Prefix ?? rule.Filter, 'the rule is for the whole bucket').toBeUndefined();
    const days = rule.ExpirationInDays + rule.NoncurrentVersionExpiration.NoncurrentDays;
    expect(days).toBeLessThanOrEqual(program.retentionDays[zone]);
  });

  test.each(ZONE_NAMES)('%s: every door is denied to all but the listed', (zone) => {
    const { PolicyDocument } = find(templates, 'AWS::S3::BucketPolicy', `/${capital(zone)}/Policy`).Properties;
    for (const door of ['Read', 'List', 'Write', 'Destroy']) {
      const deny = statement(PolicyDocument, `Deny${door}UnlessListed`);
      expect(deny).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
      expect(JSON.stringify(deny.Condition ?? {}), door).not.toMatch(/ForAnyValue|ForAllValues|IfExists|Like|[*?]/);
    }
    expect(statement(PolicyDocument, 'DenyInsecureTransport')).toMatchObject({ Effect: 'Deny', Action: 's3:*' });
  });

  test('only audit is locked, and only for as long as it is kept', () => {
    for (const { path, Properties } of all('AWS::S3::Bucket')) {
      const locked = path.includes('/Audit/');
      expect(Properties.ObjectLockEnabled ?? false, path).toBe(locked);
      if (!locked) continue;
      const { Days } = Properties.ObjectLockConfiguration.Rule.DefaultRetention;
      expect(Days).toBeLessThanOrEqual(program.retentionDays.audit);
    }
  });

  test('nobody may bypass the lock', () => {
    const { PolicyDocument } = find(templates, 'AWS::S3::BucketPolicy', '/Audit/Policy').Properties;
    const deny = statement(PolicyDocument, 'DenyDestroyUnlessListed');
    expect(deny.Action).toContain('s3:BypassGovernanceRetention');
    expect(deny.Condition).toBeUndefined();
  });
});

describe('the lake', () => {
  test('the table has exactly the listed columns', () => {
    const names = (columns: { Name: string; Type: string }[]) => columns.map(({ Name, Type }) => [Name, Type]);
    for (const { path, Properties } of all('AWS::Glue::Table'))
      expect(names(Properties.TableInput.StorageDescriptor.Columns), path).toEqual(
        COLUMNS.map(({ name, type }) => [name, type]),
      );
    const { TableInput } = find(templates, 'AWS::Glue::Table', 'strongroom-catalog/Table').Properties;
    expect(names(TableInput.PartitionKeys)).toEqual(PARTITION_KEYS.map(({ name, type }) => [name, type]));
  });

  test('defaults are empty, external filtering is off, hybrid access is off', () => {
    expect(find(templates, 'AWS::LakeFormation::DataLakeSettings').Properties).toMatchObject({
      CreateDatabaseDefaultPermissions: [],
      CreateTableDefaultPermissions: [],
      AllowExternalDataFiltering: false,
      AllowFullTableExternalDataAccess: false,
    });
    expect(find(templates, 'AWS::Glue::Database').Properties.DatabaseInput.CreateTableDefaultPermissions).toEqual([]);
    const registration = find(templates, 'AWS::LakeFormation::Resource');
    expect(registration.Properties).toMatchObject({ HybridAccessEnabled: false, UseServiceLinkedRole: false });
    expect(registration.DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('the registration role trusts Lake Formation for this account and nobody else, and only reads', () => {
    const { AssumeRolePolicyDocument } = find(templates, 'AWS::IAM::Role', 'Roles/Lake').Properties;
    expect(statements(AssumeRolePolicyDocument)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'lakeformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
        // No page says that Lake Formation names the account: see docs/decisions.
        Condition: { StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'Roles/Lake/DefaultPolicy').Properties;
    const actions = statements(PolicyDocument).flatMap(({ Action }) => Action);
    expect(actions.toSorted()).toEqual(['kms:Decrypt', 's3:GetObject', 's3:ListBucket']);
  });

  test('a team holds only filtered grants on the table, and compaction alone reads it whole; one permission each, never grantable', () => {
    for (const { path, Properties } of all('AWS::LakeFormation::PrincipalPermissions')) {
      expect(Properties.Permissions, path).toHaveLength(1);
      expect(Properties.PermissionsWithGrantOption, path).toEqual([]);
      const toTeam = path.startsWith('strongroom-access/');
      if (toTeam)
        expect(Object.keys(Properties.Resource), path).toEqual([expect.stringMatching(/^(Database|DataCellsFilter)$/)]);
      else expect(Properties.Permissions.includes('SELECT'), path).toBe(path === 'strongroom-catalog/Compact-SELECT');
    }
  });

  test('filters list columns and rows, and are named after what they let through', () => {
    for (const { path, logicalId, Properties } of all('AWS::LakeFormation::DataCellsFilter')) {
      expect(Properties.ColumnNames.length, path).toBeGreaterThan(0);
      expect(Properties.ColumnWildcard, path).toBeUndefined();
      expect(Properties.RowFilter.FilterExpression, path).toContain('"jurisdiction"');
      const hash = Properties.Name.split('_').at(-1);
      expect(hash).toMatch(/^[0-9a-f]{8}$/);
      expect(logicalId, path).toContain(hash);
    }
  });

  test('work groups are enforced, capped, pinned, and those of teams have no results bucket', () => {
    for (const { path, Properties } of all('AWS::Athena::WorkGroup')) {
      const { WorkGroupConfiguration: configuration } = Properties;
      expect(configuration).toMatchObject({
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      });
      expect(configuration.BytesScannedCutoffPerQuery).toBeGreaterThan(0);
      if (path === 'strongroom-catalog/RewriteWorkgroup') continue;
      expect(configuration.ManagedQueryResultsConfiguration, path).toMatchObject({ Enabled: true });
      expect(configuration.ResultConfiguration, path).toBeUndefined();
    }
  });
});

describe('functions', () => {
  test('Node 24 on arm64, traced, capped, and none puts activity into logs or traces', () => {
    for (const { path, Properties } of all('AWS::Lambda::Function')) {
      expect(Properties, path).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(Properties.ReservedConcurrentExecutions, path).toBeGreaterThan(0);
      expect(Properties.Environment.Variables, path).toMatchObject({
        POWERTOOLS_LOGGER_LOG_EVENT: 'false',
        POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
      });
    }
  });

  test('nobody may pass a role, and no policy allows every action of a service', () => {
    for (const { path, Properties } of all('AWS::IAM::Policy')) {
      for (const { Effect, Action, NotAction } of statements(Properties.PolicyDocument)) {
        if (Effect !== 'Allow') continue;
        expect(NotAction, path).toBeUndefined();
        for (const action of [Action].flat()) expect(String(action), path).not.toMatch(/\*|PassRole|TagSession/);
      }
    }
  });

  test('ingest cannot open the gate', () => {
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'Control/IngestItems').Properties;
    const writes = statement(PolicyDocument, 'WriteItems').Condition as Record<string, Record<string, unknown>>;
    expect(writes['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toEqual(['segment#*']);
  });

  test('ingest obeys what workers decide and cannot write it, and people do not reach it at all', () => {
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'Participation/IngestItems').Properties;
    const writes = statement(PolicyDocument, 'WriteItems').Condition as Record<string, Record<string, unknown>>;
    expect(writes['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toEqual(['held#*']);
    const table = find(templates, 'AWS::DynamoDB::Table', 'Participation').Properties;
    const deny = statement(table.ResourcePolicy.PolicyDocument, 'DenyItemsUnlessListed');
    expect(
      JSON.stringify(deny.Condition)
        .match(/Roles\w+/g)
        ?.map((id) => id.replace(/[0-9A-F]{8}.*$/, '')),
    ).toEqual(['RolesIngest', 'RolesWorker', 'RolesPackage']);
    expect(deny.Action).toEqual(expect.arrayContaining(['dynamodb:Query', 'dynamodb:Scan', 'dynamodb:GetItem']));
  });

  test('the function behind the page of the workers writes nothing but what they decide', () => {
    const documents = resourcesOf(templates, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.Roles).includes('RolesWorker'),
    );
    const actions = documents.flatMap(({ Properties }) =>
      statements(Properties.PolicyDocument).flatMap(({ Action }) => Action as string[]),
    );
    // It looks whether collection is paused, by the names of what the audit zone holds of that, and hands over access packages.
    const others = actions.filter((action) => /^(s3|glue|lakeformation|athena|sqs|lambda|iam):/.test(action));
    expect(others.toSorted()).toEqual(['s3:GetObject', 's3:ListBucket']);
    const { PolicyDocument } = find(templates, 'AWS::IAM::Policy', 'Control/WorkerItems').Properties;
    const writes = statement(PolicyDocument, 'WriteItems').Condition as Record<string, Record<string, unknown>>;
    expect(writes['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toEqual(['erasure']);
  });
});

describe('the door', () => {
  /** Routes that say nothing about anybody: the workers' page, its script and its style. */
  const OPEN = ['GET /', 'GET /{file}'];

  test('every route is signed or needs a token, but the page of the workers', () => {
    const kinds = Object.fromEntries(
      all('AWS::ApiGatewayV2::Route').map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType]),
    );
    expect(kinds).toEqual({
      'POST /segments': 'AWS_IAM',
      'PUT /segments/{batch}/frames/{sha256}': 'AWS_IAM',
      'GET /api/{proxy+}': 'JWT',
      'POST /api/{proxy+}': 'JWT',
      ...Object.fromEntries(OPEN.map((route) => [route, 'NONE'])),
    });
    const [authorizer] = all('AWS::ApiGatewayV2::Authorizer');
    const { issuer, audience } = environment.signIn;
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [audience] },
    });
  });

  test('every API is throttled and logged', () => {
    for (const { path, Properties } of all('AWS::ApiGatewayV2::Stage')) {
      expect(Properties.DefaultRouteSettings.ThrottlingRateLimit, path).toBeGreaterThan(0);
      // `rawPath` would say who pauses when; the route key does not.
      expect(Properties.AccessLogSettings.Format, path).not.toMatch(/identity|body|authorizer|context\.path/);
    }
  });

  test('segments reach the queue from the bucket itself, and no custom resource rewrites notifications', () => {
    const { NotificationConfiguration } = find(templates, 'AWS::S3::Bucket', '/Raw/Bucket').Properties;
    expect(NotificationConfiguration.QueueConfigurations).toHaveLength(1);
    expect(resourcesOf(templates, 'Custom::S3BucketNotifications')).toEqual([]);
  });
});

describe('the trail', () => {
  test('sees management calls, the data zones, and reads of the logs but not their delivery', () => {
    const { Properties } = find(templates, 'AWS::CloudTrail::Trail');
    expect(Properties).toMatchObject({ IsMultiRegionTrail: true, EnableLogFileValidation: true, IsLogging: true });
    const selectors = Properties.AdvancedEventSelectors.map(({ FieldSelectors }: { FieldSelectors: unknown }) =>
      JSON.stringify(FieldSelectors),
    );
    expect(selectors[0]).toContain('Management');
    for (const zone of ['Raw', 'Redacted', 'Derived']) expect(selectors[1]).toContain(`${zone}Bucket`);
    expect(selectors[1]).not.toContain('AuditBucket');
    expect(selectors[2]).toMatch(/AuditBucket.*readOnly/);
  });

  test('a watch rule pattern stays within what EventBridge takes', () => {
    for (const { path, Properties } of all('AWS::Events::Rule')) {
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
      expect(JSON.stringify(Properties.EventPattern ?? {}).length, path).toBeLessThanOrEqual(2_048);
      expect(Properties.State, path).toBe('ENABLED');
    }
  });

  test('each watch rule tells people and calls the sentinel, and may', () => {
    const topic = find(templates, 'AWS::SNS::Topic', '/AlarmTopic');
    const permissions = all('AWS::Lambda::Permission').filter(
      ({ Properties }) =>
        Properties.Principal === 'events.amazonaws.com' && !JSON.stringify(Properties.FunctionName).includes('Queries'),
    );
    const rules = all('AWS::Events::Rule').filter(({ path }) => path.includes('/PolicyWatch/'));
    expect(rules.map(({ Properties }) => Properties.Name).toSorted()).toEqual(
      Object.keys(WATCHED_EVENTS)
        .map((service) => `${environment.prefix}-watch-${service}`)
        .toSorted(),
    );
    // What may call the sentinel is these rules, of this account, and nothing else; its other half, the schedule too.
    expect(permissions).toHaveLength(2 * rules.length + 1);
    for (const { path, logicalId, Properties } of rules) {
      const [people, sentinel, prove, ...others] = Properties.Targets;
      expect(people.Arn, path).toEqual({ Ref: topic.logicalId });
      expect(JSON.stringify(sentinel.Arn), path).toMatch(/ImportValue.*SentinelFunction/);
      expect(JSON.stringify(prove.Arn), path).toMatch(/ImportValue.*ProveFunction/);
      expect(others, path).toEqual([]);
      const may = permissions.filter(
        ({ Properties: { SourceArn } }) => SourceArn['Fn::GetAtt']?.join('.') === `${logicalId}.Arn`,
      );
      expect(
        may.map(({ Properties: { Action, FunctionName, SourceAccount } }) => [Action, FunctionName, SourceAccount]),
        path,
      ).toEqual([sentinel, prove].map(({ Arn }) => ['lambda:InvokeFunction', Arn, { Ref: 'AWS::AccountId' }]));
    }
  });

  test('the sentinel may write the gate and what it remembers, and file in the history of the gate', () => {
    const ofSentinel = all('AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.Roles).includes('RolesSentinel'),
    );
    const may = ofSentinel.flatMap(({ Properties }) => statements(Properties.PolicyDocument));
    const actions = (pattern: RegExp) =>
      may.flatMap(({ Action }) => [Action].flat() as string[]).filter((text) => pattern.test(text));
    // Beside the policies and settings of the account: nothing that is kept.
    const does = actions(/^s3:/).filter((action) => !LIVE_ACTIONS.includes(action));
    expect(new Set(does)).toEqual(new Set(['s3:PutObject', 's3:ListBucket']));
    expect(actions(/^kms:(Sign|GetPublicKey)$/)).toEqual([]);
    const written = may.filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'));
    expect(written.map(({ Condition }) => Condition)).toEqual([
      expect.objectContaining({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['gate', 'proof', 'idempotency#sentinel#*'] },
      }),
    ]);
  });

  test('a metric filter pattern stays within what CloudWatch Logs takes', () => {
    for (const { path, Properties } of all('AWS::Logs::MetricFilter')) {
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
      expect(JSON.stringify(Properties.FilterPattern).length, path).toBeLessThanOrEqual(1_024);
    }
  });
});

describe('anywhere', () => {
  const WRITTEN_DOWN = /arn:aws:|[":]\d{12}[":]|\b(us|eu|ap|sa|ca|me|af|il|cn)-(gov-)?[a-z]+-\d/;

  test('no partition, account or region is written down', () => {
    for (const [stack, template] of Object.entries(templates)) {
      // The match alone, or a failure would print the whole template.
      const [found] = JSON.stringify(template).match(WRITTEN_DOWN) ?? [];
      expect(found, stack).toBeUndefined();
    }
  });

  test('no policy uses ForAnyValue, which lets a request without the key through', () => {
    expect(JSON.stringify(templates).includes('ForAnyValue:')).toBe(false);
  });
});

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
