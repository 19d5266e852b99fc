import type { Declaration } from '../access/index.ts';
import { StrongroomError } from '../activity/errors.ts';

/** File beside the templates of a cloud assembly: the declaration at synthesis. */
export const DECLARATION_FILE = 'strongroom.declaration.json';

const FORMAT = 'strongroom.declaration/1';

/** The declaration as text, so that a later version of the app can be compared with this one under its own declaration. */
export const writeDeclaration = (declaration: Declaration): string =>
  `${JSON.stringify({ format: FORMAT, declaration }, null, 1)}\n`;

/** @throws StrongroomError declaration.invalid for a file that this project's synth did not write */
export function readDeclaration(text: string): Declaration {
  const found = parsed(text);
  if (found?.format !== FORMAT || !Array.isArray(found.declaration?.classes))
    throw new StrongroomError(
      'declaration.invalid',
      `${DECLARATION_FILE} is not a declaration of this version`,
      'synthesize the app again, or give a claims file with --claims',
    );
  return found.declaration;
}

function parsed(text: string): { format?: string; declaration?: Declaration } | undefined {
  try {
    return JSON.parse(text) as { format?: string; declaration?: Declaration };
  } catch {
    return undefined;
  }
}
