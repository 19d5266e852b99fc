import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Role } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { lakePermissions } from '../query/lake-permissions.ts';

/** Values, and names, of tags that mark a role of people management, whatever the tag is called. */
const PEOPLE_MANAGEMENT = ['hr', 'human-resources', 'people-mgr', 'people-management'];

/**
 * Part of purpose limits: what is collected to train models must not become a personnel record. No role that is marked as
 * people management, by a tag of the templates, is approved to read a class or is granted any of its tables.
 */
export const peopleManagement = (inquiry: Inquiry): Claim[] =>
  inquiry.asked.map((found) => ({
    id: `people-management/${found.name}`,
    class: found.name,
    tier: 'B',
    text: `No role tagged as people management (${PEOPLE_MANAGEMENT.join(', ')}) is approved to read ${found.name} or granted a table of it.`,
    ...firstFinding(
      inquiry,
      inquiry.app.roles.flatMap((role) => judge(inquiry, found, role)),
    ),
    guards: [],
  }));

function judge({ app }: Inquiry, found: FoundClass, role: Role): Finding[] {
  const reached = found.exempt.includes(role.arn)
    ? `approved reader of ${found.name}`
    : found.tables
        .filter(({ name }) => lakePermissions(app, role.arn).some(({ table }) => table === name))
        .map(({ name }) => `table ${name}`)[0];
  if (reached === undefined) return [];
  const marked = markOf(role);
  if (marked === undefined) return [];
  if (marked === 'unreadable')
    return [{ verdict: 'undecided', because: `the tags of ${role.name} cannot be read from the templates` }];
  const because = `${role.name} is tagged ${marked}, and is ${reached.startsWith('table') ? `granted ${reached}` : reached}`;
  return [
    {
      verdict: 'refuted',
      because,
      witness: { principal: role.arn, path: [settingStep(role, 'lakeformation:GetDataAccess', reached, because)] },
    },
  ];
}

/** The tag that marks a role, or that its tags are not what the templates could say. */
function markOf({ properties }: Role): string | undefined {
  const tags = properties.Tags ?? [];
  if (!Array.isArray(tags)) return 'unreadable';
  let unread = false;
  for (const tag of tags as { Key?: unknown; Value?: unknown }[]) {
    const words = [tag?.Key, tag?.Value].map((text) =>
      String(text ?? UNRESOLVED)
        .toLowerCase()
        .trim(),
    );
    if (words.some((word) => PEOPLE_MANAGEMENT.includes(word))) return `${String(tag.Key)}=${String(tag.Value)}`;
    unread ||= words.some((word) => word.includes(UNRESOLVED));
  }
  return unread ? 'unreadable' : undefined;
}
