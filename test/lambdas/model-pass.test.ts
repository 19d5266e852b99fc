import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { describe, expect, test } from 'vitest';
import { ModelPass } from '../../lambdas/redact/model-pass.ts';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { ComprehendModel } from '../../lib/storage/aws/comprehend.ts';
import { present } from '../present.ts';
import { Script } from '../redaction/build.ts';
import { answering, type Call, jsonError, type Reply } from '../storage/aws-server.ts';

const LINE = 'the gardener whom they all call old hand will come at noon';
const NAME = 'old hand';

/** Answers as documented, with a name wherever the text says it. */
const honest = ({ body }: Call): Reply => {
  const { Text } = JSON.parse(body) as { Text: string };
  const at = Text.indexOf(NAME);
  const entity = { BeginOffset: at, EndOffset: at + NAME.length, Score: 0.99, Type: 'NAME' };
  return { body: { Entities: at < 0 ? [] : [entity] } };
};

async function setUp(answer: (call: Call, number: number) => Reply) {
  const { calls, config } = await answering(answer);
  let now = 0;
  const client = new ComprehendClient({ ...config, requestHandler: { requestTimeout: 500 } });
  const pass = new ModelPass(new ComprehendModel(client), () => now);
  const advance = (ms: number) => {
    now += ms;
  };
  return { calls, pass, advance };
}

function decided(texts: readonly string[], typed = '') {
  const script = new Script().field({ id: 'a' }).type(typed);
  for (const text of texts) script.emit('screen.text', { src: 'ax', text, role: 'text' });
  const redactor = new SegmentRedactor();
  for (const event of script.events) redactor.observe(event);
  redactor.decide();
  return { redactor, script };
}

const shown = ({ redactor, script }: ReturnType<typeof decided>) =>
  script.events
    .map((event) => redactor.redact(event))
    .flatMap((row) => (row?.kind === 'screen.text' ? [row.d.text] : []));

describe('the model pass', () => {
  test('masks what the model finds, in the text and wherever else it stands', async () => {
    const { pass } = await setUp(honest);
    const one = decided([`first line, and then\n${LINE}`, 'thanks to old hand'], 'old hand was here');
    expect(await pass.run(one.redactor)).toBe(0);
    expect(shown(one)).toEqual([`first line, and then\n${LINE.replace(NAME, '[PERSON]')}`, 'thanks to [PERSON]']);
    const keys = one.script.events.map((event) => one.redactor.redact(event));
    expect(keys.map((row) => (row?.kind === 'key' && row.red === 'none' ? row.d.key : '')).join('')).not.toContain(
      'old',
    );
  });

  test('sends nothing but masked text, several lines a request, each line once', async () => {
    const { pass, calls } = await setUp(honest);
    const secret = 'write to jane.miller@example.com about all that was said';
    const texts = [secret, LINE, `${LINE}\nand another line that says a little`, 'OK'];
    await pass.run(decided(texts).redactor);
    await pass.run(decided([...texts, 'one more line that nobody has seen before']).redactor);
    expect(calls.map(({ operation }) => operation)).toEqual(['DetectPiiEntities', 'DetectPiiEntities']);
    const sent = calls.map(({ body }) => JSON.parse(body) as { Text: string; LanguageCode: string });
    expect(sent[0]).toEqual({
      LanguageCode: 'en',
      Text: ['write to [EMAIL_ADDRESS] about all that was said', LINE, 'and another line that says a little'].join(
        '\n',
      ),
    });
    expect(present(sent[1]).Text).toBe('one more line that nobody has seen before');
  });

  test.each([
    ['throttles', () => jsonError('ThrottlingException')],
    ['fails', () => ({ status: 500, body: { __type: 'InternalServerException' } })],
    ['answers something else', () => ({ body: { Entities: 'none' } })],
    ['answers no JSON', () => ({ body: '<html>' })],
    [
      'finds something outside of the text',
      () => ({ body: { Entities: [{ BeginOffset: 3, EndOffset: 9_999, Score: 1, Type: 'NAME' }] } }),
    ],
    [
      'finds something that ends before it begins',
      () => ({ body: { Entities: [{ BeginOffset: 9, EndOffset: 3, Score: 1, Type: 'NAME' }] } }),
    ],
  ] as [string, () => Reply][])('suppresses the whole text when the service %s', async (_case, answer) => {
    const { pass } = await setUp(answer);
    const one = decided([`a harmless line of words\n${LINE}`, 'Save']);
    expect(await pass.run(one.redactor)).toBe(1);
    expect(shown(one)).toEqual(['[MODEL]', 'Save']);
  });

  test('stops asking after failures in a row, suppresses meanwhile, and asks again after a rest', async () => {
    let broken = true;
    const { pass, calls, advance } = await setUp((call) => (broken ? jsonError('ThrottlingException') : honest(call)));
    for (let i = 0; i < 6; i++) await pass.run(decided([`${LINE} and ${'x'.repeat(i)} more of it`]).redactor);
    expect(calls).toHaveLength(3);
    broken = false;
    const during = decided([LINE]);
    await pass.run(during.redactor);
    expect([calls.length, shown(during)[0]]).toEqual([3, '[MODEL]']);
    advance(60_000);
    const after = decided([LINE]);
    await pass.run(after.redactor);
    expect([calls.length, shown(after)[0]]).toEqual([4, LINE.replace(NAME, '[PERSON]')]);
  });

  test('masks both readings of an offset where they differ', async () => {
    const { pass } = await setUp(() => ({
      body: { Entities: [{ BeginOffset: 9, EndOffset: 15, Score: 1, Type: 'NAME' }] },
    }));
    const one = decided(['😀😀😀 so 0 fellow said a few more words, as all of them always do']);
    await pass.run(one.redactor);
    expect(shown(one)[0]).not.toContain('fellow');
  });
});
