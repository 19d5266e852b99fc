import { nth } from '../../activity/there.ts';
import { oneOf } from '../rules/rule.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Two groups of capitals and digits, one of them of both: `K4T-82P`. Keys of tickets have letters alone, then digits. */
const MIXED =
  '(?:[A-Z]{1,4}\\d[A-Z\\d]{0,3}|\\d{1,4}[A-Z][A-Z\\d]{0,3})[ -](?=[A-Z]{0,4}\\d)[A-Z\\d]{3,5}|[A-Z\\d]{3,5}-(?:[A-Z]{1,4}\\d|\\d{1,4}[A-Z])[A-Z\\d]{0,3}';
/** Groups of digits that form codes, with a letter before or after. */
const NUMBER = new RegExp(
  `(?<![\\w.,€$£/:#-])(?<!\\d )${oneOf('\\d{9,12}', '\\d{3}[ -]\\d{3,4}', '\\d{4}-\\d{2,4}', '\\d{2}[ -]\\d{2}[ -]\\d{2}', '\\d{1,2}(?:-\\d{1,2}){2,3}', '\\d(?:(?:[ \\t-]|\\s?\\n)\\d){3,7}', '[A-Z]{1,3}-\\d{4,8}', MIXED, '[A-Z]?\\d{4,8}[A-Z]?')}#?(?![\\w€$£%]|[.,:/-]\\d| \\d)`,
  'g',
);
const FORMS: readonly (readonly [form: RegExp, points: number])[] = [
  [/^\d{3}[ -]\d{3}$|^\d{2}[ -]\d{2}[ -]\d{2}$/, 1.5],
  [/^\d{3}[ -]\d{4}$/, 0.5],
  [/^\d(?:[\s-]{1,2}\d){3,7}$|^(?!(?:[SPW]O|DN|GR|SR|CR|CN|INV|RMA|RFQ|ORD|REQ|TKT)-)[A-Z]{1,3}-/, 1.5],
  // An order, an invoice, a return: hidden as a number of its own. "RMA-55012 was sent, confirm by text" has no word for a code.
  [/^(?:[SPW]O|DN|GR|SR|CR|CN|INV|RMA|RFQ|ORD|REQ|TKT)-/, -3.5],
  [/^\d{6}$/, 1],
  [/^\d{4}-\d{2,4}$/, 0.5],
  [/^\d{1,2}(?:-\d{1,2}){2,3}$/, 0.5],
  [/^(?=.{0,5}[A-Z])[A-Z\d]{2,5}[ -][A-Z\d]{3,5}$/, 0.5],
  [/#$/, 2],
  [/^[A-Z]\d|\d[A-Z]$/, 0.5],
  [/^(?:19|20)\d{2}$/, -2],
];

/** Words that identify a number as a code by themselves, and names of codes that are no secret, which do not count. */
const CODES = new RegExp(
  `(?<![\\p{L}])${oneOf(
    'codes?|passcodes?|token|validation|validación|validazione|validação|locker|casier|taquilla|armadietto|schließfach|szafk\\p{L}',
    'alarm|pins?|pincode|otp|tan|2fa|mfa|authenticator|digicode|keypad|lock ?box|key ?(?:box|safe)|combo|combination|voicemail',
    'código|códigos|codice|codici|kod(?:u|em|y)?|\\p{L}{2,20}code|geheimzahl|clave|schlüssel(?:tresor|kasten|box|safe)|tresor',
    'boîte à clés|boîtier|caja de llaves|cofre de chaves|cassetta delle chiavi|sleutelkluis|skrytka|combinación|combinazione|combinaison',
    "coffre|cassaforte|caja fuerte|kluis(?:je)?|sejf|domofonu?|interphone|intercom|do not share|don[’']t (?:share|write (?:it|this|that) down)|nicht (?:weitergeben|aufschreiben)",
    "text(?:ed|s) (?:me|him|her|you|us|them)|sms[’']?ed me|per sms|par sms|por sms|via sms|tramite sms|smsem|z smsa",
    'ne (?:la |le )?(?:communiquez|partagez)|no (?:lo )?compart\\p{L}{1,4}|non condivider\\p{L}|não compartilh\\p{L}|niet delen',
    'nie udostępniaj|unlocks?|entsperr\\p{L}{1,4}|déverrouill\\p{L}{1,4}|desbloque\\p{L}{1,4}|ontgrendel\\p{L}{0,3}',
  )}(?![\\p{L}])|${oneOf('קוד|код|кода|コード|코드|验证码|验证|認証|確認コード|인증|رمز|كود|κωδικός|ověřovací|doğrulama|mã xác')}`,
  'giu',
);
const OF_NOBODY =
  /(?:error|exit|status|zip|postal|area|country|source|product|promo|discount|reason|tax|bar|qr|lines? of)[ -]$/i;
/** Words often found beside a code. */
const SAID = new RegExp(
  `(?<![\\p{L}-])${oneOf(
    'sms|text|texted|sent|geschickt|envoyé|mand(?:ado|ato|aron)|enviad[ao]|gestuurd|wysła\\p{L}{1,3}|get in|getting in|sign(?:ed|ing)?[- ]in|log(?:ged|ging)? ?in|hurry|seconds|sekunden|secondes|segundos|secondi',
    'expires?|gültig|scade|caduca|valable|verloopt|ważn\\p{L}|door|gate|entrance|alarm|lock|star|hash|digits|ziffern',
    'chiffres|cifras|cifre|cijfers|cyfry|conferm\\p{L}{1,4}|confirm\\p{L}{0,4}|verif\\p{L}{1,5}|vérifi\\p{L}{1,4}|bestätig\\p{L}{1,4}|bevestig\\p{L}{0,2}|potwierd\\p{L}{1,3}|validez?|valider|google|microsoft|whatsapp|paypal|geht mit|öffne\\p{L}{0,2}|tape|entrer|entrar|betreten',
    'geändert|changée?|cambiad[oa]|cambiat[oa]|mudou|veranderd|zmienion\\p{L}|handy|telefon\\p{L}{0,2}',
    'opens?|öffnet|abre|apre|ouvre|portão|portone|tür|tor|porte|portail|puerta|porta|deur|poort|brama|bramy|drzwi|bridge|guest|tippe?|tapez|tecle[ae]',
    'saisi\\p{L}{1,5}|introdu\\p{L}{1,4}|inseri\\p{L}{1,4}|voer|wpisz|sternchen|raute|hekje|étoile|dièse|llega\\p{L}{0,2}|llegó|reçu',
    'freischalt\\p{L}{1,3}|eingeben|eintippen|eintragen|arrivat[oa]|bekommen|gekregen|dostał[ae]m|recebi|ontvangen|einloggen|anmelden|connecter|entrare?|accedere|inloggen|zalogow\\p{L}{2}|inscription|anmeldung|registr\\p{L}{2,7}|rejestracj\\p{L}|app',
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
    '(?:error|exit|status|bar) ?code|process|pid|counter|commit|revision|standard|flight|shows|reads|score|rose to|fell to',
    'zimmer|raum|rechnung|auftrag|bestellung|seite|zeile|jahr|chambre|facture|commande|année|habitación|factura|pedido|página',
    'stanza|fattura|ordine|pagina|anno|sala|fatura|ano|kamer|bestelling|jaar|pokój|faktura|zamówienie|strona|rok|id|plz|cp',
  )}(?:\\s(?:no|nr|number|nummer|numéro|número|numero|n)\\b)?[.°º:#]{0,2}\\s?$`,
  'iu',
);
/** "the door to the server room: 2290" has the code of the door. */
const OPENED = /(?<!\p{L})(?:door|gate|tür|porte|porta|puerta|deur|drzwi|code)(?!\p{L})[^\d\n]{1,24}$/iu;
/** "Tür zum Archiv: C7714": nothing but a few words and a colon between the thing that opens and the code. */
const NAMES_OPENED =
  /(?<!\p{L})(?:door|gate|tür|tor|porte|portail|puerta|porta|deur|poort|drzwi|brama)(?!\p{L})[^\d\n:]{0,24}:\s$/iu;
const COUNTED =
  /^\s?(?:[%€£$¥°]|(?:eur|usd|gbp|pln|zł|kg|km|cm|mm|px|kb|mb|gb|ms|rows?|lines?|units?|people|users?|items?|files?|times|loc|s|secs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes|characters|sekunden|minuten|stunden|tage|zeilen|lignes|stück|euros?|dollars?)(?![\p{L}]))/iu;
/** A noun after a number names the things it counts; a function word or a verb shows nothing about it. */
const NOUN_AFTER = /^[ \t](?!\p{L}{2,12}(?:ed|ing)(?!\p{L}))\p{L}{4}/u;
const GRAMMAR = new RegExp(
  `^\\s${oneOf(
    'opens?|unlocks?|works|gets|öffnet|ouvre|abre|apre|opent|otwiera',
    'and|then|now|right|just|but|is|to|for|on|in|at|please|again|before|after|that|this|with|from|when|und|dann|jetzt|bitte|aber',
    'bekommen|stimmt|est|pour|avant|maintenant|puis|para|antes|ahora|luego|adesso|prima|agora|depois|voor|daarna|nu|teraz|potem|was|come|como|comme|als|jako|as',
  )}(?![\\p{L}])`,
  'iu',
);

const POINTS = {
  code: 2.5,
  /** Beyond that, where the word stands this many characters before the number at most. */
  close: 0.5,
  nearby: 14,
  said: 1.5,
  mostSaid: 4.5,
  alone: 0.5,
  /** The name of a thing that opens, a colon, and the number. */
  colon: 1,
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
export function findCodeNumbers(text: string, surface: Surface): Found[] {
  const found: Found[] = [];
  // The words are looked for once in the text, and not once for each number.
  let words: Words | undefined;
  for (const { 0: value, index } of matchesOf(NUMBER, text)) {
    words ??= wordsOf(text);
    const end = index + value.length;
    // Without any such word no form is enough.
    const points = pointsOf(text, words, index, end);
    const place = placeOf(text, index, end);
    if (points > 0 && points + formOf(value) + place >= POINTS.enough)
      found.push({ start: index, end, type: 'PASSWORD', rank: 1 });
    else if (surface === 'prose' && place >= 0 && UNEXPLAINED.test(value))
      found.push({ start: index, end, type: 'ID_NUMBER', rank: RANK.labelled });
  }
  return found;
}

interface Said {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}
interface Words {
  readonly codes: readonly Said[];
  readonly said: readonly Said[];
  readonly also: readonly Said[];
}

const saidIn = (text: string, words: RegExp): Said[] =>
  matchesOf(words, text).map(({ 0: word, index }) => ({
    ...{ word: word.toLowerCase(), start: index, end: index + word.length },
  }));

function wordsOf(text: string): Words {
  const codes = saidIn(text, CODES).filter(({ start }) => !OF_NOBODY.test(text.slice(Math.max(0, start - 12), start)));
  return { codes, said: saidIn(text, SAID), also: saidIn(text, ALSO_SAID) };
}

/**
 * A number of six digits and more in a sentence that neither counts anything nor says of which thing it is: of a person, as like as not.
 * Round numbers and dates are amounts.
 */
const UNEXPLAINED = /^(?!(?:19|20)\d{2}[01]\d[0-3]\d$)(?!\d{1,12}000$)(?:\d{6,12}|\d{3}[ -]\d{3})$/;

/** People write a number in this form only where a reader must type it. */
const GROUPED = /^\d{3}[ -]\d{3}$|^\d{2}[ -]\d{2}[ -]\d{2}$|^\d(?: \d){3,7}$/;

/** "9061 als Code": nothing but these words between a number and its name. */
const AS = /^,?\s(?:as|als|comme|como|come|jako)\s(?:\p{L}{1,9}\s){0,2}$/iu;

function pointsOf(text: string, words: Words, start: number, end: number): number {
  const from = start - REACH;
  const to = end + REACH;
  let code = 0;
  for (const one of within(words.codes, from, to)) {
    const gap = start - one.end;
    const close = (gap > 0 && gap <= POINTS.nearby) || (one.start > end && AS.test(text.slice(end, one.start)));
    code = Math.max(code, POINTS.code + (close ? POINTS.close : 0));
  }
  const said = kindsOf(words.said, from, to);
  const also = code + said > 0 || GROUPED.test(text.slice(start, end)) ? kindsOf(words.also, from, to) : 0;
  return code + Math.min((said + also) * POINTS.said, POINTS.mostSaid);
}

const kindsOf = (words: readonly Said[], from: number, to: number): number =>
  new Set(within(words, from, to).map(({ word }) => word)).size;

/** The words inside of a part of the text. They are in its order, so that only those near the part are looked at. */
function within(words: readonly Said[], from: number, to: number): Said[] {
  let low = 0;
  for (let high = words.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (nth(words, middle).start < from) low = middle + 1;
    else high = middle;
  }
  const inside: Said[] = [];
  for (let i = low; i < words.length && nth(words, i).end <= to; i++) inside.push(nth(words, i));
  return inside;
}

const formOf = (value: string): number =>
  FORMS.reduce((sum, [form, points]) => sum + (form.test(value) ? points : 0), 0);

/** The text right before and after a number. */
function placeOf(text: string, start: number, end: number): number {
  const before = text.slice(Math.max(0, start - 32), start);
  const after = text.slice(end, end + 24);
  const colon = NAMES_OPENED.test(before) ? POINTS.colon : 0;
  const alone = /(?:^|\n)[ \t]{0,8}$/.test(before) || /^[.!?]{0,2}[ \t]{0,8}(?:\n|$)/.test(after) ? POINTS.alone : 0;
  const thing = THING_BEFORE.test(before) && !OPENED.test(before) ? POINTS.thing : 0;
  if (COUNTED.test(after)) return alone + colon + thing + POINTS.counted;
  return alone + colon + thing + (NOUN_AFTER.test(after) && !GRAMMAR.test(after) ? POINTS.noun : 0);
}
