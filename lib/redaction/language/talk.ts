import { FLAG, flagsOf, fold } from '../lexicon/index.ts';
import type { Covered, Language } from './languages.ts';

/**
 * Words of which talk is made, written here by hand: thanks, greetings, fillers, adverbs and what people do at work all day. They stand where
 * names stand ("merci beaucoup", "merci thibaut"), so a model can tell them apart only by the words themselves. No word that people are called
 * by as well belongs here, however common it is: no "klein", "bueno", "claro", "felice", "petit" or "koning". English has a lexicon of its own.
 * Text without capitals is learned from talk and needs none of them; they are for greetings with capitals ("Schönen Feierabend").
 */
const TALK: Readonly<Record<Exclude<Covered, 'en'>, string>> = {
  de: `danke dankeschön bitte bitteschön hallo tschüss tschüß servus mahlzeit moin guten gute gutes schönen schönes schöne vielen herzlichen
    feierabend wochenende urlaub pause kaffee tee kuchen mittagessen frühstück abendessen kantine besprechung termin drucker rechner
    bildschirm büro küche aufzug parkplatz regen leider genau vielleicht natürlich eigentlich trotzdem wirklich gerade gleich nachher später
    gestern heute vorhin endlich hoffentlich prima super klasse fertig kaputt müde stimmt klappt passt läuft egal sorry okay nee jepp achso
    also sowieso übrigens alles alle nichts niemand jemand erledigt verschoben abgesagt unterwegs pünktlich kurzfristig ach ah oje tja hm nö
    jap quatsch mist puh wer was wann wieso weshalb warum wieder schon halt eben mal bisschen brötchen akku kabel schlüssel neustart
    besserung gesundheit prost viel spaß erfolg glückwunsch leute zusammen euch bescheid quasi krass geil nachmittag vormittag abend`,
  fr: `merci beaucoup bonjour bonsoir salut coucou bienvenue félicitations désolé désolée pardon bonne bonnes journée soirée matinée nuit
    semaine vacances pause café thé gâteau déjeuner dîner cantine réunion imprimante ordinateur écran bureau cuisine ascenseur pluie neige
    peut-être vraiment justement exactement évidemment malheureusement heureusement bientôt maintenant demain hier aujourd'hui toujours
    jamais souvent encore déjà après-midi nickel super génial dommage tranquillement volontiers carrément bref voilà quoi quand comment
    pourquoi personne rien tout toute tous toutes quelqu'un terminé cassé fatigué reporté annulé trop assez plutôt tellement infiniment
    ouais ouaip bah oups zut mince boulot flemme bises bisous courage souci retard bouchons panne aprèm ciao tchao chouette cool tranquille
    sympa truc machin apéro clavier souris câble batterie anniversaire santé impec ok oki dac désolés`,
  es: `gracias muchas muchísimas hola buenas buenos tardes noches bienvenido bienvenida felicidades perdón disculpa disculpad jornada semana
    vacaciones descanso café té tarta comida desayuno reunión impresora ordenador pantalla oficina cocina ascensor lluvia nieve quizás quizá
    realmente exactamente obviamente desafortunadamente afortunadamente pronto ahora mañana ayer hoy siempre nunca todavía ya después genial
    guay estupendo estupenda lástima tranquilo tranquila tranquilos ningún ninguna alguien nadie todo todos todas terminado roto cansado
    aplazado cancelado demasiado bastante muchísimo otra otro vez venga adiós nos uf porfa porfi mil luego finde crack tío tía chicos chicas
    ánimo abrazo abrazos besos saludos suerte prisa calor frío rato atasco cable teclado batería cumpleaños salud enhorabuena mola oye vamos
    hecho cierra abre ventana puerta`,
  it: `grazie mille tante prego ciao buongiorno buonasera buonanotte congratulazioni scusa scusate scusi giornata serata settimana ferie pausa
    caffè tè torta pranzo colazione riunione stampante schermo ufficio cucina ascensore pioggia neve forse davvero proprio esattamente
    ovviamente purtroppo fortunatamente presto adesso domani ieri oggi sempre ancora dopo perfettamente tranquillo tranquilla tranquilli
    fretta calma peccato pronto certo magari allora insomma comunque niente nessuno qualcuno tutto tutti tutte finito rotto stanco rimandato
    annullato troppo abbastanza moltissimo volentieri figurati arrivederci ottimo bellissimo ahi boh uffa mah dai ragazzi ragazze bellissima
    attimo attimino buon buona lavoro fortuna salute auguri abbraccio saluti caldo freddo traffico cavo tastiera batteria compleanno figo
    pazienza andiamo fatto vabbè occhei ops palle`,
  pt: `obrigado obrigada obrigados muito muitíssimo olá oi tchau bom boa bem-vindo parabéns desculpa desculpe desculpem tarde noite semana
    férias pausa café chá bolo almoço jantar reunião impressora computador ecrã escritório cozinha elevador chuva neve talvez realmente
    justamente exatamente obviamente infelizmente felizmente logo agora amanhã ontem hoje sempre nunca ainda já depois beleza legal fixe
    tranquilo tranquila pressa calma certeza então enfim ninguém alguém tudo todos todas terminado avariado cansado adiado cancelado demais
    bastante imenso valeu combinado perfeitamente porreiro pronto ui ei opa pois bacana pessoal galera gente beijos abraço abraços sorte
    calor frio trânsito cabo teclado bateria aniversário saúde força show chatice stress fim almoçar vamos feito ops caramba nossa`,
  nl: `bedankt dankjewel dankuwel alsjeblieft alstublieft hallo hoi hoihoi doei goedemorgen goedemiddag goedenavond welkom gefeliciteerd sorry
    goede goed weekend vakantie pauze koffie thee taart lunch ontbijt avondeten kantine vergadering scherm kantoor keuken regen sneeuw
    misschien echt precies natuurlijk helaas gelukkig straks nu morgen gisteren vandaag altijd nooit nog alweer daarna prima super lekker
    jammer rustig haast zeker dus trouwens niets niemand iemand alles allemaal klaar kapot uitgesteld afgezegd veel genoeg graag gezellig
    leuk tof oei tja hè nou balen jongens succes sterkte groetjes groeten file kabel toetsenbord batterij verjaardag proost smakelijk
    momentje tot fijn fijne avond middag ochtend beterschap hoera oeps`,
  pl: `dzięki dziękuję proszę cześć hej hejka witam witajcie gratulacje przepraszam sorki miłego miłej dzień dobranoc weekend weekendu urlop
    urlopu przerwa kawy kawę herbata herbatę ciasto obiad śniadanie kolacja stołówka spotkanie drukarka ekran biuro kuchnia deszcz śnieg
    może naprawdę właśnie dokładnie oczywiście niestety szczęśliwie zaraz teraz jutro wczoraj dzisiaj dziś zawsze nigdy jeszcze już potem
    super ekstra świetnie szkoda spokojnie pośpiech pewnie więc zresztą nic nikt ktoś wszystko wszyscy gotowe zepsute zmęczony przełożone
    odwołane bardzo dość chętnie fajnie spoko ojej ech no znowu znów smacznego masakra korki pozdrawiam pozdro buziaki powodzenia zdrówka
    upał zimno kabel klawiatura bateria urodziny zdrowie ludzie wszystkim chwila chwilę ups okej`,
};

const NAMED = FLAG.first | FLAG.last;

/** As they are written, and without accents where that makes no name of them: "gia" and "ola" are names, "già" and "olá" are none. */
const formsOf = (word: string): string[] => [word, ...((flagsOf(fold(word)) & NAMED) === 0 ? [fold(word)] : [])];

const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(TALK).map(([language, words]) => [
    language,
    new Set(
      words
        .trim()
        .split(/\s{1,400}/)
        .flatMap(formsOf),
    ),
  ]),
);

/** Laughter, however long it lasts: "jajaja", "ahahah", "kkkk", "rsrs", "xddd". Two syllables alone can be a name: "Haha", "Jojo". */
const LAUGHTER =
  /^(?:a?(?:h[aeiou]){3,40}h?|(?:ah){3,40}a?|a?(?:j[aeiou]){3,40}j?|k{3,40}|(?:rs){2,40}|xd{2,40}|mdr{1,40}|lo{1,40}l)$/;

/**
 * Whether a word of talk, in any case, is no name in a language. In a text of no known language, each language may have it, if the
 * lexicon has no such name.
 */
export function isTalk(word: string, language: Language): boolean {
  const lower = word.toLowerCase();
  if (LAUGHTER.test(lower)) return true;
  if (language !== 'unknown') return WORDS.get(language)?.has(lower) ?? false;
  return (flagsOf(lower) & NAMED) === 0 && [...WORDS.values()].some((words) => words.has(lower));
}
