import type { TemplateResource, Templates } from './templates.ts';

const pseudo = (name: string): string => `\${AWS::${name}}`;
const PARTITION = pseudo('Partition');
const ACCOUNT = pseudo('AccountId');

const regional = (service: string): string => `arn:${PARTITION}:${service}:${pseudo('Region')}:${ACCOUNT}:`;

/** The ARN of a named resource, by type; a type that is missing here stays an attribute of its logical id. */
const ARNS: Readonly<Record<string, (properties: TemplateResource['Properties']) => unknown>> = {
  'AWS::IAM::Role': ({ RoleName }) => [`arn:${PARTITION}:iam::${ACCOUNT}:role/`, RoleName],
  'AWS::S3::Bucket': ({ BucketName }) => [`arn:${PARTITION}:s3:::`, BucketName],
  'AWS::SQS::Queue': ({ QueueName }) => [regional('sqs'), QueueName],
  'AWS::SNS::Topic': ({ TopicName }) => [regional('sns'), TopicName],
  'AWS::DynamoDB::Table': ({ TableName }) => [regional('dynamodb'), 'table/', TableName],
  'AWS::Lambda::Function': ({ FunctionName }) => [regional('lambda'), 'function:', FunctionName],
  'AWS::Logs::LogGroup': ({ LogGroupName }) => [regional('logs'), 'log-group:', LogGroupName, ':*'],
};

/** Types whose Ref is their name, with the property that holds it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** Turns the values of templates into text that a person can read: intrinsics become `${...}`, references become names. */
export class ValueRenderer {
  readonly #templates: Templates;
  readonly #exports = new Map<string, { stack: string; value: unknown }>();
  readonly #keyAliases = new Map<string, string>();

  constructor(templates: Templates) {
    this.#templates = templates;
    for (const [stack, { Outputs = {}, Resources }] of Object.entries(templates)) {
      for (const { Value, Export } of Object.values(Outputs)) {
        if (typeof Export?.Name === 'string') this.#exports.set(Export.Name, { stack, value: Value });
      }
      for (const { Type, Properties } of Object.values(Resources)) {
        const keyId = Properties?.TargetKeyId?.['Fn::GetAtt']?.[0];
        if (Type === 'AWS::KMS::Alias' && keyId) this.#keyAliases.set(`${stack}.${keyId}`, Properties.AliasName);
      }
    }
  }

  /** Any value, with every intrinsic in it replaced. */
  render(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.render(stack, item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = []] = entries;
    if (entries.length === 1 && (name === 'Ref' || name?.startsWith('Fn::')))
      return this.#intrinsic(stack, name, argument);
    return Object.fromEntries(entries.map(([key, item]) => [key, this.render(stack, item)]));
  }

  text(stack: string, value: unknown): string {
    const rendered = this.render(stack, value);
    return typeof rendered === 'string' ? rendered : JSON.stringify(rendered);
  }

  #intrinsic(stack: string, name: string, argument: unknown): unknown {
    if (name === 'Ref') return this.#reference(stack, String(argument));
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => this.text(stack, part)).join(separator);
    }
    if (name === 'Fn::GetAtt') {
      const [logicalId, attribute] = argument as [string, string];
      return this.#attribute(stack, logicalId, attribute);
    }
    const exported = name === 'Fn::ImportValue' ? this.#exports.get(String(argument)) : undefined;
    if (exported) return this.render(exported.stack, exported.value);
    return `\${${name} ${JSON.stringify(argument)}}`;
  }

  #reference(stack: string, logicalId: string): string {
    const resource = this.#templates[stack]?.Resources[logicalId];
    if (resource?.Type === 'AWS::SNS::Topic') return this.#attribute(stack, logicalId, 'Arn');
    const nameProperty = NAMED_BY[resource?.Type ?? ''];
    const name = nameProperty && resource?.Properties[nameProperty];
    return name ? this.text(stack, name) : `\${${logicalId}}`;
  }

  #attribute(stack: string, logicalId: string, attribute: string): string {
    const alias = this.#keyAliases.get(`${stack}.${logicalId}`);
    if (alias !== undefined && attribute === 'Arn') return `\${key ${alias}}`;
    const resource = this.#templates[stack]?.Resources[logicalId];
    const parts = attribute === 'Arn' && resource ? ARNS[resource.Type]?.(resource.Properties) : undefined;
    return Array.isArray(parts) && parts.every((part) => part !== undefined)
      ? parts.map((part) => this.text(stack, part)).join('')
      : `\${${logicalId}.${attribute}}`;
  }
}
