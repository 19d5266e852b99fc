import { z } from 'zod';
import type { Declaration, Environment } from '../access/index.ts';
import { StrongroomError } from '../activity/errors.ts';
import { didYouMean } from '../activity/near-names.ts';
import { acceptanceSchema } from './acceptance.ts';

const name = z.string().min(1).describe('ARN, logical id, template/logicalId, construct path or physical name');
const names = z.array(name);
const policy = z.record(z.string(), z.unknown());

/** The claims about any synthesized app: location of data, approved readers, trusted principals, place of deployment. */
const claimsFileSchema = z.strictObject({
  classes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        buckets: names.optional(),
        keys: names.optional(),
        tables: names.optional(),
        channels: names
          .optional()
          .describe('queues, topics, log groups, functions, workgroups that the data passes through'),
        approvedReaders: names,
        approvedServices: z.array(z.string()).optional(),
        retentionDays: z.number().positive().optional(),
        expiresBy: z.string().min(1).optional(),
        sensitivity: z.enum(['S0', 'S1', 'S2', 'S3', 'S4']).optional(),
        queryTexts: z
          .boolean()
          .optional()
          .describe("whether it is the text of the teams' queries, which its approved readers may fetch from Athena"),
        readsRecorded: z.boolean().optional().describe('whether a trail has to record each read of an object'),
        handedOverBy: names
          .optional()
          .describe('functions that hand each person who signed in at an API their own share of the data'),
      }),
    )
    .min(1),
  keyPurposes: z
    .array(z.strictObject({ name: z.string().min(1), keys: names.min(1), users: names }))
    .optional()
    .describe('keys that sign, or make MACs, by what they are for, and who may use them'),
  trustedBase: names.default([]).describe('principals that could change every rule; none when left out'),
  deployers: names.optional().describe('roles that start deployments, and read nothing'),
  teams: z
    .array(
      z.strictObject({
        role: name,
        table: name.describe('database.table, or a name of the table as of any resource'),
        columns: z.array(z.string()),
        rowFilter: z.string().nullable().describe('null for all rows'),
      }),
    )
    .default([]),
  columns: z
    .array(z.strictObject({ name: z.string(), sensitivity: z.enum(['S0', 'S1', 'S2', 'S3', 'S4']) }))
    .optional(),
  people: z
    .array(z.string())
    .optional()
    .describe('ARN patterns of those who sign in from outside and may take approved roles'),
  peopleManagers: z
    .array(z.string().min(1))
    .optional()
    .describe('ARN patterns of principals that manage people, beside those that their names and tags tell'),
  kept: z
    .array(
      z.strictObject({
        table: z
          .string()
          .regex(/^[^.]+\.[^.]+$/)
          .describe('database.table'),
        rows: z
          .array(
            z.strictObject({
              name: z.string().min(1),
              filter: z.string().min(1).describe('a row filter that says which rows these are'),
              columns: z.array(z.string()).describe('the columns that these rows may fill'),
              reason: z.string().min(1).optional().describe('why they are kept although nobody is granted them'),
            }),
          )
          .default([]),
        columns: z.array(z.strictObject({ name: z.string(), reason: z.string().min(1) })).default([]),
        empty: z.array(z.string()).default([]).describe('columns that are always written empty'),
      }),
    )
    .optional()
    .describe('what is written into tables, and why columns are kept that no team is granted'),
  claims: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('which claims are decided: families, ids, or how ids begin up to a slash; all when left out'),
  accepted: z
    .array(acceptanceSchema('the finding, as `prove --json` names it: claim#digest of its cause'))
    .optional()
    .describe('findings that somebody answers for until a day'),
  environment: z
    .strictObject({
      accountId: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
      region: z.string().optional(),
      partition: z.string().optional(),
      parameters: z.record(z.string(), z.string()).optional(),
      principals: z
        .array(
          z.strictObject({
            arn: z.string(),
            policies: z.array(policy),
            managedPolicies: z.array(z.string()).optional().describe('ARNs'),
            trust: policy.optional(),
          }),
        )
        .optional()
        .describe('roles and users of the account that no template makes'),
      organisation: z
        .strictObject({
          serviceControlPolicies: z
            .array(z.array(policy))
            .optional()
            .describe('documents by level; every level has to allow'),
          resourceControlPolicies: z.array(policy).optional(),
        })
        .optional(),
    })
    .default({}),
});

/** @throws StrongroomError claims.invalid, which names the field */
export function readClaimsFile(text: string): { declaration: Declaration; environment: Environment } {
  const parsed = claimsFileSchema.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(issue === undefined ? 'unreadable' : saidOf(issue));
  }
  const { environment, ...declaration } = parsed.data;
  return { declaration: declaration as Declaration, environment: environment as Environment };
}

/** The published schema. Run this file to print it: `node lib/governance/claims-file.ts > docs/claims.schema.json`. */
export const claimsJsonSchema = (): Record<string, unknown> => z.toJSONSchema(claimsFileSchema, { io: 'input' });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
}

/** Each field that a claims file may have, wherever it stands. */
const FIELDS = new Set(
  JSON.stringify(z.toJSONSchema(claimsFileSchema, { io: 'input' })).match(/(?<=")[a-zA-Z]+(?=":)/g),
);

/** What values of some fields look like. */
const FORMS: Readonly<Record<string, string>> = {
  accountId: 'a number of 12 digits',
  expires: 'a day, such as 2027-06-30',
  table: 'of the form database.table',
};

function saidOf(issue: z.core.$ZodIssue): string {
  const at = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const near = issue.keys.flatMap((key) => didYouMean(key, FIELDS) ?? [])[0];
    const keys = issue.keys.join(', ');
    return `${at === '' ? 'it' : at} has no field called ${keys}${near === undefined ? '' : `: ${near}`}`;
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `${at} is missing${issue.expected === 'array' ? ': it is a list, [] for none' : ''}`;
  if (issue.code === 'invalid_format')
    return `${at} is not ${FORMS[String(issue.path.at(-1))] ?? 'of the form that its field asks'}`;
  return `${at || 'the file'}: ${issue.message}`;
}

const invalid = (message: string) =>
  new StrongroomError(
    'claims.invalid',
    `the claims file is wrong: ${message}`,
    'docs/access.md has the fields, and docs/claims.schema.json their forms',
  );

if (import.meta.main) process.stdout.write(`${JSON.stringify(claimsJsonSchema(), null, 2)}\n`);
