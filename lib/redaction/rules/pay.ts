import { oneOf, type Rule, rule } from './rule.ts';

const TALK = ['prose', 'ui'] as const;
/** Amounts of pay: thousands in short, or a number in groups, or four digits and more. */
const SHORT = '\\d{2,3}(?:[.,]\\d)?\\s?k(?![\\p{L}\\d])';
const AMOUNT = `(?:${SHORT}|\\d{1,3}(?:[ .,’'\\u00a0\\u202f]\\d{3}){1,2}|\\d{4,6})(?![\\d.,:/-]\\d)`;
const EARNS = [
  'makes?|made|earns?|earned|earning|paid|pays?|paying|salary (?:of|is|was|will be)|wage of|compensation of',
  'bonus of|raise to|offered|on',
  'verdient|verdiene|verdienst|gehalt von|bekommt|kriegt|gagne|gagnent|touche|salaire de|gana|cobra',
  'sueldo de|salario de',
  'guadagna|prende|stipendio di|ganha|recebe|salário de|verdien|krijgt|salaris van|zarabia|pensja|wynagrodzenie',
].join('|');
const WHOM = `${oneOf('him|her|them|me|us|ihm|ihr|about|around|over|almost|nearly|only|just|up to|ca\\.?|rund|etwa|fast|environ', 'près de|unos|cerca de|circa|quasi|ongeveer|około')}`;
/** Pay by the year, the month or the hour, before or after tax. */
const RATE = [
  '(?:a|an|per|each|every|/)\\s?(?:year|month|hour|week|annum|day|yr|mo)|net|gross|p\\.?\\s?a\\.?|before tax',
  'after tax',
  'brutto|netto|im (?:monat|jahr)|pro (?:monat|jahr|stunde)|jährlich|monatlich|par (?:mois|an|heure)|bruts?|nets?',
  "al (?:mes|año|mese)|por (?:mes|año|hora|mês|ano)|netos?|brutos?|all['’]anno|nett[io]|lord[io]|líquidos?",
  'per (?:maand|jaar|uur)|bruto|miesięcznie|rocznie|na rękę',
].join('|');

const BASE = oneOf(
  'base(?: salary| pay)?|salary|annual pay|total comp(?:ensation)?|ctc|(?:jahres|monats|brutto|netto|fix)gehalt',
  'salaire(?: \\p{L}{3,10})?|sueldo(?: \\p{L}{3,10})?|salario(?: \\p{L}{3,10})?|stipendio(?: \\p{L}{3,10})?',
  'salário(?: \\p{L}{3,10})?|salaris|pensja',
);
const CURRENCY = '\\s?(?:€|euros?|eur|zł|pln|chf|gbp|usd|£)';
const THOUSANDS = "[.,’' \\u00a0\\u202f]\\d{3}";

export const PAY: readonly Rule[] = [
  rule({
    id: 'pay.rate',
    type: 'MONEY',
    before: `(?<![\\p{L}])(?:${EARNS})\\s(?:${WHOM}\\s){0,2}`,
    value: AMOUNT,
    after: `(?=\\s?(?:${RATE})(?![\\p{L}]))`,
    flags: 'iu',
    on: TALK,
    hits: [
      'she makes ⟦92,500⟧ a year',
      'we pay her ⟦6 200⟧ net',
      'er verdient ⟦4.200⟧ brutto',
      'elle gagne ⟦2 800⟧ par mois',
      'gana ⟦31.000⟧ al año',
      'zarabia ⟦9 400⟧ miesięcznie',
    ],
    misses: ['it made 4200 requests per second', 'we paid 100 visits'],
  }),
  rule({
    id: 'pay.currency',
    type: 'MONEY',
    before: `(?<![\\p{L}])${oneOf(
      'earns?|verdient|verdiene|gagne|gana|cobra|guadagna|ganha|aufere|zarabia|verdien',
      'RAL(?: attuale)?|richiesta|pensja|wypłata',
      'bruttogehalt(?: von)?|podwyżka z|subida de|aumento da|passage à|brutosalaris(?: van)?|inkomen|loon(?: van)?',
    )}\\s(?:${WHOM}\\s){0,2}`,
    value: `${AMOUNT}${CURRENCY}(?: (?:na|a|à|auf|naar) ${AMOUNT}${CURRENCY})?`,
    after: '(?![\\p{L}])',
    flags: 'iu',
    on: TALK,
    hits: [
      'hij verdient ⟦3.400 euro⟧ per maand',
      'zarabia ⟦7 200 zł⟧ brutto',
      'podwyżka z ⟦7 200 zł na 7 950 zł⟧ brutto',
      'RAL attuale ⟦31.500 euro⟧',
      'aufere ⟦1 480 €⟧ líquidos',
    ],
    misses: ['gana 3 clientes', 'der Preis ist 3.400 euro', 'zarabia na tym'],
  }),
  rule({
    id: 'pay.short',
    type: 'MONEY',
    before: `(?<![\\p{L}])(?:${EARNS})\\s(?:${WHOM}\\s){0,2}`,
    value: SHORT,
    flags: 'iu',
    on: TALK,
    hits: ['He makes ⟦84k⟧, she does not', 'they offered her ⟦120k⟧', 'er verdient ⟦65k⟧'],
    misses: ['made 84 knots', 'it has 64k rows'],
  }),
  rule({
    id: 'pay.base',
    type: 'MONEY',
    before: `(?<![\\p{L}])${BASE}\\s(?:of |von |de |di |van )?`,
    value: `\\d{2,3}${THOUSANDS}|\\d${THOUSANDS}(?=\\s?(?:€|eur|brut|net|per|pro|par|al|zł|£|usd))`,
    after: '(?![\\d.,:/-]\\d|\\d)',
    flags: 'iu',
    on: TALK,
    hits: [
      'offer letter: base ⟦82,000⟧, start 1 May',
      'salaire actuel ⟦2 950⟧ € brut',
      'Jahresgehalt ⟦61.500⟧ vereinbart',
    ],
    misses: ['database 82,000 rows', 'base 82', 'the salary 2026'],
  }),
  rule({
    id: 'pay.labelled',
    type: 'MONEY',
    before: `(?<![\\p{L}])${oneOf('salary|annual salary|base pay|net pay|gross pay|hourly rate|bruttogehalt|nettogehalt|jahresgehalt|gehalt', 'lohn|salaire(?: brut| net)?|sueldo|salario|stipendio|salário|salaris|pensja|wynagrodzenie')}\\s?(?:[:=]|is|ist|est|es|è|é)\\s{0,3}`,
    value: AMOUNT,
    flags: 'iu',
    on: TALK,
    hits: ['Salary: ⟦92,500⟧', 'Bruttogehalt: ⟦4.200⟧', 'Sueldo: ⟦31 000⟧'],
    misses: ['Salary: 2 options', 'the salary 2026 plan'],
  }),
];
