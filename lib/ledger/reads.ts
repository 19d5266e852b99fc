import { z } from 'zod';

const count = z.int().min(0);
const moment = z.iso.datetime();

/** A part of the ledger of reads in the audit zone. */
const ledgerLink = z
  .strictObject({
    number: z.int().min(1).describe('its place in the chain'),
    hash: z.string().length(64).describe('SHA-256 of the part, which is its name'),
    says: z.string().length(64).describe('SHA-256 of what it says of the day'),
  })
  .readonly();
export type LedgerLink = z.infer<typeof ledgerLink>;

/** What the logs of one UTC day say about reads. */
export const readsDay = z
  .strictObject({
    fold: z.string().min(1).describe('which of the lines of the day count'),
    lines: count,
    whole: z.boolean().describe('whether the logs of every hour are there'),
    at: moment.describe('when they were read'),
    ledger: ledgerLink.optional().describe('the part of the ledger from which the lines were made'),
  })
  .readonly();

/** Reads of one day by one reader, of the same columns. */
export const readsLine = z
  .strictObject({
    reader: z.string().min(1).describe('ARN of a role, or another name that the logs have'),
    columns: z.array(z.string()).readonly(),
    from: moment.describe('the first of them'),
    times: count,
    places: z
      .record(z.string(), z.string())
      .nullable()
      .describe('shards by place and day, `XA/2026-05-20`; null where the logs do not say which rows'),
  })
  .readonly();
export type ReadsLine = z.infer<typeof readsLine>;
