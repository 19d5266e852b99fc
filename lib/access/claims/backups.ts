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

/** By ARN or by a tag. Conditions on tags, where there are any, all have to be met. */
function selects(chosen: unknown, store: Resource): string | undefined {
  const byArn = texts(chosen, 'Resources').find(
    (pattern) => fits(compile(pattern, { wildcards: true }) ?? [], store.arn ?? '') !== 'no',
  );
  const equal = [...list(chosen, 'Conditions.StringEquals'), ...list(chosen, 'Conditions.StringLike')];
  if (byArn !== undefined && equal.every((condition) => tagged(store, condition))) return `Resources ${byArn}`;
  const byTag = list(chosen, 'ListOfTags').find((condition) => tagged(store, condition));
  return byTag === undefined ? undefined : `ListOfTags ${text(byTag, 'ConditionKey')}`;
}

const tagged = (store: Resource, condition: unknown): boolean =>
  list(store.properties, 'Tags').some(
    (tag) =>
      text(tag, 'Key') === text(condition, 'ConditionKey')?.replace(/^aws:ResourceTag\//, '') &&
      fits(compile(text(condition, 'ConditionValue') ?? '', { wildcards: true }) ?? [], text(tag, 'Value') ?? '') !==
        'no',
  );
