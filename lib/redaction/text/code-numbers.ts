import { oneOf } from '../rules/rule.ts';
import type { Found } from './found.ts';

/** Groups of digits that form codes, with a letter before or after. */
const NUMBER = new RegExp(
  `(?<![\\w.,€$£/:#-])(?<!\\d )${oneOf('\\d{3}[ -]\\d{3}', '\\d{2}[ -]\\d{2}[ -]\\d{2}', '\\d(?:[ -]\\d){3,7}', '[A-Z]{1,3}-\\d{4,8}', '[A-Z]?\\d{4,8}[A-Z]?')}#?(?![\\w€$£%]|[.,:/-]\\d| \\d)`,
  'g',
);
const FORMS: readonly (readonly [form: RegExp, points: number])[] = [
  [/^\d{3}[ -]\d{3}$|^\d{2}[ -]\d{2}[ -]\d{2}$/, 1.5],
  [/^\d(?:[ -]\d){3,7}$|^[A-Z]{1,3}-/, 1.5],
  [/^\d{6}$/, 1],
  [/#$/, 2],
  [/^[A-Z]\d|\d[A-Z]$/, 0.5],
  [/^(?:19|20)\d{2}$/, -2],
];

/** Words that identify a number as a code by themselves, and names of codes that are no secret, which do not count. */
const CODES = new RegExp(
  `(?<![\\p{L}-])${oneOf(
    'codes?|passcodes?|alarm|pins?|pincode|otp|tan|2fa|mfa|authenticator|digicode|keypad|lockbox|combo|combination|voicemail',
    'código|códigos|codice|codici|kod(?:u|em|y)?|\\p{L}{2,20}code|geheimzahl|clave|schlüsseltresor|schlüsselkasten|tresor',
    "coffre|cassaforte|caja fuerte|kluis|sejf|domofonu?|interphone|intercom|do not share|don[’']t share|nicht weitergeben",
    'ne (?:la |le )?(?:communiquez|partagez)|no (?:lo )?compart\\p{L}{1,4}|non condivider\\p{L}|não compartilh\\p{L}|niet delen',
    'nie udostępniaj|unlocks?|entsperr\\p{L}{1,4}|déverrouill\\p{L}{1,4}|desbloque\\p{L}{1,4}|ontgrendel\\p{L}{0,3}',
  )}(?![\\p{L}])|${oneOf('קוד|код|кода|コード|코드|验证码|验证|認証|確認コード|인증|رمز|كود|κωδικός|ověřovací|doğrulama|mã xác')}`,
  'giu',
);
const OF_NOBODY =
  /(?:error|exit|status|zip|postal|area|country|source|product|promo|discount|reason|tax|bar|qr|lines? of) $/i;
/** Words often found beside a code. */
const SAID = new RegExp(
  `(?<![\\p{L}-])${oneOf(
    'sms|text|texted|get in|getting in|sign(?:ed|ing)?[- ]in|log(?:ged|ging)? ?in|hurry|seconds|sekunden|secondes|segundos|secondi',
    'expires?|gültig|scade|caduca|valable|verloopt|ważn\\p{L}|door|gate|entrance|alarm|lock|star|hash|digits|ziffern',
    'chiffres|cifras|cifre|cijfers|cyfry|confirm|verify|bestätig\\p{L}{1,4}|google|microsoft|whatsapp|paypal|geht mit|öffne\\p{L}{0,2}',
    'geändert|changée?|cambiad[oa]|cambiat[oa]|mudou|veranderd|zmienion\\p{L}|handy|telefon\\p{L}{0,2}',
    'opens?|öffnet|abre|apre|ouvre|portão|portone|tür|tor|porte|portail|puerta|porta|deur|poort|brama|bramy|drzwi|bridge|guest|tippe?|tapez|tecle[ae]',
    'saisi\\p{L}{1,5}|introdu\\p{L}{1,4}|inseri\\p{L}{1,4}|voer|wpisz|sternchen|raute|hekje|étoile|dièse|llega\\p{L}{0,2}|llegó|reçu',
    'arrivat[oa]|bekommen|gekregen|dostał[ae]m|recebi|ontvangen|einloggen|anmelden|connecter|entrare?|accedere|inloggen|zalogow\\p{L}{2}',
  )}(?![\\p{L}])`,
  'giu',
);
/** Words that add something beside one of the others; alone they are how manuals describe a display or a setting. */
const ALSO_SAID = new RegExp(
  `(?<![\\p{L}-])${oneOf('says|shows|device|screen|changed|resets?|enter|punch|type|press')}(?![\\p{L}])`,
  'giu',
);
/** Words that make a number that of a thing. */
const THING_BEFORE = new RegExp(
  `(?<![\\p{L}])${oneOf(
    'room|ticket|order|invoice|year|error|lines?|page|port|version|build|row|issue|pr|bug|case|step|section|chapter',
    'zimmer|raum|rechnung|auftrag|bestellung|seite|zeile|jahr|chambre|facture|commande|année|habitación|factura|pedido|página',
    'stanza|fattura|ordine|pagina|anno|sala|fatura|ano|kamer|bestelling|jaar|pokój|faktura|zamówienie|strona|rok|id|plz|cp',
  )}(?:\\s(?:no|nr|number|nummer|numéro|número|numero|n)\\b)?[.°º:#]{0,2}\\s?$`,
  'iu',
);
const COUNTED =
  /^\s?(?:[%€£$¥°]|(?:eur|usd|gbp|pln|zł|kg|km|cm|mm|px|kb|mb|gb|ms|rows?|lines?|units?|people|users?|items?|files?|times|loc|s|secs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes|characters|sekunden|minuten|stunden|tage|zeilen|lignes|stück|euros?|dollars?)(?![\p{L}]))/iu;
/** A noun after a number names the things it counts; a function word shows nothing about it. */
const NOUN_AFTER = /^[ \t]\p{L}{4}/u;
const GRAMMAR = new RegExp(
  `^\\s${oneOf(
    'and|then|now|right|just|but|is|to|for|on|in|at|please|again|before|after|that|this|with|from|when|und|dann|jetzt|bitte|aber',
    'bekommen|stimmt|est|pour|avant|maintenant|puis|para|antes|ahora|luego|adesso|prima|agora|depois|voor|daarna|nu|teraz|potem|was|come|como|comme|als|jako|as',
  )}(?![\\p{L}])`,
  'iu',
);

const POINTS = {
  code: 2.5,
  said: 1.5,
  mostSaid: 4.5,
  alone: 0.5,
  thing: -4,
  counted: -3,
  noun: -1.5,
  enough: 3,
} as const;
const REACH = 72;

/**
 * Codes that are sent or that open something, whatever the phrase: adds up the words of the sentence around a number, the form of
 * the number, and the text right before and after it. In talk and on screens.
 */
export function findCodeNumbers(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: value, index } of text.matchAll(NUMBER)) {
    const end = index + value.length;
    const near = text.slice(Math.max(0, index - REACH), Math.min(text.length, end + REACH));
    // Without any such word no form is enough.
    const words = wordsIn(near);
    if (words === 0 || words + formOf(value) + placeOf(text, index, end) < POINTS.enough) continue;
    found.push({ start: index, end, type: 'PASSWORD', rank: 1 });
  }
  return found;
}

function wordsIn(near: string): number {
  let code = 0;
  for (const { index } of near.matchAll(CODES))
    if (!OF_NOBODY.test(near.slice(Math.max(0, index - 12), index))) code = POINTS.code;
  const said = kindsOf(near, SAID);
  const also = code + said > 0 ? kindsOf(near, ALSO_SAID) : 0;
  return code + Math.min((said + also) * POINTS.said, POINTS.mostSaid);
}

const kindsOf = (near: string, words: RegExp): number =>
  new Set([...near.matchAll(words)].map((match) => match[0].toLowerCase())).size;

const formOf = (value: string): number =>
  FORMS.reduce((sum, [form, points]) => sum + (form.test(value) ? points : 0), 0);

/** The text right before and after a number. */
function placeOf(text: string, start: number, end: number): number {
  const before = text.slice(Math.max(0, start - 32), start);
  const after = text.slice(end, end + 24);
  const alone = /(?:^|\n)[ \t]{0,8}$/.test(before) || /^[.!?]{0,2}[ \t]{0,8}(?:\n|$)/.test(after) ? POINTS.alone : 0;
  const thing = THING_BEFORE.test(before) ? POINTS.thing : 0;
  if (COUNTED.test(after)) return alone + thing + POINTS.counted;
  return alone + thing + (NOUN_AFTER.test(after) && !GRAMMAR.test(after) ? POINTS.noun : 0);
}
