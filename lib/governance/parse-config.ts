import { z } from 'zod';
import { StrongroomError } from '../activity/errors.ts';
import { roleName } from './lake-administrators.ts';

/**
 * Reads one file of `config/`. The schemas are closed: an unknown field is an error, because a misspelt permission that
 * is silently ignored would mislead the reader.
 * @throws StrongroomError `config.invalid`, naming the file and the field.
 */
export const parseConfig = <T>(file: string, schema: z.ZodType<T>, input: unknown): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${fieldOf(issue)}: ${messageOf(issue)}`);
  throw invalid(file, problems.join('; '));
};

/** A `config.invalid` error about a field. */
export const invalid = (file: string, problem: string): StrongroomError =>
  new StrongroomError('config.invalid', `${file}: ${problem}`, `Correct the field in ${file}.`);

/** A list without duplicates. */
export const distinct = <T extends string>(list: z.ZodArray<z.ZodType<T>>) =>
  list.superRefine((values, context) => {
    for (const [i, value] of values.entries())
      if (values.indexOf(value) !== i)
        context.addIssue({ code: 'custom', path: [i], message: `"${value}" is named twice` });
  });

/** An unknown key is reported at its parent; the key itself is what the reader must find. */
const fieldOf = (issue: z.core.$ZodIssue): string => {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  return path.map(String).join('.') || '(the whole file)';
};

/** The reason for a refused key is one level deeper. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html. A wildcard would let other sets in. */
const permissionSetName = z.string().regex(/^[\w+=,.@-]{1,32}$/, 'a permission set name, without wildcards');

/** Holders of a permission set, by its name, or of a role of the account, by its path and name. */
export type Holder = string | { readonly role: string };

export const holder = z.union([permissionSetName, z.strictObject({ role: roleName })], {
  error: 'the name of a permission set, or { role: NAME } for a role of the account, without wildcards',
});
