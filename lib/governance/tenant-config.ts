import { z } from 'zod';
import type { TenantLists } from '../redaction/types.ts';
import { invalid, parseConfig } from './parse-config.ts';

export type TenantConfig = Required<Omit<TenantLists, 'private'>> & {
  readonly private: Required<NonNullable<TenantLists['private']>>;
};

const FILE = 'config/tenant.ts';
/** What the automaton that looks for them can hold, in characters of customers and code names together. */
const MAX_CHARACTERS = 50_000;

const words = z.array(z.string().trim().min(2, 'at least two characters').max(100));
const schema = z.strictObject({
  customers: words,
  codeNames: words,
  allow: words,
  private: z.strictObject({
    apps: words,
    hosts: z.array(
      z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'a host such as crm.example.com, without scheme or path'),
    ),
    titles: z.array(z.string().trim().min(3, 'at least three characters').max(100)),
  }),
});

/**
 * Reads `config/tenant.ts`.
 * @throws StrongroomError `config.invalid`, naming the field.
 */
export const defineTenant = (input: TenantConfig): TenantConfig => {
  const tenant = parseConfig(FILE, schema, input);
  for (const field of ['customers', 'codeNames'] as const) {
    const allowed = tenant[field].find((word) =>
      tenant.allow.some((label) => label.toLowerCase() === word.toLowerCase()),
    );
    if (allowed !== undefined) throw invalid(FILE, `allow: '${allowed}' is masked by ${field}; it cannot be both`);
  }
  const characters = [...tenant.customers, ...tenant.codeNames].join('').length;
  if (characters > MAX_CHARACTERS)
    throw invalid(FILE, `customers, codeNames: ${characters} characters together; ${MAX_CHARACTERS} at most`);
  return tenant;
};
