import { flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { PASSWORD, PASSWORD_BEYOND } from '../rules/labels.ts';
import { PREDICATES } from '../rules/plausible.ts';
import { realSecret } from '../rules/real-secret.ts';
import { oneOf } from '../rules/rule.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';
import { isOrdinaryWord } from './ordinary-word.ts';

/** Names of a secret that have other meanings as well. */
const KEY = oneOf(
  'keys?|codes?|secret|phrase|combo|clave|clé|clef|chiave|chave|sleutel|klucz|schlüssel|netzwerkschlüssel|código|codice',
  'kod|satz|frase|zin|pin|creds|credentials',
);
/** Things that a secret opens, and signing in. */
const THING = oneOf(
  'wi-?fi|wlan|router|hotspot|ssid|guests?|gast|gäste|invités?|visitas|ospiti|convidados|gasten|goście|network|netz|netzwerk',
  'réseau|rete|rede|netwerk|laptop|notebook|computer|pc|tablet|phone|handy|ordenador|portátil|ordinateur|computador',
  'komputer\\p{L}{0,2}|printer|drucker|imprimante|impresora|stampante|impressora|drukark\\p{L}|zip|archives?|archiv|archivio',
  'archivo|pdf|datei|fichier|usb|drive|stick|festplatte|vault|safe|tresor|coffre|cofre|cassaforte|kluis|sejf|account|konto',
  'compte|cuenta|conta|login|log ?in|sign ?in|portal|panel|server|vpn|nas|admin|mailbox|inbox|postfach|intranet|gestionale',
);
const STRONG = new RegExp(
  `(?<![\\p{L}\\d])(?:\\p{L}{2,20}(?:passwort|kennwort|wachtwoord)|${PASSWORD})s?(?![\\p{L}\\d])|${PASSWORD_BEYOND}`,
  'giu',
);
const WEAK = new RegExp(`(?<![\\p{L}\\d-])${KEY}(?![\\p{L}\\d])`, 'giu');
const OPENED = new RegExp(`(?<![\\p{L}\\d])${THING}(?![\\p{L}\\d])`, 'giu');
/** For the gate that decides which of them can match. */
export const TOLD_BESIDE = { STRONG, WEAK, OPENED } as const;
/** A compound that begins with such a name is about all secrets, or about a part of a program. */
const OF_ALL =
  /^[ -](?:managers?|prompts?|resets?|polic(?:y|ies)|fields?|hash(?:es)?|protect\p{L}{0,6}|strength|length|hints?|rules?|recovery|expir\p{L}{0,6}|reviews?|base|lines?|words?|points?|board|freeze|generators?)(?!\p{L})/iu;

/** Words between a telling word and the value. */
const STILL = `(?:\\s${oneOf(
  'now|just|still|currently|simply|always|again|temporarily|probably|jetzt|nun|aktuell|noch|immer noch|einfach|vorerst|wieder',
  'maintenant|toujours|encore|désormais|ahora|todavía|siempre|adesso|ora|ancora|sempre|agora|ainda|nu|nog|altijd|teraz|nadal',
)})?`;
const QUOTE = '["\'“”„«»`(]{0,2}';
/** A clause or a note ends here, or goes on with a word about time or purpose. */
const ENDS = new RegExp(
  `^["'”“»\`)]{0,2}(?:[.,;:!?…]{0,3}\\s{0,3}(?:$|\\n)|[.,;!?…]{1,3}\\s|\\s(?:\\(|–|-)|\\s${oneOf(
    'for now|for the time|until|till|now|again|and|but|then|temporarily|today|please|ok|so you|vorerst|bis|jetzt|und|aber|bitte',
    'pour|et|mais|por ahora|de momento|hasta|y|pero|per ora|e|ma|por agora|mas|até|voorlopig|en|maar|tot|na razie|i|ale|do',
  )}(?!\\p{L}))`,
  'iu',
);
/** How a sentence tells a value that comes right behind. `plain`: the value may be a word of the language. */
const RELATIONS: readonly { readonly words: string; readonly plain: 'never' | 'with-thing' | 'with-name' }[] = [
  {
    words: oneOf(
      "(?:it|that|this|which|key|code|one)[’']s|is|was|will be|becomes?|became|reads|ist|war|lautet|lautete|heißt|wird|wurde",
      "c[’']est|c[’']était|est|était|sera|devient|es|era|será|è|sarà|é|foi|fica|wordt|werd|luidt|jest|będzie|brzmi|to|[=:→]",
    ),
    plain: 'never',
  },
  {
    words: oneOf(
      `(?:re)?(?:set|changed|switched|updated|put) ${oneOf('it|that|this|them|hers|his|mine|yours|theirs')}(?: back| over)? (?:to|as)`,
      '(?:made|called) it|(?:went|going|go) with|settled on|(?:made|set) (?:the |my |our )?(?:passphrase|password|passcode)(?: to)?',
      "l[’']ai (?:changé|mis|réinitialisé)e? (?:en|à|sur)|l[oa] (?:cambié|puse|cambiamos|pusimos|he cambiado) (?:a|por|en)",
      "l[’']ho (?:cambiat[ao]|impostat[ao]|mess[ao]) (?:in|a|su)|mud(?:ei|ámos)(?:-a)? para|(?:hab|habe|haben) (?:es|sie|ihn|das) auf",
      'heb (?:het|hem) (?:veranderd|gezet|aangepast) (?:in|naar|op)|(?:zmieni|ustawi)(?:łem|łam|liśmy)(?: (?:je|go))? na',
    ),
    plain: 'with-name',
  },
  {
    words: oneOf(
      "(?:opens?|opened|unlocks?|unlocked|decrypts?|encrypted|locked|protected|secured) (?:with|by|using)|s[’']ouvre avec",
      '(?:öffnet|entsperrt|geschützt|gesichert|verschlüsselt)(?: sich)? mit|geht(?: nur)? mit|(?:chiffré|protégé|verrouillé)e? (?:avec|par)',
      'se abre con|(?:cifrad|protegid|bloquead)[oa] (?:con|com)|si apre con|(?:cifrat|protett|bloccat)[oa] con|abre(?:-se)? com',
      '(?:gaat open|opent|versleuteld|beveiligd|vergrendeld) met|otwiera się|(?:zaszyfrowan|zabezpieczon)[yae](?: hasłem)?',
    ),
    plain: 'with-thing',
  },
  {
    words: oneOf(
      'try|use|enter|type(?: in)?|put in|i picked|i chose|we picked|log ?in with|sign ?in with|nimm|nehmt|benutze?|verwende',
      "probier(?:e|t)?(?: mal)?|tippe|auf|mit|mets|mettez|tape[zr]?|utilise[rz]?|essa(?:ie|ye|yez)|j[’']ai mis|on a mis|avec",
      'pon|usa|prueba|escribe|introduce|puse|he puesto|hemos puesto|con|metti|prova|inserisci|ho messo|abbiamo messo',
      'usei|põe|coloca|coloquei|pus|pusemos|digita|com|gebruik|probeer|typ|neem|met|użyj|wpisz|spróbuj|jest',
    ),
    plain: 'never',
  },
];
const TOLD = RELATIONS.map(({ words, plain }) => ({
  plain,
  told: new RegExp(`(?<![\\p{L}\\d])${words}${STILL}\\s?:?\\s{1,2}${QUOTE}(?=[^\\s"'“„«(])`, 'giu'),
}));
/** Behind a value: it is the password. */
const AS_PASSWORD = new RegExp(
  `(?<=[^\\s"'”“»])["'”“»]?,?\\s(?:as|als|comme|como|come|jako)\\s(?:\\p{L}{1,9}\\s){0,2}(?:${PASSWORD})(?![\\p{L}\\d])`,
  'giu',
);
/** "does not work as the password": the word behind it is a verb. */
const HELPED = /(?<!\p{L})(?:not|never|\p{L}{2,6}n['’]?t|cannot|will|would|can|could|should|must|might|does|did)\s$/iu;
/** "auf X geändert", "op X gezet": the verb comes last. */
const CHANGED_TO =
  /(?<!\p{L})(?:auf|in|op|naar)\s["'“„«]?(?=[^\s"'“„«»,.]{4,40}["'”“»]?\s(?:um)?(?:geändert|gesetzt|gestellt|gewechselt|abgeändert|gezet|veranderd|gewijzigd|aangepast))/giu;
/** A name of a secret and the value, with nothing between. */
const NEXT = new RegExp(`(?<![\\p{L}\\d-])${KEY}\\s{1,2}${QUOTE}(?=[^\\s"'“„«(])`, 'giu');
/** What is told with one of these before it is not told: "is not", "no es", "n'est pas". */
const NOT =
  /(?<!\p{L})(?:not|never|nicht|kein\p{L}{0,2}|nie|pas|plus|jamais|no|non|não|nunca|mai|niet|geen|nooit)\s[^\n,;.:]{0,16}$|n['’](?:t|est)\s[^\n,;.:]{0,12}$/iu;
/** Other things with a digit or a sign inside. */
const THINGS = new RegExp(
  [
    '\\.[a-z]{2,5}$|@[\\w-]{1,60}\\.|^https?:|^\\d{1,4}[-./]\\d|^[\\d.,:%€$£]{1,20}$|^v?\\d{1,4}(?:\\.\\d|[a-z]{1,2}$)|/',
    `^${oneOf('windows|office|exchange|outlook|iphone|ipad|android|galaxy|python|java|php|node|sha|md5|aes|base|utf|iso|ipv|win', 'version|level|room|page|line|step|usb|wpa|wep|oauth|log4j|covid')}[ _-]?\\d`,
    '^[a-f\\d-]{12,40}$',
  ].join('|'),
  'iu',
);
/** Keys of tickets and numbers of models. */
const TICKET = /^[A-Z]{1,8}-?\d{1,7}$/;
/** Words of English that a hyphen joins: "case-sensitive", "up-to-date". */
const JOINED =
  /-(?:sensitive|based|free|only|protected|specific|related|wide|side|in|out|up|off|on|to|date|end|time|level|friendly|proof|safe|ready|like|factor|step|digits?|characters?)$|^(?:non|pre|re|self|well|two|multi|single|case|auto|anti|e|co|sub|semi|half|one|three|up|un)-/i;
const SLUG = /^\p{L}{2,14}(?:[-.]\p{L}{2,14}){1,4}$/u;
/** A name from a program, between backticks. */
const IDENTIFIER = /^[A-Za-z]{1,24}(?:[A-Z][a-z]{1,24}){0,5}$/;
const VALUE = /[^\s"'“”„«»`()<>[\]{}|,;]{3,48}/uy;
const BEFORE = /[^\s"'“”„«»`()<>[\]{}|,;]{3,48}$/u;
/** Words of small letters up to the end of a clause. */
const WORDS =
  /\p{Ll}{3,14}(?: \p{Ll}{3,14}){1,3}(?=[.,;!]?\s{0,3}(?:$|\n)|\s(?:for|so|because|für|damit|pour|para|per|voor|dla)\s)/uy;
/** "pw on the old box: X", "ww van het portaal: X". */
const OF_PLACE = new RegExp(
  `^\\s${oneOf('for|on|of|to|from|in|at|für|vom|von|zum|auf|de|del|du|pour|para|di|per|do|da|van|voor|na|dla')}(?:\\s[\\p{L}\\d'’-]{1,16}){1,4}\\s?:\\s{1,2}`,
  'u',
);
const POINTS = { strong: 2, weak: 1, thing: 1, told: 1, next: 1, ends: 0.5, unknown: 0.5, enough: 3.5 } as const;
const REACH = 96;
const NEAR = 56;

/**
 * Passwords that a sentence tells, in eight languages and whatever the order of its words: points for a name of a secret nearby, for
 * the thing that it opens, for a word right before the value that tells it ("is", "set it to", "opens with"), for the form
 * of the value, and for the end of the clause behind it. In talk and on screens.
 * @param possible patterns that can match in the text
 */
export function findToldSecrets(text: string, possible: ReadonlySet<RegExp>): Found[] {
  const near = (words: RegExp) => (possible.has(words) ? placesOf(text, words) : []);
  const places = { strong: near(STRONG), weak: near(WEAK), things: near(OPENED) };
  return places.strong.length + places.weak.length + places.things.length === 0
    ? []
    : new ToldSecrets(text, places).find();
}

/** The places of names of secrets, of such names with other meanings, and of things that a secret opens. */
interface Places {
  readonly strong: readonly Stretch[];
  readonly weak: readonly Stretch[];
  readonly things: readonly Stretch[];
}

/** How a value is told. */
interface Telling {
  /** Points of the words that tell it. */
  readonly told: number;
  /** Whether it may be a word of the language. */
  readonly plain: boolean;
  /** Whether its clause is known to end behind it. */
  readonly closed?: boolean;
}

class ToldSecrets {
  readonly #text: string;
  readonly #places: Places;
  readonly #found: Found[] = [];

  constructor(text: string, places: Places) {
    this.#text = text;
    this.#places = places;
  }

  /** Each way in which a sentence tells a value. */
  find(): Found[] {
    this.#behindRelations();
    this.#asPassword();
    this.#changedTo();
    this.#behindNames();
    return this.#found;
  }

  #behindRelations(): void {
    for (const { told, plain } of TOLD)
      for (const { 0: words, index } of matchesOf(told, this.#text)) {
        const start = index + words.length;
        if (NOT.test(this.#text.slice(Math.max(0, index - 24), start))) continue;
        const mayBePlain = this.#mayBePlain(plain, start);
        const run = mayBePlain ? this.#phraseAt(start) : undefined;
        if (run === undefined)
          this.#consider(start, this.#valueAt(start), { told: POINTS.told + (mayBePlain ? 1 : 0), plain: mayBePlain });
        else this.#add(start, start + run.length);
      }
  }

  /** "X as the password": the value stands before the words that tell it. */
  #asPassword(): void {
    for (const { index } of matchesOf(AS_PASSWORD, this.#text)) {
      const before = this.#text.slice(Math.max(0, index - 50), index);
      const value = BEFORE.exec(before)?.[0] ?? '';
      if (HELPED.test(before.slice(0, before.length - value.length)) && isOrdinaryWord(value)) continue;
      this.#consider(index - value.length, value, { told: POINTS.told + 1, plain: isPlainSecret(value), closed: true });
    }
  }

  #changedTo(): void {
    for (const { 0: words, index } of matchesOf(CHANGED_TO, this.#text)) {
      const start = index + words.length;
      if (isNear(this.#places.strong, start, REACH))
        this.#consider(start, this.#valueAt(start), { told: POINTS.told + 1, plain: true, closed: true });
    }
  }

  /** "the password, X" and "guest key X". */
  #behindNames(): void {
    const next: Telling = { told: POINTS.next, plain: false };
    for (const { end } of this.#places.strong) {
      const comma = /^,\s{1,2}["'“„«]?/u.exec(this.#text.slice(end, end + 5))?.[0] ?? '';
      if (comma !== '') this.#consider(end + comma.length, this.#valueAt(end + comma.length), next);
    }
    for (const { end } of this.#places.strong) {
      const place = OF_PLACE.exec(this.#text.slice(end, end + 64))?.[0];
      if (place !== undefined) this.#phraseOf(end + place.length);
    }
    for (const { 0: words, index } of matchesOf(NEXT, this.#text)) {
      const start = index + words.length;
      if (isNear(this.#places.things, start, NEAR)) this.#consider(start, this.#valueAt(start), next);
    }
  }

  /** A value of one word or of some, up to the end of the line. */
  #phraseOf(start: number): void {
    WORDS.lastIndex = start;
    const run = WORDS.exec(this.#text)?.[0];
    if (run?.split(' ').every(isPlainSecret)) this.#add(start, start + run.length);
    else this.#consider(start, this.#valueAt(start), { told: POINTS.told + 1, plain: true });
  }

  #mayBePlain(plain: (typeof RELATIONS)[number]['plain'], start: number): boolean {
    const { strong, things } = this.#places;
    if (plain === 'with-name')
      return isNear(strong, start, REACH) || /crypted|locked/.test(this.#text.slice(start, start + REACH));
    return plain === 'with-thing' && isNear(things, start, NEAR);
  }

  /** Words of the language that make up a password together, right behind the thing or the name that they belong to. */
  #phraseAt(start: number): string | undefined {
    const { strong, things } = this.#places;
    if (!isNear(things, start, NEAR) && !isNear(strong, start, 12)) return undefined;
    WORDS.lastIndex = start;
    const run = WORDS.exec(this.#text)?.[0];
    return run?.split(' ').every(isPlainSecret) ? run : undefined;
  }

  #valueAt(start: number): string {
    VALUE.lastIndex = start;
    return VALUE.exec(this.#text)?.[0] ?? '';
  }

  #consider(start: number, written: string, telling: Telling): void {
    const value = written.replace(/[.!?:…]{1,4}$/u, '');
    if (!couldBeSecret(value) || (this.#text[start - 1] === '`' && IDENTIFIER.test(value))) return;
    const end = start + value.length;
    const ends = telling.closed === true || ENDS.test(this.#text.slice(end, end + 32));
    const form = formOf(value);
    if (form === 0 && !(telling.plain && ends && isPlainSecret(value))) return;
    if (this.#pointsAround(start) + telling.told + pointsOf(value, form) + (ends ? POINTS.ends : 0) >= POINTS.enough)
      this.#add(start, end);
  }

  /** Points for the name of a secret and for the thing that it opens. */
  #pointsAround(start: number): number {
    const { strong, weak, things } = this.#places;
    const name = isNear(strong, start, REACH) ? POINTS.strong : isNear(weak, start, NEAR) ? POINTS.weak : 0;
    return name + (isNear(things, start, NEAR) ? POINTS.thing : 0);
  }

  #add(start: number, end: number): void {
    this.#found.push({ start, end, type: 'PASSWORD', rank: 1 });
  }
}

/** Whether nothing in a value itself says that it is something else. */
const couldBeSecret = (value: string): boolean =>
  value.length >= 4 && /\p{L}/u.test(value) && realSecret(value) && !isOther(value);
const isOther = (value: string): boolean =>
  [THINGS, TICKET, PREDICATES, JOINED].some((pattern) => pattern.test(value)) || isName(value);

/** Points for the form of a value, or for a word that no list has. */
const pointsOf = (value: string, form: number): number =>
  form + (form > 0 || isOrdinaryWord(value) ? 0 : POINTS.unknown);

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function placesOf(text: string, words: RegExp): Stretch[] {
  const places: Stretch[] = [];
  for (const { 0: word, index } of matchesOf(words, text)) {
    const end = index + word.length;
    if (!OF_ALL.test(text.slice(end, end + 20))) places.push({ start: index, end });
  }
  return places;
}

const isNear = (places: readonly Stretch[], at: number, reach: number): boolean =>
  places.some(({ start, end }) => end <= at + reach && start >= at - reach);

/** Points for what no word of a language has: a digit, a sign, a capital inside, a hyphen between words. */
function formOf(value: string): number {
  if (/\d/.test(value) || /[\p{L}\d][!#$%^&*?+_=@]/u.test(value)) return 1;
  return /\p{Ll}\p{Lu}/u.test(value) || SLUG.test(value) ? 0.5 : 0;
}

/** One word that may be a password though languages have it: not a word of grammar, of computing, or about a password. */
const isPlainSecret = (word: string): boolean =>
  /^\p{L}{4,24}$/u.test(word) && !PREDICATES.test(word) && (flagsOf(word.toLowerCase()) & TECH_WORD) === 0;

/** `settings.theme`, `userName`: names that programs give. */
const isName = (value: string): boolean =>
  /^[a-z]{1,20}(?:\.[a-z]{1,20}){1,3}$/.test(value) || /^\p{Lu}{2,6}$/u.test(value);
