import { expect, test } from 'vitest';
import type { AccessChange, ClaimChange, SettingChange } from '../../lib/access/differences/index.ts';
import { differenceText } from '../../lib/report/difference/text.ts';
import { itemsOf } from '../../lib/report/difference/view.ts';
import { PLAIN } from '../../lib/report/terminal.ts';

const view = { older: 'a', newer: 'b', verdict: 'changed', textOnly: 0, complete: true, kept: [] } as const;
const none = { changes: [], claims: [], settings: [], accepted: [], expired: [], notes: [] };

const off = (resource: string, after = 'DISABLED'): SettingChange => ({
  ...{
    id: `setting/${resource}/State`,
    resource,
    type: 'AWS::Events::Rule',
    setting: 'State',
    before: 'ENABLED',
    after,
  },
  ...{ source: 'lib/watch.ts:27', severity: 'high', text: `${resource}: State was ENABLED and is ${after}` },
});
const claim = (id: string, after: ClaimChange['after']): ClaimChange => ({
  ...{ id, class: id.split('/')[1] as string, before: 'proved', after, severity: 'medium', text: `about ${id}` },
});

test('the same change of many resources is one line, and another change is another', () => {
  const settings = [...['a', 'b', 'c', 'd', 'e'].map((name) => off(name)), off('f', 'GONE')];
  const items = itemsOf({ ...view, ...none, settings });
  expect(items.map(({ text }) => text)).toEqual([
    'a, b, c and 2 more: State was ENABLED and is DISABLED',
    'f: State was ENABLED and is GONE',
  ]);
  expect(items[0]?.ids).toHaveLength(5);
});

test('new code of many functions is one line', () => {
  const settings = ['a', 'b'].map((name) => ({
    ...off(name, `digest of ${name}`),
    ...{ type: 'AWS::Lambda::Function', setting: 'Code.S3Key', text: `${name} runs other code` },
  }));
  expect(itemsOf({ ...view, ...none, settings }).map(({ text }) => text)).toEqual(['a, b: runs other code']);
});

test('new code and new claims that hold are counted in the first line; a claim that falls and code in the template are not', () => {
  const code = {
    ...off('f', 'digest'),
    type: 'AWS::Lambda::Function',
    setting: 'Code.S3Key',
    text: 'f runs other code',
  };
  const made = { ...claim('two-locks/raw/key', 'proved'), before: 'not made' as const };
  const shown = (over: Partial<typeof none>) => differenceText({ ...view, ...none, ...over }, PLAIN).trimEnd();
  expect(shown({ settings: [code], claims: [made] } as never)).toBe(
    'No principal gains or loses access; another effect changes. 1 function runs other code. 1 new claim holds.',
  );
  expect(
    differenceText({ ...view, ...none, settings: [code], claims: [made] }, PLAIN, true).split('\n').length,
  ).toBeGreaterThan(2);
  expect(shown({ claims: [{ ...made, after: 'undecided' }] } as never)).toContain('undecided now');
  expect(shown({ settings: [{ ...code, setting: 'Code.ZipFile' }] } as never)).toContain('~ high');
  expect(shown({ settings: [{ ...code, setting: 'Handler' }] } as never)).toContain('~ high');
});

test('principals that one statement lets in are one line, strangers first', () => {
  const gained = (who: string, statement = 'Allow all of queue'): AccessChange => ({
    ...{ id: `gained/${who}`, who, change: 'gained', class: 'other', verb: 'read', actions: ['sqs:ReceiveMessage'] },
    ...{ resources: ['*'], columns: [], rows: null, statement, source: 'queue.ts:1', severity: 'low', sure: true },
    ...{ text: '', targets: ['queue'] },
  });
  const names = ['role-a', 'role-b', 'role-c', 'anybody, without an account'];
  const items = itemsOf({
    ...view,
    ...none,
    changes: [...names.map((who) => gained(who)), gained('role-d', 'another')],
  });
  expect(items.map(({ text }) => text)).toEqual([
    'anybody, without an account · role-a · role-b and 1 more can now act on queue, of no data class (sqs:ReceiveMessage)',
    'role-d can now act on queue, of no data class (sqs:ReceiveMessage)',
  ]);
  expect(items[0]?.ids).toHaveLength(4);
});

test('claims about removed resources are one line; failing claims are one per kind', () => {
  const gone = ['two-locks/x/a', 'no-side-doors/x/b', 'works/x/c'].map((id) => claim(id, 'not made'));
  const fell = [claim('two-locks/raw/a', 'refuted'), claim('it-dies/raw/b', 'refuted')];
  const items = itemsOf({ ...view, ...none, claims: [...gone, ...fell] });
  expect(items.filter(({ text }) => text.includes('not made now'))).toHaveLength(1);
  expect(items.filter(({ fails }) => fails)).toHaveLength(2);
});
