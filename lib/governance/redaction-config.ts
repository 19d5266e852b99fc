import { z } from 'zod';
import type { TenantLists } from '../redaction/types.ts';
import { invalid, parseConfig } from './parse-config.ts';

/** The adopter's words, and two further readers of text. Every option except `appClasses` must be given: `[]` names no word. */
export interface RedactionConfig extends Required<Omit<TenantLists, 'private' | 'appClasses'>> {
  /** Classes of applications that your recorder knows beyond the shipped ones. Default: none. */
  readonly appClasses?: readonly string[];
  /** Windows that are private in addition to the shipped list: applications, hosts and titles. */
  readonly private: Required<NonNullable<TenantLists['private']>>;
  /**
   * Whether text is read from the pixels of frames: never, for frames without reported text if a reader is installed,
   * or always.
   */
  readonly ocr: boolean | 'if-installed';
  /** Whether masked prose is also sent to Amazon Comprehend. */
  readonly comprehend: boolean;
}

const FILE = 'config/redaction.ts';
/** Most characters of customers and code names together that the automaton of their search can hold. */
const MAX_CHARACTERS = 50_000;

const words = z.array(z.string().trim().min(2, 'at least two characters').max(100));
const appClass = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'a word such as point-of-sale: small letters, digits and hyphens');
const schema = z.strictObject({
  customers: words,
  codeNames: words,
  allow: words,
  appClasses: z.array(appClass).default([]),
  private: z.strictObject({
    apps: words,
    hosts: z.array(
      z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'a host such as crm.example.com, without scheme or path'),
    ),
    titles: z.array(z.string().trim().min(3, 'at least three characters').max(100)),
  }),
  ocr: z.union([z.boolean(), z.literal('if-installed')]),
  comprehend: z.boolean(),
});

/**
 * Reads `config/redaction.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineRedaction = (input: RedactionConfig): RedactionConfig => {
  const config = parseConfig(FILE, schema, input);
  for (const field of ['customers', 'codeNames'] as const) {
    const allowed = config[field].find((word) =>
      config.allow.some((label) => label.toLowerCase() === word.toLowerCase()),
    );
    if (allowed !== undefined) throw invalid(FILE, `allow: '${allowed}' is masked by ${field}; it cannot be both`);
  }
  const characters = [...config.customers, ...config.codeNames].join('').length;
  if (characters > MAX_CHARACTERS)
    throw invalid(FILE, `customers, codeNames: ${characters} characters together; ${MAX_CHARACTERS} at most`);
  return config;
};
