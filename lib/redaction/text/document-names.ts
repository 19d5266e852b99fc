import { nth } from '../../activity/there.ts';
import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { oneOf } from '../rules/rule.ts';
import type { Surface } from '../types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Papers that are about one person or firm, in eight languages; compounds of German and Dutch end with them. */
const PAPER = oneOf(
  'invoice|contract|offer(?: letter)?|quote|payslip|paystub|cv|resume|résumé|reference|termination|warning|lease|nda|will|claim',
  'salar(?:y|ies)|appraisal|review|onboarding|interview|referral|prescription|medical|visa|passport|statement|letter',
  '\\p{L}{0,16}(?:abrechnung|zeugnis|vertrag|angebot|rechnung|kündigung|bewerbung|mahnung|gutachten|bescheid|brief|akte)',
  'lebenslauf|abmahnung|vollmacht|befund|arztbrief|facture|contrat|devis|bulletin|attestation|avenant|lettre|bail|dossier',
  'nómina|factura|contrato|currículum|presupuesto|finiquito|expediente|informe|fattura|contratto|preventivo|busta paga',
  'curriculum|lettera|fatura|orçamento|recibo|holerite|factuur|offerte|loonstrook|arbeidscontract|umowa|faktura|oferta',
  'życiorys|wypowiedzenie|świadectwo|pismo|proposal|sow|settlement|agreement|pitch|estimate|addendum',
);
const OF =
  '(?:(?:von|of|for|für|fuer|pour|de|di|del|da|do|van|voor|dla|para|per|herrn?|frau|mr|mrs|ms|mme|pan[ai]?)[ _.-]{1,3}){0,2}';
/** A word of a title or of the name of a file, with a capital, or small in the name of a file. */
const AFTER_PAPER = new RegExp(`(?<![\\p{L}])${PAPER}[ _:–-]{1,4}${OF}`, 'giu');
/** A quick check: few labels name a paper. Compounds are recognised by their end, so that no beginning of a word is tried. */
const MAY_NAME_PAPER = new RegExp(PAPER.replace('\\p{L}{0,16}', ''), 'iu');
const NAME = /\p{L}[\p{L}’'-]{2,24}(?:[ _.-]\p{Lu}[\p{L}’'-]{1,24})?/uy;
/** Words after a paper's name that are no person. */
const NOBODY = new RegExp(
  `^${oneOf(
    'busta|paga|template|draft|final|copy|version|list|overview|number|date|new|old|signed|form|report|summary|details?|terms|status|letter',
    'nummer|datum|übersicht|vorlage|entwurf|kopie|liste|formular|neu|alt|archiv|export|unterschrieben|bericht|anlage|muster',
    'modèle|brouillon|copie|liste|numéro|date|nouveau|nouvelle|signé|plantilla|borrador|copia|número|fecha|nuevo|nueva|firmado',
    'modello|bozza|numero|data|nuovo|nuova|firmato|modelo|rascunho|cópia|novo|nova|assinado|sjabloon|concept|kopie|lijst|nieuw',
    'wzór|szkic|kopia|lista|numer|data|nowa|nowy|podpisana|adobe|word|excel|google|microsoft|acrobat|preview|datev|chrome|outlook',
    'januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|octobre|enero|febrero|marzo',
  )}(?![\\p{L}])`,
  'iu',
);
/** A quick check: without it, each word of a text would be tried as the beginning of the name of a file. */
const MAY_NAME_FILE =
  /\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|rtf|eml|msg|csv|txt|pages|numbers|jpe?g|png|tiff?|heic|zip|mp[34]|m4a|wav|vcf|ics)(?![\p{L}\p{N}])/iu;
const FILE =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}_ .+-]{2,80}\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|rtf|eml|msg|csv|txt|pages|numbers|jpe?g|png|tiff?|heic|zip|mp[34]|m4a|wav|vcf|ics)(?![\p{L}\p{N}])/giu;
const PART = /\p{L}[\p{L}’']{2,24}/gu;
const WORDS = FLAG.common | FLAG.word | TECH_WORD;
const NAMES = FLAG.first | FLAG.last | FLAG.proper;

/** A word that people are called by and that is nothing else. A place is a file of time zones or of maps. */
const isName = (word: string): boolean => (flagsOf(word) & NAMES) !== 0 && (flagsOf(word) & (WORDS | FLAG.place)) === 0;

/** In the name of a paper: no word of it, and nothing that papers are called besides. */
/** Words that say so in the name of a file, and much else in a title. */
const PAPER_IN_FILES = oneOf(
  'au|krankmeldung|passfoto|fotografia|atestado|laudo|certificat|certificado|certificato|zwolnienie|orzeczenie|zaświadczenie|kontrakt',
  'divorce|scheidung|passbild|arbeitszeugnis|verklaring|diploma|testament|attest|entlassung|aufhebung|gehaltszettel',
);
const OF_PAPER = new RegExp(`(?<![\\p{L}])(?:${PAPER}|${PAPER_IN_FILES})(?![\\p{L}])`, 'iu');
const isOther = (word: string): boolean => word.length > 3 && !NOBODY.test(word) && !OF_PAPER.test(word);
/** A word that English has not, or hardly; where nothing else in the name of a paper says whose it is, any that is not of every day. */
const isUnknown = (word: string, alone: boolean): boolean =>
  isOther(word) && (flagsOf(word.toLowerCase()) & (alone ? FLAG.common | TECH_WORD : WORDS)) === 0;

/** Names in the names of files, and behind the kind of paper that a title shows. */
export function findDocumentNames(text: string, surface: Surface): Found[] {
  const found: Found[] = [];
  const add = (start: number, end: number) => found.push({ start, end, type: 'PERSON', rank: RANK.name });
  if (MAY_NAME_FILE.test(text)) for (const one of fileNames(text)) add(...one);
  // A name begins with a capital and a small letter, which is quicker to see than the kinds of paper.
  if (surface !== 'ui' || !/\p{Lu}\p{Ll}/u.test(text) || !MAY_NAME_PAPER.test(text)) return found;
  for (const match of matchesOf(AFTER_PAPER, text)) {
    const start = match.index + match[0].length;
    NAME.lastIndex = start;
    const name = NAME.exec(text)?.[0];
    if (name === undefined || !/^\p{Lu}\p{Ll}/u.test(name) || NOBODY.test(name)) continue;
    const parts = name.split(/[ _.-]/).map((part) => part.toLowerCase());
    const unknown = flagsOf(nth(parts, 0)) === 0 && /^(?:[\s_.–—|,:)-]|$)/.test(text.slice(start + name.length));
    if (isName(nth(parts, 0)) || unknown) add(start, start + name.length);
  }
  return found;
}

/** The words that are joined in one, with capitals inside: "VertragInesBrandl". */
const humps = ({ 0: part, index }: RegExpExecArray): { 0: string; index: number }[] =>
  /\p{Ll}\p{Lu}\p{Ll}/u.test(part)
    ? [...part.matchAll(/\p{Lu}\p{Ll}{1,24}|\p{Ll}{3,24}/gu)].map((hump) => ({ 0: hump[0], index: index + hump.index }))
    : [{ 0: part, index }];

/** The parts of the names of files that are names. */
function* fileNames(text: string): Generator<[start: number, end: number]> {
  for (const { 0: file, index } of matchesOf(FILE, text)) {
    const parts = [...file.replace(/\.\w{2,7}$/, '').matchAll(PART)].flatMap(humps);
    const paper = OF_PAPER.test(parts.map(({ 0: part }) => part).join(' '));
    const alone = parts.filter(({ 0: part }) => isOther(part)).length === 1;
    for (const { 0: part, index: at } of parts) {
      if (part.length < 3) continue;
      // Words with a space before them are the sentence or title around the name of the file.
      const joined = /[_.-]|\p{Ll}/u.test((file[at - 1] ?? '') + (file[at + part.length] ?? ''));
      if (joined && (isName(part.toLowerCase()) || (paper && isUnknown(part, alone))))
        yield [index + at, index + at + part.length];
    }
  }
}
