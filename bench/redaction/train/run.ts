import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CLASSES } from '../../../lib/redaction/language/languages.ts';
import { collected, textsFor } from './collected.ts';
import { labelsFile, languagesFile, namesFile } from './files.ts';
import { writeLabels } from './labels.ts';
import { trainLanguages } from './languages.ts';
import { learn } from './learn.ts';
import { pack } from './pack.ts';

/**
 * Trains the weights of lib/redaction: the same inputs give the same bytes. README.md names the sources of the inputs.
 *   node bench/redaction/train/run.ts labels|languages|names PACKAGES
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [what, packages] = positionals as [string, string];
const say = (line: string) => process.stderr.write(`${line}\n`);
const started = process.cpuUsage();
const inputs = await collected(packages);
if (what === 'labels') writeLabels(inputs.lines, labelsFile);
else if (what === 'languages') {
  const weights = trainLanguages(
    inputs.lines,
    inputs.samples.filter(({ language }) => (CLASSES as readonly string[]).includes(language)),
  );
  writeFileSync(languagesFile, `${JSON.stringify(pack(weights))}\n`);
} else {
  const { languageOf } = await import('../../../lib/redaction/language/recognise.ts');
  for (const kind of ['cased', 'careless'] as const) {
    const { weights, transitions } = learn(textsFor(inputs, kind), kind, languageOf, say);
    const rounded = [...transitions].map((value) => Number(value.toFixed(4)));
    writeFileSync(namesFile(kind), `${JSON.stringify({ ...pack(weights), transitions: rounded })}\n`);
  }
}
say(`${Math.round(process.cpuUsage(started).user / 1e6)} s of CPU`);
