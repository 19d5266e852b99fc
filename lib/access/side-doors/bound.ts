import type { App } from '../model/app.ts';
import type { Statement } from '../policy/document.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { storeNamed } from '../stores/stores.ts';

/**
 * Whether what a statement gives a service is bound to this account: by the account that owns the source, or the ARN of a source that is in
 * this account or these templates.
 */
export function isBound(app: App, { conditions }: Statement): boolean {
  const { accountId } = app.place;
  return conditions.some(({ key, operator, values }) => {
    if (!operator || operator.negated || operator.ifExists || operator.comparison === 'Null' || values.length === 0)
      return false;
    const name = key.toLowerCase();
    if (name === 'aws:sourceaccount') return values.every((value) => value === accountId);
    if (name !== 'aws:sourcearn') return false;
    return values.every(
      (value) =>
        !value.includes(UNRESOLVED) && (arnParts(value)?.[4] === accountId || storeNamed(app, value) !== undefined),
    );
  });
}
