import { beforeAll, describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { type Proof, prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { defineEnvironment, type EnvironmentConfig } from '../../lib/governance/environment-config.ts';
import { DATA_PATH, ENDPOINTS, type Existing } from '../../lib/governance/existing.ts';
import { placeOf, withAccount } from '../../lib/governance/inputs.ts';
import { needsOf } from '../../lib/governance/needs/index.ts';
import { buildApp } from '../../lib/platform/build-app.ts';
import { resourcesOf, type Templates, templatesOf } from '../../lib/platform/review/templates.ts';
import { find, inFolder } from './templates.ts';

const allow = (Action: string | string[], more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const root = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };

const EXISTING: Existing = {
  lake: {
    readOnlyAdministrators: ['Eyes'],
    crossAccountVersion: '3',
    trustedOwners: ['222233334444'],
    sessionTags: ['emr'],
    defaultsMayClose: true,
  },
  catalogKey: {
    arn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    policy: document(allow('kms:*', root)),
  },
  permissionsBoundary: {
    name: 'corp/Boundary',
    document: document(allow('*'), { ...allow(['organizations:*', 'account:*']), Effect: 'Deny' }),
  },
  managementTrail: { arn: 'arn:aws:cloudtrail:eu-central-1:999988887777:trail/org', logGroup: 'org-trail' },
  logArchive: { bucket: 'corp-logs', key: 'arn:aws:kms:eu-central-1:999988887777:key/logs' },
  network: {
    subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroups: ['sg-0123456789abcdef0'],
    endpoints: {
      s3: 'vpce-01234567',
      dynamodb: 'vpce-01234568',
      kms: 'vpce-01234569',
      glue: 'vpce-0123456a',
      athena: 'vpce-0123456b',
      cloudformation: 'vpce-0123456c',
    },
  },
};

/** An account that has all of it. One synth shows each option, because none changes what another one does. */
const IN_USE: EnvironmentConfig = defineEnvironment({
  ...environment,
  target: { account: '111122223333', region: 'eu-central-1' },
  permissionSets: { auditor: { role: 'saml/Audit' }, governor: { role: 'Governors' }, operator: 'StrongroomOperator' },
  lakeAdministrators: ['DataOffice'],
  existing: EXISTING,
});

let templates: Templates;
beforeAll(() => {
  templates = inFolder((outdir) => {
    const app = buildApp({ access, program, environment: IN_USE }, { outdir, bundle: false, prove: false });
    return structuredClone(templatesOf(app.synth()));
  });
});

/** The same templates, in an account that has something else than what was written down of it. */
const proofIn = (existing: Existing): Proof => {
  const configuration = { access, program, environment: { ...IN_USE, existing } };
  const place = { ...placeOf(IN_USE), managedPolicies: awsManagedPolicies };
  const all = withAccount(new Map(Object.entries(templates)), configuration.environment);
  return prove(all, declarationOf(configuration, readApp(all, place)), place);
};
const open = ({ claims }: Proof) => claims.filter(({ verdict }) => verdict !== 'proved').map(({ id }) => id);

describe('an account that is in use', () => {
  test('every claim holds there', () => {
    expect(open(proofIn(EXISTING))).toEqual([]);
  });

  test.each<[name: string, existing: Existing, claim: RegExp]>([
    [
      'a boundary that takes away what a function needs',
      { ...EXISTING, permissionsBoundary: { name: 'corp/Boundary', document: document(allow('s3:*')) } },
      /^works\/ingest\/keeps-ledger/,
    ],
    [
      'a boundary of which the proof was not told',
      { ...EXISTING, permissionsBoundary: { name: 'corp/Other', document: document(allow('*')) } },
      /^works\/redact\//,
    ],
    [
      'a key of the catalogue that lets nobody in',
      {
        ...EXISTING,
        catalogKey: {
          arn: EXISTING.catalogKey?.arn ?? '',
          policy: document(allow('kms:*', { Principal: { AWS: 'arn:aws:iam::111122223333:role/Glue' } })),
        },
      },
      /^works\/team-ui-agents\/reads-encrypted-catalogue$/,
    ],
  ])('%s is refused', (_name, existing, claim) => {
    expect(open(proofIn(existing)).filter((id) => claim.test(id))).not.toEqual([]);
  });

  test('without a trail that records management calls, no rule announces anything', () => {
    const { managementTrail: _, ...others } = EXISTING;
    expect(open(proofIn(others)).some((id) => id.startsWith('no-silent-administrator'))).toBe(true);
  });

  test('every role has the boundary of the account', () => {
    for (const { path, Properties } of resourcesOf(templates, 'AWS::IAM::Role'))
      expect(JSON.stringify(Properties.PermissionsBoundary), path).toContain(':policy/corp/Boundary');
  });

  test('the functions that handle activity run in the subnets, and no other', () => {
    for (const { path, Properties } of resourcesOf(templates, 'AWS::Lambda::Function')) {
      const name = String(Properties.FunctionName).replace(`${environment.prefix}-`, '');
      const expected = (DATA_PATH as readonly string[]).includes(name)
        ? { SubnetIds: EXISTING.network?.subnets, SecurityGroupIds: EXISTING.network?.securityGroups }
        : undefined;
      expect(Properties.VpcConfig, path).toEqual(expected);
    }
  });

  test('the functions in the subnets have an endpoint to each service that they call', () => {
    // Lambda delivers logs and traces, takes the role and joins the network; Athena asks Lake Formation for a function.
    const byOthers = new Set(['ec2', 'lakeformation', 'logs', 'sts', 'xray']);
    const needs = needsOf({ access, program, environment: IN_USE }, readApp(new Map(), placeOf(IN_USE)));
    const called = needs.flatMap((need) =>
      need.kind === 'call' && DATA_PATH.some((name) => need.id.startsWith(`${name}/`))
        ? need.actions.map((action) => action.split(':')[0] ?? '')
        : [],
    );
    expect([...new Set(called)].filter((service) => !byOthers.has(service)).sort()).toEqual([...ENDPOINTS]);
  });

  test('management calls are recorded by the trail that is there, and files go to the archive as well', () => {
    const trails = ['Trail/Trail', 'Trail/Archive'].map((path) => find(templates, 'AWS::CloudTrail::Trail', path));
    expect(trails.map(({ Properties }) => Properties.TrailName)).toEqual(['strongroom-trail', 'strongroom-archive']);
    for (const { Properties } of trails) expect(JSON.stringify(Properties)).not.toContain('"Management"');
    expect(trails[1]?.Properties).toMatchObject({ S3BucketName: 'corp-logs', KMSKeyId: EXISTING.logArchive?.key });
    const filter = find(templates, 'AWS::Logs::MetricFilter', 'IamChanges');
    expect(JSON.stringify(filter.Properties.LogGroupName)).toContain('org-trail');
  });

  test('settings of the lake stay, and are looked at before they are put', () => {
    const settings = find(templates, 'AWS::LakeFormation::DataLakeSettings');
    expect(settings.Properties).toMatchObject({
      MutationType: 'REPLACE',
      Parameters: { CrossAccountVersion: '3' },
      TrustedResourceOwners: ['222233334444'],
      AuthorizedSessionTagValueList: ['emr'],
    });
    expect(JSON.stringify(settings.Properties.ReadOnlyAdmins)).toContain('role/Eyes');
    const looks = find(templates, 'Custom::KeepsLakeSettings');
    const { DependsOn, DeletionPolicy } = templates[settings.stack]?.Resources[settings.logicalId] ?? {};
    expect(DependsOn).toContain(looks.logicalId);
    // Whatever a deletion leaves of others' settings, there is none.
    expect(DeletionPolicy).toBe('Retain');
    expect(looks.Properties.Settings.Administrators).toEqual(
      settings.Properties.Admins.map((admin: Record<string, unknown>) => admin.DataLakePrincipalIdentifier),
    );
  });
});
