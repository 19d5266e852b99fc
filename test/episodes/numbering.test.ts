import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../lib/episodes/index.ts';
import { present } from '../present.ts';
import { Rows } from './rows.ts';

const steps = ({ all }: Rows) => [...episodesOf(all)].map((episode) => episode.steps);

describe('hidden values of one episode', () => {
  const rows = () =>
    new Rows()
      .task('begin', { task: 'Write to [PERSON] and [PERSON]', tags: 'task:aaaaa,bbbbb' })
      .focus({ title: '[PERSON] - Mail', tags: 'title:bbbbb' })
      .shows('[PERSON], [EMAIL_ADDRESS] [PASSWORD]', '1,1,9,9', { tags: 'text:ccccc,ddddd,-' })
      .pressed(1, 1, { el_name: '[PERSON]', tags: 'el_name:aaaaa' })
      .key('[PERSON]', { tags: 'key_value:bbbbb' });

  test('have one number in the task, the title, texts, elements and keys alike, in order of appearance', () => {
    const [[click, typed] = []] = steps(rows());
    expect(click).toMatchObject({
      task: 'Write to [PERSON_1] and [PERSON_2]',
      title: '[PERSON_2] - Mail',
      element: { name: '[PERSON_1]' },
      texts: [{ text: '[PERSON_3], [EMAIL_ADDRESS_4] [PASSWORD]' }],
      hidden: ['PERSON'],
      screen_hidden: ['EMAIL_ADDRESS', 'PASSWORD', 'PERSON'],
    });
    expect(present(typed).action).toMatchObject({ type: 'type', text: '[PERSON_2]' });
  });

  test('are renumbered in the next episode', () => {
    const two = rows()
      .control('stop', 'lock')
      .pressed(2, 2, { el_name: '[PERSON]', tags: 'el_name:ccccc' })
      .task('end');
    const next = two.focus({ title: '[PERSON]', tags: 'title:bbbbb' }).pressed(3, 3);
    expect(steps(next).map(([first]) => [present(first).title, present(first).element?.name])).toEqual([
      ['[PERSON_2] - Mail', '[PERSON_1]'],
      ['[PERSON_2] - Mail', '[PERSON_3]'],
      ['[PERSON_1]', undefined],
    ]);
  });

  test('keep their types where the team does not see which are the same, or where a text does not match', () => {
    const plain = new Rows().focus({ title: '[PERSON]' }).pressed(1, 1, { el_name: '[PERSON]', tags: 'el_name:a,b' });
    expect(present(steps(plain)[0])[0]).toMatchObject({ title: '[PERSON]', element: { name: '[PERSON]' } });
  });
});
