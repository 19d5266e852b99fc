import type { Resource } from '../../model/app.ts';
import type { AwsPlace } from '../../model/environment.ts';
import { list } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import type { Answers, Input } from '../reading.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** The template name given to resources that were read from an account. */
const ACCOUNT = 'account';

/** The answers of a reading, and the resources made from them, in the shape that CloudFormation has. */
export class SeenAccount {
  readonly answers: Answers;
  readonly place: AwsPlace;
  readonly resources: Resource[] = [];

  constructor(answers: Answers, place: AwsPlace) {
    this.answers = answers;
    this.place = place;
  }

  /** The answer to a call; undefined when there is no such thing, or it was not read. */
  get(call: string, input: Input = {}): unknown {
    const found = this.answers.of(call, input);
    return found && 'output' in found ? (found.output ?? undefined) : undefined;
  }

  /** The items that a call listed. */
  list(call: string, property: string, input: Input = {}): readonly unknown[] {
    return list(this.get(call, input), property);
  }

  /** Whether a call got no answer, so that its result may be anything. */
  isUnread(call: string, input: Input = {}): boolean {
    const found = this.answers.of(call, input);
    return found === undefined || 'error' in found;
  }

  /**
   * A policy: the document in a call's answer; undefined when AWS answers that there is none; a policy that may be any when it
   * was not read.
   */
  policy(call: string, input: Input, property: string): unknown {
    if (this.isUnread(call, input)) return UNRESOLVED;
    const found = this.get(call, input);
    if (found === undefined) return undefined;
    const document = isRecord(found) ? found[property] : undefined;
    return documentOf(document);
  }

  put(type: string, name: string, arn: string | undefined, properties: Properties): void {
    this.resources.push({
      template: ACCOUNT,
      logicalId: `${type.split('::').slice(1).join(' ')} ${name}`,
      constructPath: '',
      type,
      name,
      ...(arn === undefined ? {} : { arn }),
      properties: given(properties),
    });
  }

  arn(service: string, rest: string): string {
    const { partition, region, accountId } = this.place;
    return `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  }
}

/** Without undefined properties: a property that is left out and one that is undefined mean the same. */
export const given = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/** A document as an object, whether AWS gives it as JSON, encoded for a URL, or as it is. */
export function documentOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(/^\s*%7B/i.test(value) ? decodeURIComponent(value) : value);
  } catch {
    return value;
  }
}
