import { globPattern } from '../decide/atoms.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Role } from '../model/app.ts';
import { fits, UNRESOLVED } from '../policy/pattern.ts';
import { lakePermissions } from '../query/lake-permissions.ts';

/** Words that mark a role of people management, in tags, names and paths: as they stand between other words, however they are joined. */
const PEOPLE_MANAGEMENT = [
  ...['hr', 'hrbp', 'hris', 'human resources', 'human resource', 'personnel', 'payroll', 'talent', 'workforce'],
  ...['people mgr', 'people manager', 'people managers', 'people management', 'people ops', 'people operations'],
  ...['people analytics', 'people partner', 'people partners', 'people team', 'people and culture', 'line manager'],
  ...['line managers', 'employee relations', 'staff relations', 'performance review', 'performance reviews'],
  ...['performance management', 'disciplinary', 'recruiting', 'recruitment'],
] as const;

/** `HumanResources`, `human-resources` and `Human Resources` are read alike. */
const wordsOf = (text: string): string =>
  ` ${text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

const marks = (text: string): boolean => {
  const words = wordsOf(text);
  return PEOPLE_MANAGEMENT.some((mark) => words.includes(` ${mark} `));
};

/**
 * Part of purpose limits: what is collected to train models must not become a personnel record. No role that is marked as
 * people management is approved to read a class or is granted any of its tables, and nobody who is marked so may take one that is.
 */
export const peopleManagement = (inquiry: Inquiry): Claim[] =>
  inquiry.asked.map((dataClass) => ({
    id: `people-management/${dataClass.name}`,
    class: dataClass.name,
    tier: 'B',
    text: `No role that a tag, its name or its path marks as people management is approved to read ${dataClass.name} or granted a table of it, and no such principal may take one that is. Known by these words and by no others: ${PEOPLE_MANAGEMENT.join(', ')}${declaredIn(inquiry)}.`,
    ...firstFinding(
      inquiry,
      inquiry.app.roles.flatMap((role) => judge(inquiry, dataClass, role)),
    ),
    guards: [],
  }));

const declaredIn = ({ peopleManagers }: Inquiry): string =>
  peopleManagers.length > 0 ? `; and these principals, which are declared: ${peopleManagers.join(', ')}` : '';

function judge(inquiry: Inquiry, dataClass: FoundClass, role: Role): Finding[] {
  const { app } = inquiry;
  const reached = dataClass.exempt.includes(role.arn)
    ? `approved reader of ${dataClass.name}`
    : dataClass.tables
        .filter(({ name }) => lakePermissions(app, role.arn).some(({ table }) => table === name))
        .map(({ name }) => `table ${name}`)[0];
  if (reached === undefined) return [];
  const marked = markOf(inquiry, role);
  if (marked === undefined) return [];
  if (marked === 'unreadable')
    return [{ verdict: 'undecided', because: `the tags of ${role.name} cannot be read from the templates` }];
  const because = `${role.name} ${marked}, and is ${reached.startsWith('table') ? `granted ${reached}` : reached}`;
  return [
    {
      verdict: 'refuted',
      because,
      witness: { principal: role.arn, path: [settingStep(role, 'lakeformation:GetDataAccess', reached, because)] },
    },
  ];
}

/** By what a role is marked, or those who may take it; `unreadable` where its tags are not what the templates could say. */
function markOf(inquiry: Inquiry, role: Role): string | undefined {
  const declared = inquiry.peopleManagers.find((pattern) => fits(globPattern(pattern), role.arn) !== 'no');
  if (declared !== undefined) return `is declared to manage people (${declared})`;
  const named = role.arn.replace(/^.*:role\//, '');
  if (marks(named)) return `is named ${named}`;
  const taker = takersOf(role).find(
    (name) =>
      marks(name.replace(/^.*:/, '')) ||
      inquiry.peopleManagers.some((pattern) => fits(globPattern(pattern), name) !== 'no'),
  );
  if (taker !== undefined) return `may be taken by ${taker}`;
  return markedByTag(role);
}

/** The principals that the trust of a role names, and those that its conditions do. */
const takersOf = (role: Role): string[] =>
  role.trust.statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap(({ principal, conditions }) => [
      ...(principal?.items ?? []).map(({ value }) => value),
      ...conditions
        .filter(({ key, operator }) => key.toLowerCase() === 'aws:principalarn' && operator?.negated === false)
        .flatMap(({ values }) => values),
    ])
    .filter((name) => name.startsWith('arn:'));

/** The tag that marks a role, or that its tags are not what the templates could say. */
function markedByTag({ properties }: Role): string | undefined {
  const tags = properties.Tags ?? [];
  if (!Array.isArray(tags)) return 'unreadable';
  let unread = false;
  for (const tag of tags as { Key?: unknown; Value?: unknown }[]) {
    const texts = [tag?.Key, tag?.Value].map((text) => String(text ?? UNRESOLVED));
    if (texts.some(marks)) return `is tagged ${String(tag.Key)}=${String(tag.Value)}`;
    unread ||= texts.some((text) => text.includes(UNRESOLVED));
  }
  return unread ? 'unreadable' : undefined;
}
