import { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';

/**
 * Reads one file of `config/`. The schemas are closed: a field that does not exist is an error, because a misspelt
 * permission that is silently ignored would leave somebody believing in a rule that is not there.
 * @throws StrongroomError `config.invalid`, naming the file and the field.
 */
export const parseConfig = <T>(file: string, schema: z.ZodType<T>, input: unknown): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${fieldOf(issue)}: ${issue.message}`);
  throw invalid(file, problems.join('; '));
};

/** A `config.invalid` error about a field. */
export const invalid = (file: string, problem: string): StrongroomError =>
  new StrongroomError('config.invalid', `${file}: ${problem}`, `Correct the field in ${file}.`);

/** An unknown key is reported at its parent; the key itself is what the reader must find. */
const fieldOf = (issue: z.core.$ZodIssue): string => {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  return path.map(String).join('.') || '(the whole file)';
};

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html. A wildcard would let other sets in. */
export const permissionSetName = z.string().regex(/^[\w+=,.@-]{1,32}$/, 'a permission set name, without wildcards');
