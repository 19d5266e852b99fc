import { createHash } from 'node:crypto';

/** Eight hex digits that change when `value` does, for names that must change with their content. */
export const contentHash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
