import { statementsOf } from './policies.ts';
import { ValueRenderer } from './render-values.ts';
import { type Located, resourcesOf, type Templates } from './templates.ts';

/** A file of the review: its name and its content. */
export type ReviewPage = readonly [file: string, content: unknown];

/** Templates, with the helpers that render them for a reader. */
export class ReviewSource {
  readonly #templates: Templates;
  readonly #values: ValueRenderer;

  constructor(templates: Templates) {
    this.#templates = templates;
    this.#values = new ValueRenderer(templates);
  }

  all(type: string): Located[] {
    return resourcesOf(this.#templates, type);
  }

  /** The resource of a stack that `logicalId` names. */
  one(type: string, stack: string, logicalId: string | undefined): Located | undefined {
    return this.all(type).find((resource) => resource.stack === stack && resource.logicalId === logicalId);
  }

  statements(stack: string, document: unknown): unknown[] {
    return statementsOf(this.#values, stack, document);
  }

  render(stack: string, value: unknown): unknown {
    return this.#values.render(stack, value);
  }

  text(stack: string, value: unknown): string {
    return this.#values.text(stack, value);
  }

  arnOf({ stack, logicalId }: Located): string {
    return this.text(stack, { 'Fn::GetAtt': [logicalId, 'Arn'] });
  }
}
