/** A piece of a text, in UTF-16 units, and what it is taken for. */
export interface ModelSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** A service that finds personal data in prose. It is given nothing but text that is masked already. */
export interface ProseModel {
  /** @param text at most `MODEL_LIMIT` UTF-16 units @throws when the service does not answer as it should */
  find(text: string): Promise<readonly ModelSpan[]>;
}

/** UTF-16 units of one request: a third of the 100 KB that Amazon Comprehend takes, whatever the script. */
export const MODEL_LIMIT = 10_000;
