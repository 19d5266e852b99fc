import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import { at, list, text, texts } from '../model/values.ts';
import { compile, fits } from '../policy/pattern.ts';
import { opened, resourcesOf } from './stores.ts';

/** Plans that make backups of a store: these live and are read by rules of their own. */
export function* backups({ app }: Inquiry, store: Resource): Generator<Finding> {
  for (const selection of resourcesOf(app, 'AWS::Backup::BackupSelection')) {
    const chosen = at(selection.properties, 'BackupSelection');
    const why = selects(chosen, store);
    if (why === undefined) continue;
    const step = settingStep(selection, 'backup:StartBackupJob', store.arn ?? store.name, why);
    yield opened(
      true,
      text(chosen, 'IamRoleArn') ?? 'backup.amazonaws.com',
      [step],
      `backup selection ${selection.logicalId} copies ${store.name} into a vault, which forgets by its own rules`,
    );
  }
}

/**
 * By ARN or by a tag, or whatever is not left out. Conditions on tags, where there are any, all have to be met.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
function selects(chosen: unknown, store: Resource): string | undefined {
  const isAt = (pattern: string, unsure: boolean): boolean => {
    const match = fits(compile(pattern, { wildcards: true }) ?? [], store.arn ?? '');
    return match === 'yes' || (unsure && match === 'unknown');
  };
  if (texts(chosen, 'NotResources').some((pattern) => isAt(pattern, false))) return undefined;
  const tags = list(chosen, 'ListOfTags');
  // A selection that names nothing is for everything that it does not leave out.
  const resources = texts(chosen, 'Resources');
  const all = resources.length + tags.length === 0 ? ['*'] : resources;
  const byArn = all.find((pattern) => isAt(pattern, true));
  const equal = [...list(chosen, 'Conditions.StringEquals'), ...list(chosen, 'Conditions.StringLike')];
  if (byArn !== undefined && equal.every((condition) => tagged(store, condition))) return `Resources ${byArn}`;
  const byTag = tags.find((condition) => tagged(store, condition));
  return byTag === undefined ? undefined : `ListOfTags ${text(byTag, 'ConditionKey')}`;
}

const tagged = (store: Resource, condition: unknown): boolean =>
  list(store.properties, 'Tags').some(
    (tag) =>
      mayBe(text(tag, 'Key'), text(condition, 'ConditionKey')?.replace(/^aws:ResourceTag\//, '')) &&
      mayBe(text(tag, 'Value'), text(condition, 'ConditionValue')),
  );

/** Whether a text of a tag may fit a pattern; what is not there, or known only at deployment, may. */
const mayBe = (text: string | undefined, pattern: string | undefined): boolean =>
  text === undefined || pattern === undefined || fits(compile(pattern, { wildcards: true }) ?? [], text) !== 'no';
