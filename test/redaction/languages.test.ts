import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import { languageOf } from '../../lib/redaction/language/recognise.ts';

describe('the language of a text', () => {
  test.each([
    ['en', 'the lift is out of order until the end of the week'],
    ['de', 'der Aufzug ist bis zum Ende der Woche außer Betrieb'],
    ['fr', "l'ascenseur est en panne jusqu'à la fin de la semaine"],
    ['es', 'el ascensor no funciona hasta el final de la semana'],
    ['it', 'l’ascensore è fuori servizio fino alla fine della settimana'],
    ['pt', 'o elevador não funciona até ao fim da semana'],
    ['nl', 'de lift is tot het einde van de week buiten gebruik'],
    ['pl', 'winda jest nieczynna do końca tygodnia'],
    ['other', 'výtah je do konce týdne mimo provoz, použijte prosím schody'],
    ['other', 'asansör hafta sonuna kadar kullanım dışıdır, lütfen merdivenleri kullanın'],
    ['other', 'hissen är ur drift till slutet av veckan, ta trapporna'],
  ])('%s: %s', (language, text) => expect(languageOf(text)).toBe(language));

  test('numbers, identifiers and masks say nothing', () =>
    expect(languageOf('4711 foo_bar https://x.test/y [PERSON] [ADDRESS] parseJson')).toBe('unknown'));
});

describe('text in a language that is not covered', () => {
  test.each([
    'プリンターは三階で空白のページを印刷します',
    '打印机在三楼打印空白页，请联系王伟处理',
    '프린터가 삼층에서 빈 페이지를 인쇄합니다',
    'Принтер печатает пустые страницы, позовите Ольгу',
    'الطابعة في الطابق الثالث تطبع صفحات فارغة',
    'המדפסת בקומה השלישית מדפיסה דפים ריקים',
    'तीसरी मंज़िल का प्रिंटर खाली पन्ने छापता है',
    'tiskárna ve třetím patře tiskne prázdné stránky, zavolejte prosím údržbu',
    'üçüncü kattaki yazıcı boş sayfalar basıyor, lütfen bakım ekibini arayın',
  ])('is masked whole: %s', (text) => {
    for (const surface of ['prose', 'ui'] as const)
      expect(redactText(text, surface).text.replaceAll(/\[[A-Z_]+\]/g, '')).not.toMatch(/\p{L}{2}/u);
  });

  test('its identifiers and secrets keep their types', () => {
    const { spans } = redactText('пароль: Kestrel!27x, почта olga@example.com, карта 4556 7375 8689 9855', 'prose');
    const types = spans.map(({ type }) => type);
    expect(types).toContain('OTHER_LANGUAGE');
    expect(types).toContain('EMAIL_ADDRESS');
    expect(types).toContain('CREDIT_CARD');
  });

  test.each(['ファイル', 'Сохранить', '保存', 'Uložit', '저장'])('a label that programs share stays: %s', (label) =>
    expect(redactText(label, 'ui').spans).toEqual([]),
  );

  test('English beside it stays', () =>
    expect(redactText('the printer is broken\nпринтер сломан, позовите мастера', 'prose').text).toBe(
      'the printer is broken\n[OTHER_LANGUAGE]',
    ));
});
