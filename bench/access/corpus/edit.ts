import { there } from '../../../lib/activity/there.ts';
import type { Resources, Subject, Target, TemplateJson } from './subjects.ts';

/** How a change stands in the templates: the same change in other words, or in another template. */
export const FORMS = ['plain', 'conditional', 'another stack', 'nested stack'] as const;
export type Form = (typeof FORMS)[number];

/** A parameter without a value decides whether the change is there. */
const CONDITION = 'Planted';

export const document = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
export const allow = (Action: string | readonly string[], Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
export const ELSEWHERE = '999988887777';
export const sub = (text: string) => ({ 'Fn::Sub': text.replace(/<([^>]*)>/g, (_, name) => `\${${name}}`) });
export const ACCOUNT = { AWS: sub('arn:<AWS::Partition>:iam::<AWS::AccountId>:root') };

/** The templates of an app while one change is made in them. Resources are named by what they are to the class. */
export class Edit {
  readonly templates: Record<string, TemplateJson>;
  readonly target: Target;
  readonly #form: Form;
  readonly #home: string;
  readonly #before: Record<string, TemplateJson>;
  #added = 0;

  constructor(subject: Subject, target: Target, form: Form) {
    this.templates = structuredClone(subject.templates);
    this.#before = subject.templates;
    this.target = target;
    this.#form = form;
    const main = there(target.bucket ?? target.key ?? target.reader, 'a resource of the class').template;
    this.#home = form === 'another stack' || form === 'nested stack' ? 'planted.template.json' : main;
    if (this.#home !== main) this.templates[this.#home] = { Parameters: {}, Resources: {} };
    if (form === 'nested stack')
      this.#resources(main).PlantedStack = {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: `./${this.#home}`, Parameters: {} },
      };
  }

  #resources(template: string): Resources {
    return there(this.templates[template], `template ${template}`).Resources;
  }

  /** The properties of a resource of the class, to be changed. */
  of(part: keyof Target): Resources {
    const { template, logicalId } = this.#place(part);
    const resource = there(this.#resources(template)[logicalId], logicalId);
    resource.Properties ??= {};
    return resource.Properties;
  }

  remove(part: keyof Target): void {
    const { template, logicalId } = this.#place(part);
    delete this.#resources(template)[logicalId];
  }

  #place(part: keyof Target) {
    const place = this.target[part];
    if (place === undefined || typeof place === 'string') throw new Error(`the class has no ${part}`);
    return place;
  }

  /** An attribute of a resource of the class, as the template that the change stands in names it. */
  get(part: keyof Target, attribute = 'Arn'): unknown {
    const place = this.#place(part);
    const value = attribute === 'Ref' ? { Ref: place.logicalId } : { 'Fn::GetAtt': [place.logicalId, attribute] };
    if (place.template === this.#home) return value;
    const name = `Planted${place.logicalId}${attribute}`;
    const owner = there(this.templates[place.template], place.template);
    if (this.#form === 'nested stack' && this.#resources(place.template).PlantedStack) {
      this.#resources(place.template).PlantedStack.Properties.Parameters[name] = value;
      const child = there(this.templates[this.#home], this.#home);
      child.Parameters = { ...child.Parameters, [name]: { Type: 'String' } };
      return { Ref: name };
    }
    owner.Outputs = { ...owner.Outputs, [name]: { Value: value, Export: { Name: name } } };
    return { 'Fn::ImportValue': name };
  }

  /** A text with the value in it, such as the objects of a bucket. */
  join(value: unknown, rest: string): unknown {
    return { 'Fn::Join': ['', [value, rest]] };
  }

  /** A new resource, where the form of the change puts it; its logical id. */
  add(Type: string, Properties: object): string {
    const id = `Planted${this.#added++}`;
    this.#resources(this.#home)[id] = { Type, Properties };
    return id;
  }

  /** A new role that a service takes, with these statements. */
  role(statements: readonly unknown[], more: object = {}): string {
    return this.add('AWS::IAM::Role', {
      AssumeRolePolicyDocument: document({
        ...{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      }),
      ...(statements.length > 0 && { Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }] }),
      ...more,
    });
  }

  /** The templates with the change, in its form. */
  done(): Record<string, TemplateJson> {
    if (this.#form === 'conditional') for (const name of Object.keys(this.templates)) this.#conditional(name);
    return this.templates;
  }

  #conditional(name: string): void {
    const [template, before] = [there(this.templates[name], name), this.#before[name]];
    let isChanged = false;
    for (const [id, resource] of Object.entries(template.Resources)) {
      const old = before?.Resources[id];
      if (old === undefined) {
        resource.Condition = CONDITION;
        isChanged = true;
      } else if (JSON.stringify(old) !== JSON.stringify(resource)) {
        resource.Properties = either(resource.Properties, old.Properties ?? {});
        isChanged = true;
      }
    }
    for (const [id, old] of Object.entries(before?.Resources ?? {})) {
      if (id in template.Resources) continue;
      template.Resources[id] = { ...old, Condition: 'NotPlanted' };
      isChanged = true;
    }
    if (!isChanged) return;
    template.Parameters = { ...template.Parameters, PlantedStage: { Type: 'String' } };
    const planted = { 'Fn::Equals': [{ Ref: 'PlantedStage' }, 'planted'] };
    template.Conditions = { ...template.Conditions, [CONDITION]: planted, NotPlanted: { 'Fn::Not': [planted] } };
  }
}

/** Each property that differs, one or the other way by the condition. */
function either(after: Resources, before: Resources): Resources {
  const gone = { Ref: 'AWS::NoValue' };
  return Object.fromEntries(
    [...new Set([...Object.keys(after), ...Object.keys(before)])].map((key) =>
      JSON.stringify(after[key]) === JSON.stringify(before[key])
        ? [key, after[key]]
        : [key, { 'Fn::If': [CONDITION, after[key] ?? gone, before[key] ?? gone] }],
    ),
  );
}
