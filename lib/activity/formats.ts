import { z } from 'zod';

/**
 * A UUID, in lower case from here on. Swift and .NET write upper case (RFC 9562, section 4: "case insensitive on
 * input"), while ids are compared as text, and become part of object keys.
 */
export const uuid = z.uuid().toLowerCase();

/** A SHA-256 in hex, in lower case from here on. */
export const hash = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/)
  .toLowerCase();

/** ISO 8601 in UTC, from 1970 to 9999: a date that every reader of the lake can hold. */
export const instant = z.iso
  .datetime()
  .max(40)
  .refine((text) => text >= '1970', 'from 1970 on');
