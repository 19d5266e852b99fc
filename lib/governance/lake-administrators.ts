import { z } from 'zod';

/**
 * Lake Formation accepts thirty in a region; two are the platform's.
 * https://docs.aws.amazon.com/general/latest/gr/lake-formation.html
 */
const MOST = 28;

/**
 * A role by its name, after its path if it has one: `DataOffice`, `platform/data/DataOffice`. The value follows `role/`
 * in an ARN, so no slash may come first, last or twice.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const roleName = z
  .string()
  .max(512)
  .regex(
    /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
    'the name of a role, or its path and name (path/name): no ARN, no wildcard, no slash at either end',
  );

const nameOf = (role: string): string => (role.split('/').at(-1) as string).toLowerCase();

/** Roles that stay Lake Formation administrators. IAM has one role per name, whatever its path and case. */
export const lakeAdministratorsSchema = z
  .array(roleName)
  .max(MOST, `at most ${MOST}`)
  .superRefine((roles, context) => {
    const names = roles.map(nameOf);
    for (const [i, name] of names.entries())
      if (names.indexOf(name) !== i)
        context.addIssue({ code: 'custom', path: [i], message: `"${roles[i]}" is named twice` });
  });

/** The first of these roles that belongs to the installation or deploys it: naming one here would change who can grant. */
export const ownAmong = (roles: readonly string[], prefix: string, qualifier: string): string | undefined =>
  roles.find((role) => [`${prefix}-`, `cdk-${qualifier}-`].some((ours) => nameOf(role).startsWith(ours)));
