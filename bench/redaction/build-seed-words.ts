import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the words of recovery phrases (BIP-39) from the npm package `@scure/bip39` (MIT), which is not a dependency:
 * `npm install --no-save @scure/bip39@2.4.0`, then `node bench/redaction/build-seed-words.ts`.
 */
const LANGUAGES = ['english', 'french', 'italian', 'portuguese', 'spanish', 'czech'] as const;
const words: Record<string, string> = {};
for (const language of LANGUAGES) {
  const { wordlist } = (await import(`@scure/bip39/wordlists/${language}.js`)) as { wordlist: readonly string[] };
  words[language] = wordlist.map((word) => word.normalize('NFC')).join(' ');
}
const file = join(import.meta.dirname, '../../lib/redaction/lexicon/seed-words.json');
writeFileSync(file, `${JSON.stringify(words)}\n`);
