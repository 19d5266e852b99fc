import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { firstClaims } from '../../lib/access/init/first-claims.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { readPlaces } from '../embedded/asked.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

/** Where a claims file is written that is given no name. */
const CLAIMS_FILE = 'claims.json';
/** Open claims that are shown; the others are counted. */
const MOST_SHOWN = 12;

/**
 * `strongroom prove --init PATH`: a first claims file, made by asking the templates, which holds as it is.
 * @throws StrongroomError claims.exists, claims.nothing-found, and those of reading templates
 */
export function initClaims(place: string, file = CLAIMS_FILE, json = false): number {
  if (existsSync(file))
    throw new StrongroomError('claims.exists', `${file} is there already`, 'name another with --claims FILE');
  const { templates, place: environment } = readPlaces([place]);
  const { declaration, because, holds, open } = firstClaims(templates, environment);
  if (declaration.classes.length === 0)
    throw new StrongroomError(
      'claims.nothing-found',
      `there is no bucket, table, queue, stream, secret or log group in ${place}`,
      'write a claims file by hand: docs/access.md',
    );
  makeFolder(dirname(file));
  writeFileSync(file, `${JSON.stringify(declaration, null, 2)}\n`);
  const classes = declaration.classes.map(({ name, approvedReaders }) => ({ name, approvedReaders }));
  const document = { file, classes, because, holds: holds.length, open: open.map(({ id }) => id) };
  reply(json, document, () => textOf(place, file, because, classes, holds.length, open));
  return EXIT.holds;
}

const asked = (holds: number, open: number): string =>
  holds > 0
    ? `Asked: ${holds} claims, which all hold. Left out: ${open}, which do not`
    : `No claim holds yet, so that all are asked: ${open}`;

function textOf(
  place: string,
  file: string,
  because: readonly string[],
  classes: readonly { readonly name: string; readonly approvedReaders: readonly string[] }[],
  holds: number,
  open: readonly { readonly id: string; readonly because?: string }[],
): string {
  const readers = classes.map(
    ({ name, approvedReaders }) => `  ${name}: ${approvedReaders.join(', ') || 'nobody in these templates'}`,
  );
  const shown = open.slice(0, MOST_SHOWN).map((claim) => `  ✗ ${claim.id}\n      ${claim.because ?? ''}`);
  return `${[
    `${file} is written. Read it: it says what is there now, not what should be.`,
    ['Stores', ...because.map((line) => `  ${line}`)].join('\n'),
    ['Who reads each today, and is taken to be approved', ...readers].join('\n'),
    `${asked(holds, open.length)}${open.length > MOST_SHOWN ? `; the first ${MOST_SHOWN}` : ''}.`,
    ...(shown.length > 0 ? [shown.join('\n')] : []),
    [
      `Next: npx strongroom prove ${place} --claims ${file}`,
      ...(open.length > 0
        ? [
            'Then take "claims" out of the file and prove again: all claims are asked, and each cause is printed once, with its remedy.',
            'Mend the cause, add the claim to "claims", or add the finding to "accepted" if somebody answers for it.',
          ]
        : []),
    ].join('\n'),
  ].join('\n\n')}\n`;
}
