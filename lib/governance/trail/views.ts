import type { SavedQuery } from './kept.ts';
import type { Instant } from './time.ts';

/** Texts of views, as the queries that made them were saved: for views that the policies do not describe. */
export class Views {
  readonly #texts = new Map<string, { readonly at: Instant; readonly text: string }[]>();

  statement({ sql, database, at }: Pick<SavedQuery, 'sql' | 'database' | 'at'>): void {
    const [, name = '', text = ''] = CREATES.exec(sql) ?? [];
    if (text === '') return;
    const parts = name.replaceAll('"', '').toLowerCase().split('.');
    const key = `${parts.at(-2) ?? database.toLowerCase()}.${parts.at(-1)}`;
    this.#texts.set(key, [...(this.#texts.get(key) ?? []), { at, text: text.replace(/;\s*$/, '') }]);
  }

  /** The view's text at a moment: the last one before it, else the first known one. */
  text(database: string, name: string, at: Instant): string | undefined {
    const found = (this.#texts.get(`${database}.${name}`.toLowerCase()) ?? []).toSorted((a, b) =>
      a.at < b.at ? -1 : 1,
    );
    return (found.findLast((version) => version.at <= at) ?? found[0])?.text;
  }
}

const CREATES =
  /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:PROTECTED\s+)?(?:MULTI\s+DIALECT\s+)?VIEW\s+((?:"[^"]+"|[\w$-]+)(?:\s*\.\s*(?:"[^"]+"|[\w$-]+))*)\s+(?:(?:COMMENT\s+'[^']*'|SECURITY\s+\w+)\s+)*AS\s+(.*)$/is;
