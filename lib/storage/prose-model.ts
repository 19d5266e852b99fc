/** A span of a text, in UTF-16 units, and its detected type. */
export interface ModelSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** A service that finds personal data in prose. It receives only text that is already masked. */
export interface ProseModel {
  /** @param text at most `MODEL_LIMIT` UTF-16 units @throws when the service's response is invalid */
  find(text: string): Promise<readonly ModelSpan[]>;
}

/** UTF-16 units of one request: a third of the 100 KB that Amazon Comprehend accepts, whatever the script. */
export const MODEL_LIMIT = 10_000;
