import { sampleFigures } from '../../bin/embedded/sample-figures.ts';
import { share } from '../../lib/report/figures.ts';

/** The three figures of each team for the committed sample: labelled content in its reach, of it readable, and harmless content kept. */
export async function run(): Promise<void> {
  row([
    'team',
    'labelled characters in reach',
    'of them readable',
    'kept: characters',
    'keys',
    'frames',
    'whole steps',
  ]);
  row(Array.from({ length: 7 }, () => '---'));
  const figures = Object.entries(await sampleFigures());
  for (const [team, { labelled, kept }] of figures)
    row([
      team,
      labelled.inReach.toLocaleString('en'),
      labelled.readable,
      share(kept.characters, kept.ofCharacters),
      share(kept.keys, kept.ofKeys),
      share(kept.frames, kept.ofFrames),
      share(kept.steps, kept.ofSteps),
    ]);
  console.log('\nOutside of private windows, of which nothing is kept by design:\n');
  row(['team', 'kept: characters', 'keys', 'frames']);
  row(Array.from({ length: 4 }, () => '---'));
  for (const [team, { outside }] of figures)
    row([
      team,
      share(outside.characters, outside.ofCharacters),
      share(outside.keys, outside.ofKeys),
      share(outside.frames, outside.ofFrames),
    ]);
}

const row = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
