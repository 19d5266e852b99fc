import { writeFileSync } from 'node:fs';
import { labelKey, wordsOfLabel } from '../../../lib/redaction/language/label-key.ts';
import type { Lines } from './corpora.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  ...{ ko: 'ko', ru: 'ru', cs: 'cs', cs_cz: 'cs', tr: 'tr', ar: 'ar', ar_sa: 'ar', he: 'he', he_il: 'he' },
  ...{ hi: 'hi', uk: 'uk', el: 'el', ja: 'ja', 'zh-hans': 'zh', 'zh-hant': 'zh', zh_Hans: 'zh', zh_Hant: 'zh' },
};
/** Written without spaces: whole labels, since there are no words to take. */
const UNSPACED = new Set(['ja', 'zh']);
const LONGEST = 10;
const MOST = 2_500;

/** Labels of programs in languages that are not covered: the commonest words of their translations, or short labels. */
export function writeLabels(lines: readonly Lines[], file: URL): void {
  const counts = new Map<string, Map<string, number>>();
  for (const { language, source, lines: all } of lines) {
    const short = LANGUAGES[language];
    if (short === undefined || source === 'chatterbot') continue;
    const count = counts.get(short) ?? new Map<string, number>();
    counts.set(short, count);
    for (const line of all) {
      if (/[{}<>@\\]|\$\(/.test(line) && UNSPACED.has(short)) continue;
      const pieces = UNSPACED.has(short)
        ? [labelKey(line)].filter((label) => label.length <= LONGEST)
        : wordsOfLabel(line);
      for (const piece of pieces)
        if (piece.length > 1) count.set(piece, (count.get(piece) ?? 0) + (source === 'vscode' ? 1 : 2));
    }
  }
  const out: Record<string, string> = {};
  for (const [language, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    out[language] = [...count]
      .filter(([piece, n]) => n > 1 && (!/^[ -~]{1,400}$/.test(piece) || language === 'cs' || language === 'tr'))
      .toSorted((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST)
      .map(([piece]) => piece)
      .toSorted()
      .join('\n');
  writeFileSync(file, `${JSON.stringify(out)}\n`);
}
