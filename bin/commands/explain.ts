import { parseArgs } from 'node:util';
import { CLAIM_FAMILIES, prove, withSources } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { explainText, explanationsOf } from '../../lib/report/explain.ts';
import { ASKED_OPTIONS, askedOf, orAdvice } from '../embedded/asked.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';
import { styleFor } from '../style.ts';

/** `strongroom explain CLAIM`: what a claim says, why it is made, what guards it and where, and what it assumes. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: ASKED_OPTIONS });
  if (positionals.length === 0)
    throw new StrongroomError(
      'usage',
      'no claim is named',
      `name one of ${Object.keys(CLAIM_FAMILIES).join(', ')}, or a claim by its id, as \`strongroom prove --json\` lists them`,
    );
  const { templates, sources, declaration, environment } = await askedOf(values);
  const asked = { ...declaration, claims: positionals };
  const decide = () => prove(templates, asked, environment, { guards: true });
  // When templates of another project fail, the likely cause is a missing claims file.
  const proof = values.templates === undefined ? decide() : orAdvice(values.claims, decide);
  const explanations = explanationsOf(withSources(proof, sources));
  reply(values.json, explanations, () => explainText(explanations, styleFor(process.stdout)));
  return EXIT.holds;
}
