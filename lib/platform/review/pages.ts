import { statementsOf } from './policies.ts';
import { ValueRenderer } from './render-values.ts';
import { type Located, resourcesOf, type Templates } from './templates.ts';
import { toYaml } from './yaml.ts';

/**
 * The policies of an app as a reviewer reads them, one file for each key, bucket, role and team: file name to text. Kept in
 * git, they make a pull request show who gains or loses what, whatever code the change came from.
 */
export const reviewPages = (templates: Templates): Readonly<Record<string, string>> => {
  const reviewer = new Reviewer(templates);
  const pages = [
    ...reviewer.keys(),
    ...reviewer.buckets(),
    ...reviewer.roles(),
    ...reviewer.teams(),
    ...reviewer.others(),
    ['lake.yaml', reviewer.lake()] as const,
  ];
  return Object.fromEntries(pages.map(([name, content]) => [name, toYaml(content)]));
};

type Page = readonly [file: string, content: unknown];

class Reviewer {
  readonly #templates: Templates;
  readonly #values: ValueRenderer;

  constructor(templates: Templates) {
    this.#templates = templates;
    this.#values = new ValueRenderer(templates);
  }

  keys(): Page[] {
    return this.#all('AWS::KMS::Alias').map((alias) => {
      const name = this.#values.text(alias.stack, alias.Properties.AliasName).replace(/^alias\//, '');
      const logicalId = alias.Properties.TargetKeyId['Fn::GetAtt'][0];
      const key = this.#all('AWS::KMS::Key').find((one) => one.stack === alias.stack && one.logicalId === logicalId);
      const {
        KeyPolicy,
        KeySpec = 'SYMMETRIC_DEFAULT',
        EnableKeyRotation = false,
        Description,
      } = key?.Properties ?? {};
      return [
        `keys/${name}.yaml`,
        {
          key: name,
          construct: key?.path,
          description: Description,
          spec: KeySpec,
          rotated: EnableKeyRotation,
          policy: statementsOf(this.#values, alias.stack, KeyPolicy),
        },
      ];
    });
  }

  buckets(): Page[] {
    return this.#all('AWS::S3::Bucket').map((bucket) => {
      const policy = this.#all('AWS::S3::BucketPolicy').find(
        (one) => one.stack === bucket.stack && one.Properties.Bucket.Ref === bucket.logicalId,
      );
      const { BucketName, Tags: _tags, ...properties } = bucket.Properties;
      const name = this.#values.text(bucket.stack, BucketName);
      return [
        `buckets/${short(name)}.yaml`,
        {
          bucket: name,
          construct: bucket.path,
          keptWithoutItsStack: bucket.DeletionPolicy === 'Retain' && policy?.DeletionPolicy === 'Retain',
          properties: this.#values.render(bucket.stack, properties),
          policy: statementsOf(this.#values, bucket.stack, policy?.Properties.PolicyDocument),
        },
      ];
    });
  }

  roles(): Page[] {
    return this.#all('AWS::IAM::Role').map((role) => {
      const name = this.#values.text(role.stack, role.Properties.RoleName ?? `\${${role.logicalId}}`);
      const { AssumeRolePolicyDocument, Description, ManagedPolicyArns = [], MaxSessionDuration } = role.Properties;
      return [
        `roles/${name}.yaml`,
        {
          role: name,
          construct: role.path,
          description: Description,
          maxSessionSeconds: MaxSessionDuration ?? 3_600,
          trust: statementsOf(this.#values, role.stack, AssumeRolePolicyDocument),
          managedPolicies: this.#values.render(role.stack, ManagedPolicyArns),
          boundary: this.#boundary(role),
          policies: this.#policies(name),
        },
      ];
    });
  }

  teams(): Page[] {
    return this.#all('AWS::LakeFormation::DataCellsFilter').map((filter) => {
      const { Name, ColumnNames, RowFilter } = filter.Properties;
      const team = filter.path.split('/')[1] ?? Name;
      const workgroup = this.#all('AWS::Athena::WorkGroup').find((one) =>
        one.path.startsWith(`${filter.stack}/${team}/`),
      );
      const role = this.#all('AWS::IAM::Role').find((one) => one.path.endsWith(`/Team-${team}/Role`));
      const arn = role && this.#values.text(role.stack, { 'Fn::GetAtt': [role.logicalId, 'Arn'] });
      return [
        `teams/${team}.yaml`,
        {
          team,
          role: arn,
          filter: { construct: filter.path, name: Name, columns: ColumnNames, rows: RowFilter },
          grants: this.#grants().filter(({ to }) => to === arn),
          workgroup: workgroup && {
            name: workgroup.Properties.Name,
            configuration: this.#values.render(workgroup.stack, workgroup.Properties.WorkGroupConfiguration),
          },
        },
      ];
    });
  }

  /** Settings, registrations, and every grant that there is, teams' included: rights are the union of all of them. */
  lake(): unknown {
    const render = ({ stack, path, Properties }: Located) => ({
      construct: path,
      ...(this.#values.render(stack, Properties) as object),
    });
    return {
      settings: this.#all('AWS::LakeFormation::DataLakeSettings').map(render),
      registrations: this.#all('AWS::LakeFormation::Resource').map(render),
      closedToIam: this.#all('Custom::RevokeIamAllowedPrincipals').map(({ path, Properties: { Database, Table } }) => ({
        construct: path,
        Database,
        Table,
      })),
      grants: this.#grants(),
    };
  }

  /** Queues, topics and tables with a policy of their own. */
  others(): Page[] {
    const queues = this.#all('AWS::SQS::QueuePolicy').map(
      ({ stack, path, Properties: { Queues, PolicyDocument } }): Page => {
        const queue = this.#queueName(stack, Queues[0]);
        return [
          `queues/${queue}.yaml`,
          { queue, construct: path, policy: statementsOf(this.#values, stack, PolicyDocument) },
        ];
      },
    );
    const topics = this.#all('AWS::SNS::TopicPolicy').map(
      ({ stack, path, Properties: { Topics, PolicyDocument } }): Page => {
        const topic = this.#nameOf(stack, Topics[0].Ref, 'TopicName');
        return [
          `topics/${topic}.yaml`,
          { topic, construct: path, policy: statementsOf(this.#values, stack, PolicyDocument) },
        ];
      },
    );
    const tables = this.#all('AWS::DynamoDB::Table').map(
      ({ stack, path, Properties: { TableName, ResourcePolicy } }): Page => {
        const policy = statementsOf(this.#values, stack, ResourcePolicy?.PolicyDocument);
        return [`tables/${TableName}.yaml`, { table: TableName, construct: path, policy }];
      },
    );
    return [...queues, ...topics, ...tables];
  }

  #all(type: string): Located[] {
    return resourcesOf(this.#templates, type);
  }

  #boundary(role: Located): unknown {
    const logicalId = role.Properties.PermissionsBoundary?.Ref;
    const boundary = this.#all('AWS::IAM::ManagedPolicy').find(
      (one) => one.stack === role.stack && one.logicalId === logicalId,
    );
    return boundary && statementsOf(this.#values, boundary.stack, boundary.Properties.PolicyDocument);
  }

  #policies(roleName: string): unknown[] {
    return this.#all('AWS::IAM::Policy')
      .filter(({ stack, Properties }) =>
        (Properties.Roles ?? []).some((role: unknown) => this.#values.text(stack, role) === roleName),
      )
      .map(({ stack, path, Properties }) => ({
        construct: path,
        statements: statementsOf(this.#values, stack, Properties.PolicyDocument),
      }));
  }

  #grants(): { to: string; permission: string; on: unknown; construct: string }[] {
    return this.#all('AWS::LakeFormation::PrincipalPermissions').map(({ stack, path, Properties }) => ({
      to: this.#values.text(stack, Properties.Principal.DataLakePrincipalIdentifier),
      permission: Properties.Permissions.join(', '),
      on: this.#values.render(stack, Properties.Resource),
      construct: path,
    }));
  }

  #nameOf(stack: string, logicalId: string, property: string): string {
    return this.#values.text(stack, this.#templates[stack]?.Resources[logicalId]?.Properties[property] ?? logicalId);
  }

  /** The Ref of a queue is its URL, so its name has to be looked up. */
  #queueName(stack: string, reference: { Ref: string }): string {
    return this.#nameOf(stack, reference.Ref, 'QueueName');
  }
}

/** A bucket's name without the account and region at its end. */
const short = (bucket: string): string => bucket.replace(/-\$\{AWS::AccountId\}-\$\{AWS::Region\}$/, '');
