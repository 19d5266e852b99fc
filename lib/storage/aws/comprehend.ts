import { ComprehendClient, DetectPiiEntitiesCommand } from '@aws-sdk/client-comprehend';
import type { ModelSpan, ProseModel } from '../prose-model.ts';

/** Entities with a lower score are ignored. */
const SURE = 0.5;

/**
 * Strongroom's names for the types of Amazon Comprehend. A type that is missing here becomes MODEL
 * (https://docs.aws.amazon.com/comprehend/latest/APIReference/API_PiiEntity.html).
 */
const TYPES: Readonly<Record<string, string>> = {
  NAME: 'PERSON',
  ADDRESS: 'ADDRESS',
  EMAIL: 'EMAIL_ADDRESS',
  PHONE: 'PHONE_NUMBER',
  PASSWORD: 'PASSWORD',
};
/** Dates and times reveal little alone; rules find birth dates. */
const IGNORED: ReadonlySet<string> = new Set(['DATE_TIME']);

const isPlace = (offset: number | undefined): offset is number => Number.isInteger(offset);

/** Amazon Comprehend's DetectPiiEntities. It handles one text per request, so several lines go into one. */
export class ComprehendModel implements ProseModel {
  readonly #client: ComprehendClient;
  readonly #language: 'en' | 'es';

  constructor(client: ComprehendClient, language: 'en' | 'es' = 'en') {
    this.#client = client;
    this.#language = language;
  }

  async find(text: string): Promise<readonly ModelSpan[]> {
    const { Entities } = await this.#client.send(
      new DetectPiiEntitiesCommand({ Text: text, LanguageCode: this.#language }),
    );
    if (!Array.isArray(Entities)) throw new Error('the answer holds no list of entities');
    return Entities.flatMap(({ BeginOffset: begin, EndOffset: end, Score, Type = '' }) => {
      if (!isPlace(begin) || !isPlace(end) || begin < 0 || end <= begin || end > text.length)
        throw new Error('an entity lies outside of the text');
      if ((Score ?? 1) < SURE || IGNORED.has(Type)) return [];
      return inUnits(text, begin, end).map((span) => ({ ...span, type: TYPES[Type] ?? 'MODEL' }));
    });
  }
}

/**
 * Offsets count characters, and the documentation does not define them. Beyond the basic plane, code points and UTF-16
 * units differ, so both readings count.
 */
function inUnits(text: string, begin: number, end: number): { start: number; end: number }[] {
  const units = { start: begin, end };
  if (!/[\ud800-\udbff]/.test(text)) return [units];
  const points = [...text];
  const length = (to: number) => points.slice(0, to).join('').length;
  return [units, { start: length(begin), end: length(end) }];
}

/** Uses the credentials and the region of the environment. Comprehend responds within a second; a function cannot wait long. */
export const comprehendModel = (): ProseModel =>
  new ComprehendModel(
    new ComprehendClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 } }),
  );
