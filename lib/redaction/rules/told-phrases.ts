import { PASSWORD } from './labels.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule } from './rule.ts';
import type { Telling } from './told-codes.ts';

// Passwords and answers of several words, as colleagues tell them. Their words are words of the language: only what the sentence says
// about them shows that they are a secret. In eight languages.

type Check = NonNullable<Rule['valid']>;

const WORD = "\\p{L}[\\p{L}'’]{0,15}";
/** Words between those that tell a password and the password. */
const NOW = oneOf(
  'now|just|still|jetzt|nun|einfach|maintenant|simplement|ahora',
  'solo|ora|adesso|agora|só|nu|gewoon|teraz|po prostu|jest|to',
  'bitte|please|por favor|per favore|proszę|graag',
);
const IT_IS = oneOf("it['’]s|it is|that['’]s|das ist|es ist|c['’]est|es|è|é|het is|dat is|is");
/** Two words and more. */
const PHRASE = `(?<![\\p{L}\\d'’-])(?!(?:${NOW}|${IT_IS}|(?:das|dein|euer|unser)(?: neue[sr]?)?|${PASSWORD})\\s)${WORD}(?: ${WORD}){1,6}?`;
/** How a password is written: nobody says that of another text. */
const WRITTEN = oneOf(
  'with (?:the |its |all )?spaces|(?:all )?(?:in )?(?:lower|small) ?(?:case|letters)',
  'all (?:small|one word|together)',
  'no (?:caps|capitals|spaces)|one word|spaces (?:in between|between|included|and all)|without (?:the )?spaces',
  'mit (?:den )?leerzeichen|alles (?:klein|groß|zusammen)',
  '(?:klein|groß|zusammen|auseinander)geschrieben|ohne leerzeichen',
  '(?:avec|sans|faut) (?:les |des )?espaces?|tout (?:attaché|collé|en minuscules?)|en minuscules?|sans majuscules?',
  '(?:todo )?en minúsculas|(?:con|sin) (?:los )?espacios|todo junto|tutto (?:in )?(?:minuscol[oe]|attaccato)',
  '(?:con gli|senza|con) spazi|in minuscolo',
  'tudo (?:em )?(?:minúscul[oa]s?|junto|pegado)|(?:com|sem) espaços|em minúsculas',
  'alles (?:klein|aan elkaar)|(?:met|zonder) (?:de )?spaties|in kleine letters|kleine letters|aan elkaar',
  'mał(?:ymi|e) liter(?:ami|y)|małymi|(?:ze|bez) spacj(?:ami|i)|wszystko (?:małymi|razem)|pisane razem',
);
/** What stands before a password that a sentence tells. */
const TELLS = oneOf(
  `is now|now is|(?:it|that|this)['’]s(?: now)?|it is(?: now)?|is|was|made it|set it to|changed to|changed it to`,
  `(?:heißt|lautet|ist|wäre)(?: (?:jetzt|nun|ab heute))?(?: (?:das|dein|euer|unser)(?: neue[sr]?)? (?:${PASSWORD}))?`,
  "c['’]est(?: maintenant)?|est(?: maintenant)?|devient",
  'es(?: ahora)?|ahora es|[éè](?: (?:ora|adesso|agora))?|diventa',
  'is(?: nu| voortaan)?|wordt|luidt|jest(?: teraz)?|teraz(?: to| jest)?|to(?: teraz)?|brzmi',
  `(?:als|as|como|come|comme|jako)(?: (?:the|la|le|o|a))?(?: (?:${PASSWORD}))?|set (?:the )?\\p{L}{2,12} to`,
);
/** What opens with a password. */
const OPENED_WITH = oneOf(
  '(?:opens|unlocks|encrypted|protected|locked) with|(?:protegid|cifrad|bloquead)[oa] co[nm]|abre(?:-se)? com|se abre con',
  "(?:si )?(?:apre|sblocca) con|s['’]ouvre avec|(?:protégé|chiffré|verrouillé)e? (?:avec|par)|geht auf mit|geöffnet mit",
  '(?:geschützt|verschlüsselt|gesperrt) mit|(?:gaat )?open(?:t)? met',
  '(?:beveiligd|versleuteld) met|otwiera się hasłem|hasłem',
);
/** A sign does what these words do. */
const TOLD = `(?:(?<!\\p{L})(?:${TELLS}|${OPENED_WITH})|[:=?])`;
/** A change says that what follows is the new one. */
const CHANGED_TO = oneOf(
  'changed (?:it )?(?:to|into)|switched (?:it )?to|(?:re)?set (?:it )?(?:to|as)|is going to be|will be|geändert (?:auf|zu)',
  'gewechselt (?:zu|auf)|devenu|changée? (?:en|pour|par)|cambiad[oa] (?:a|por)|ha pasado a ser|pasó a ser|cambiat[ao] in',
  'sera|será|sarà|będzie|diventat[ao]',
  'passou a ser|mud(?:ou|ada|ei) para|trocada? (?:para|por)|veranderd in|gewijzigd (?:in|naar)|aangepast naar',
  'zmienion[aey] na|zmienił[ea]m na|to od dzisiaj|geworden|ab heute|from today|à partir d’aujourd’hui|desde hoy|da oggi',
);
/** What is told with a password: a name of it, or what it opens. */
const ABOUT = new RegExp(
  `${PASSWORD}|(?<!\\p{L})${oneOf(
    'passphrase|laptop|notebook|wi-?fi|wlan|pc|computer|till',
    'zip|pdf|file|usb|archive?|datei|fichier|fichero|archivo|ficheiro|bestand|plik|hasłem',
    'tablet|router|login|log in|account|kassen?\\p{L}{0,8}|rechner',
    'caisse|poste|session|caja|ordenador|portátil|clave|cassa',
    'gestionale|caixa|computador|kassa|komputer\\p{L}{0,2}|kas[aęy]',
  )}(?!\\p{L})`,
  'iu',
);
/** Before a password that somebody has to type. */
const TYPED = oneOf(
  'type(?: in)?|enter|put in|use|gibst du|gib|tippst du|tippe?',
  'nimmst du|tapes|tu tapes|tape[rz]?|mets|mettez|saisis|saisir',
  'escribes?|escribir|pones?|poner|metes?|scrivi|scrivere|digiti',
  'digitare|inserisci|inserire|digitas?|digitar|escreves?|escrever',
  'with|mit|avec|con|com|met|hasłem|typ je|typ|typen|tik je|vul je|wpisz|wpisać|wpisujesz|podaj',
);
/** The same for what is put in as a text and nothing else. */
const KEYED = oneOf(
  'type(?: in)?|key in|poner|escribir|teclear|scrivere|digitare|digitar|escrever|typen|intypen|wpisać|wpisz|taper|saisir',
);
const INFINITIVE = oneOf('eintippen|eingeben|einzugeben|eintragen|intypen|invoeren|intikken|intoetsen');
const PLEASE = oneOf('bitte|einfach|jetzt|nur|du|man|gewoon|even|je|nu');
const THAT_IS = oneOf(
  "that['’]s|that is|it['’]s|das ist|dies ist|c['’]est|es|esa es|[éè]|[éè] essa|essa é|dat is|to jest|to",
);
const MY =
  '(?:(?:the|our|my|das|unser|dein|le|la|el|il|o|a|het|de|die|je) )?(?:(?:new|neue|nouveau|nueva|nuova|nova|nieuwe|nowe) )?';
/** The end of what is typed, or what it is typed for, before the words that say that it is a password. */
const FOR = '(?:\\s(?:ein|in)|\\s(?:to|um|pour|para|per|om|żeby) [^\\n,.]{1,40})?';
const QUESTION = oneOf(
  '(?:secret|security|recovery) questions?|(?:sicherheits|geheim)frage|geheime frage',
  'questions? (?:secrètes?|de (?:sécurité|récupération))|preguntas? (?:secretas?|de seguridad)',
  'domand[ae] (?:segret[ae]|di sicurezza)|perguntas? (?:secretas?|de segurança)|geheime vraag|beveiligingsvraag',
  'pytani[eau] (?:pomocnicz\\p{L}{1,3}|zabezpieczając\\p{L}{1,3}|bezpieczeństwa)',
);
const ANSWERED = oneOf(
  "(?:i|we|he|she|they)(?:[’']ve| have| had)? (?:just )?(?:put(?: in)?|answered|said|used|wrote|typed|chose|entered)",
  "(?:the |my )?answer (?:is|was)|(?:die |meine )?antwort (?:ist|war|lautet)|la réponse (?:est|était|c[’']est)",
  "j[’']ai (?:mis|répondu|écrit|choisi|tapé)|on a mis",
  '(?:he |hemos )?(?:puse|respondí|contesté|escribí|puesto|respondido)',
  'ho (?:risposto|messo|scritto|scelto)|(?:la )?risposta è|respondi',
  'coloquei|escrevi|pus|botei|a resposta é|la respuesta es',
  'odpowied(?:ziałem|ziałam|ź to)|wpisał[ea]m|podał[ea]m|dał[ea]m|het antwoord is',
);
const HAVE_ANSWERED = oneOf(
  'beantwortet|angegeben|eingetragen|geantwortet|genommen|hinterlegt|eingegeben|gewählt',
  'ingevuld|geantwoord|gebruikt|opgegeven|ingesteld|(?:heb ik|had ik) (?:ingevuld|gebruikt|opgegeven)',
);
const ANSWER_NOUN = oneOf('antwort|answer|réponse|respuesta|risposta|resposta|antwoord|odpowiedź');
const ANSWER = "[\\p{L}\\d][\\p{L}\\d'’.-]{0,20}(?: [\\p{L}\\d][\\p{L}\\d'’-]{0,20}){0,5}";

/** What a sentence says of a password: how it begins, and words that no password of words has. */
const DESCRIBED = new RegExp(
  `^${oneOf(
    'no|not|never|being|been|stored|changed|sent|written|typed',
    'your|default|factory|initial|something|someone|dein\\p{L}{0,2}|ihr\\p{L}{0,2}|votre|ton|tu|su|tuo|suo|seu|sua|uw|jouw',
    'required|hidden|saved|the same|too|very|much|case|in|on',
    'nicht|kein|noch|zu|sehr|geändert|gespeichert|pas|plus|très',
    'trop|toujours|changée?|dans|sur|muy|demasiado|cambiada|en',
    'non|molto|troppo|stat[ao]|cambiata|nel|não|muito|trocada|niet',
    'geen|heel|te|gewijzigd|nie|bardzo|zbyt|zmienione|tak|wszystko',
  )}(?!\\p{L})|(?<!\\p{L})${oneOf(
    'passwords?|must|should|longer|shorter|easier|passwort',
    'kennwort|muss|doit|contraseña|debe|deve|senha|wachtwoord|moet',
    'hasło|musi|password|lettres|letras|lettere|letters|buchstaben|litery?|characters?|zeichen|caractères?|signs?',
  )}(?!\\p{L})`,
  'iu',
);
/** What happens to a password, behind a word for the future. */
const PARTICIPLE = /^(?:\p{L}{2,14}(?:ée?s?|[aiu]d[ao]|[aiu]t[ao])|ge\p{L}{3,12}(?:t|en))(?!\p{L})/iu;
const notPhrase: Check = (value) => !realSecret(value) || DESCRIBED.test(value);

const WITH_NAME = new RegExp(PASSWORD, 'iu');

export const TOLD_PHRASES: readonly Telling[] = [
  {
    id: 'told.written',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=${TOLD}\\s{1,2}(?:${NOW} )?)${PHRASE}(?=["'”“»]?(?:[,;.]|\\s?[(–-])\\s?[^\\n.;)]{0,24}?(?<!\\p{L})${WRITTEN}(?!\\p{L}))`,
      'giu',
    ),
    except: (value, line, at, surface) =>
      notPhrase(value, line, at, surface) || !ABOUT.test(line.slice(Math.max(0, at - 140), at)),
    hits: [
      'The laptop one is now ⟦seven lazy gardeners⟧, all lower case with the spaces',
      'the new password for the till? it’s ⟦purple monkey dishes⟧, one word each, spaces in between',
      'Jetzt heißt das Kennwort ⟦Regenschirm im Backofen⟧, mit Leerzeichen.',
      'j’ai changé le mot de passe, maintenant c’est ⟦la vache sous la pluie⟧, avec les espaces',
      'la password l’ho cambiata, ora è ⟦tre gatti in barca⟧, tutto minuscolo',
      'a senha do caixa agora é ⟦jabuticaba no telhado⟧, tudo minúsculo',
      'la contraseña ahora es ⟦mi abuela corre mucho⟧, todo en minúsculas',
      'ik heb het wachtwoord gewijzigd, het is nu ⟦oma danst op tafel⟧, met spaties',
      'el pdf está protegido con ⟦caracol veloz⟧, todo junto',
      'plik otworzysz hasłem ⟦pierogi z kapustą⟧, wszystko małymi',
      'hasło do wifi to teraz ⟦babcia gra na flecie⟧, ze spacjami',
    ],
    misses: [
      'the password policy is much stricter now, all lower case is refused',
      'the title is seven lazy gardeners, all lower case',
      'the password is not shown here, with spaces or without',
      'das Passwort ist nicht mehr gültig, alles klein gedruckt',
      'a senha é muito curta, tudo minúsculo não vale',
    ],
  },
  {
    id: 'told.typed-words',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${TYPED}\\s(?:${NOW} )?)${PHRASE}(?=${FOR},\\s${THAT_IS}\\s${MY}(?:${PASSWORD}))`,
      'giu',
    ),
    except: notPhrase,
    hits: [
      'you have to type ⟦eleven sad violins⟧ to unlock the pc, that’s the new password',
      'Für den Laptop gibst du einfach ⟦Omas blauer Teppich⟧ ein, das ist das neue Passwort',
      'adesso devi scrivere ⟦nonna suona il tamburo⟧, è la password nuova',
      'tu tapes ⟦deux chaises en or⟧, c’est le nouveau mot de passe',
      'sblocca il file con ⟦pizza senza mozzarella⟧, è la password',
      'typ ⟦drie natte honden⟧, dat is het nieuwe wachtwoord',
      'wpisz ⟦cztery leniwe koty⟧, to nowe hasło',
    ],
    misses: [
      'type your name here, that is the new form',
      'type something else, that’s the old password',
      'scrivi a Marco, è la persona giusta',
    ],
  },
  {
    id: 'told.changed-to',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?:${PASSWORD})[^\\n.!?]{0,48}(?<!\\p{L})${CHANGED_TO}\\s)${PHRASE}(?=["'”“»]?(?:[.,;!]\\s|[.!]?\\s?$))`,
      'giu',
    ),
    except: (value, line, at, surface) => notPhrase(value, line, at, surface) || PARTICIPLE.test(value),
    hits: [
      'a palavra-passe do portátil passou a ser ⟦o gato roubou a sardinha⟧',
      'wachtwoord van de laptop heb ik veranderd in ⟦fiets zonder zadel⟧',
      'pour le zip le mot de passe sera ⟦soleil vert dimanche⟧.',
      'the password was changed to ⟦purple monkey dishes⟧.',
      'hasło zmienione na ⟦zielony rower babci⟧, pa',
    ],
    misses: [
      'the password was changed to default settings.',
      'the password will be sent by post.',
      'le mot de passe sera envoyé par courrier.',
      'das Passwort wurde geändert in der Nacht',
    ],
  },
  {
    id: 'told.keyed',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${KEYED}\\s)${PHRASE}(?=${FOR}[,.;]\\s[^\\n,.]{0,16}(?:${PASSWORD}))|(?<=(?<!\\p{L})${PLEASE}\\s)${PHRASE}(?=\\s${INFINITIVE}(?!\\p{L}))`,
      'giu',
    ),
    except: (value, line, at, surface) => notPhrase(value, line, at, surface) || !WITH_NAME.test(line),
    hits: [
      'para entrar al programa hay que poner ⟦un pingüino en la nevera⟧, la contraseña vieja ya no va',
      'am Kassen-PC jetzt bitte ⟦elf müde Pinguine⟧ eintippen, das alte Passwort ist tot',
    ],
    misses: [
      'type your name, the password comes later',
      'bitte die neue Adresse eintippen, danke',
      'bitte dein Passwort eingeben',
    ],
  },
  {
    id: 'told.answer-label',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?:(?<!\\p{L})${QUESTION}(?!\\p{L})[^\\n]{0,60}|\\?\\s{1,2})(?<!\\p{L})${ANSWER_NOUN}\\s?:\\s{1,2}|(?<!\\p{L})${ANSWER_NOUN} [^\\n:]{0,16}${QUESTION}\\s?(?::|is|ist|é|è|es|est|to|war|was)\\s{1,2}|(?<!\\p{L})${QUESTION}[^\\n:?]{1,40}:\\s)${ANSWER}(?=[.,;!]?\\s?$|[.;,]\\s)`,
      'giu',
    ),
    except: (value) => NO_ANSWER.test(value) || !realSecret(value),
    hits: [
      'Question de sécurité : première institutrice ? Réponse : ⟦Madame Pelisson⟧',
      'Antwoord op de beveiligingsvraag: ⟦Mevrouw Bakker⟧',
      'Sicherheitsfrage Straße der Kindheit: ⟦Zwetschgenweg⟧',
      'A resposta da pergunta secreta é ⟦Bolinha⟧',
      'Domanda segreta: nome del cane. Risposta: ⟦Rex⟧',
    ],
    misses: ['Antwort: siehe unten', 'Security question: please answer', 'Answer to the question: later'],
  },
  {
    id: 'told.answered',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${QUESTION}(?!\\p{L})[^\\n]{0,60}(?<!\\p{L})${ANSWERED}\\s["'“„«]?)${ANSWER}(?=["'”“»]?(?:[,.;!?)]|\\s?$))`,
      'giu',
    ),
    except: (value) => NO_ANSWER.test(value) || !realSecret(value),
    hits: [
      'Na pergunta secreta (quem te ensinou a nadar) respondi ⟦Tia Filomena do Brejo⟧, guarda isso',
      'Security question: name of your first pet? I put ⟦Bramble the goat⟧',
      'For the secret question about my first street I answered ⟦Wickersham Road⟧.',
      'question secrète (animal préféré) : j’ai mis ⟦Pompon le lapin⟧',
      'en la pregunta de seguridad (primer coche) puse ⟦Seat Panda rojo⟧',
      'alla domanda di sicurezza ho risposto ⟦maestra Ofelia⟧',
      'na pytanie pomocnicze odpowiedziałam ⟦pies Burek⟧',
    ],
    misses: [
      'to the security question I answered no.',
      'the question about the release: I put it off',
      'à la question de sécurité j’ai répondu que non.',
      'security question: please answer it',
    ],
  },
  {
    id: 'told.answered-with',
    type: 'PASSWORD',
    words: new RegExp(
      `(?<=(?<!\\p{L})${QUESTION}(?!\\p{L})[^\\n]{0,48}(?:(?<!\\p{L})hab(?:e)? ich(?: mit)?|:|(?<!\\p{L})heb ik(?: met)?)\\s["'“„«]?)(?!mi?e?t\\s)${ANSWER}?(?=["'”“»]?\\s${HAVE_ANSWERED}(?!\\p{L}))`,
      'giu',
    ),
    except: (value) => NO_ANSWER.test(value) || !realSecret(value),
    hits: [
      'Sicherheitsfrage „erstes Haustier“ hab ich mit ⟦Schnuffel⟧ beantwortet',
      'Als Antwort auf die Sicherheitsfrage hab ich ⟦Tante Käthe aus Husum⟧ genommen',
      'geheime vraag (lerares): ⟦Juf Annie⟧ heb ik ingevuld',
    ],
    misses: ['die Frage hab ich mit Ja beantwortet', 'Sicherheitsfrage: bitte beantwortet sie'],
  },
];
/** An answer that tells nothing. */
const NO_ANSWER = new RegExp(
  `^${oneOf(
    'yes|no|nothing|that|it|this|the same|wrong|correctly|ja',
    'nein|nichts|falsch|richtig|dass|oui|non|rien|que|faux|juste',
    's[íi]|nada|lo mismo|mal|bien|che|niente|sì|sim|não|o mesmo|nee|niets|dat|tak|nie|nic|że|bitte|please',
  )}(?!\\p{L})`,
  'iu',
);
