import { careless, oneOf, type Rule, rule } from './rule.ts';

// What stands on a payslip and in a note about pay: the sum that is paid, and what is taken off for a union.

const CURRENCY = '(?:€|£|\\$|R\\$|zł|EUR|GBP|PLN|CHF|BRL)';
const FIGURE =
  "\\d{1,3}(?:[ .,'’\\u00a0\\u202f]\\d{3}){0,2}(?:[.,]\\d{2})|\\d{1,3}(?:[ .,'’\\u00a0\\u202f]\\d{3}){1,2}|\\d{3,6}";
/** The sums of a payslip, in eight languages. */
const SUMS = oneOf(
  'net (?:pay|salary|wages?)|gross (?:pay|salary|wages?)|basic (?:pay|salary)|take[- ]home(?: pay)?',
  'total pay|pay this period',
  'auszahlungsbetrag|netto(?:verdienst|lohn|gehalt|bezug|entgelt|auszahlung)',
  'brutto(?:verdienst|lohn|gehalt|bezug|entgelt)',
  'gesamtbrutto|grundgehalt|überweisungsbetrag|steuerbrutto|net à payer(?: avant impôt)?',
  'net (?:payé|imposable|social)',
  'salaire (?:de base|brut|net)|total brut|brut mensuel|líquido (?:a percibir|total|a pagar)|total devengado',
  'salario (?:base|neto|bruto)',
  'neto a percibir|netto (?:in busta|a pagare|del mese)|lordo mensile|paga base|retribuzione (?:lorda|netta)',
  'totale competenze',
  'líquido a receber|salário (?:base|líquido|bruto|ilíquido)|vencimento(?: base)?|valor líquido',
  'total líquido|remuneração',
  'netto(?:loon| loon| salaris|salaris| uit te betalen| uitbetaald)|bruto(?:loon| loon| salaris|salaris)',
  'uit te betalen|basissalaris',
  'do wypłaty|kwota netto|wynagrodzenie (?:netto|brutto|zasadnicze)|płaca (?:zasadnicza|netto|brutto)',
  'netto do wypłaty',
);
/** Verbs of earning, before a sum whose currency comes first: "recebe R$ 3.180,00". */
const EARNS = oneOf(
  'earns?|earning|on|makes|paid|verdient|bekommt|gagne|touche|gana|cobra|percibe|guadagna|prende|percepisce',
  'ganha|recebe|aufere',
  'verdient|krijgt|zarabia|dostaje|otrzymuje',
);
/** What a payslip takes off for a union. */
const DUES = oneOf(
  'union (?:dues|subs(?:cription)?|fee)|gewerkschafts?beitrag|cotisation syndicale|cuota sindical',
  'trattenuta sindacale|ritenuta sindacale',
  'quota(?:tização)? sindical|desconto sindical|contribuição sindical|vakbonds?(?:contributie|bijdrage)',
  'składka (?:związkowa|zz)',
);

/** A payslip, or a list of them. */
const PAYSLIP = new RegExp(
  `(?<!\\p{L})${oneOf(
    'pay ?slips?|payroll|wage slip|lohn(?:abrechnung|zettel|liste)|gehaltsabrechnung|verdienstabrechnung',
    'entgeltabrechnung',
    'bulletin de (?:paie|salaire)|fiche de paie|nóminas?|recibo de (?:nómina|salários?|vencimento)|busta paga',
    'buste paga',
    'cedolino|holerite|contracheque|loonstrook|salarisstrook|loonspecificatie|pasek wynagrodzenia|lista płac',
    'odcinek wypłaty',
  )}(?!\\p{L})`,
  'iu',
);
/** What a payslip takes off that is no union's: taxes and insurances of states. */
const STATE =
  /^(?:INPS|IRPEF|INAIL|ZUS|NFZ|PPK|IRS|INSS|IRRF|IRPF|CSG|CRDS|URSSAF|TFR|IVA|AOW|WW|WIA|PIT|SS|TSU|FGTS)\b/;

/** Pay and unions on payslips. */
export const PAYSLIPS: readonly Rule[] = [
  rule({
    id: 'payslip.sum',
    type: 'MONEY',
    before: `(?<![\\p{L}])${careless(SUMS)}(?: \\p{L}{1,12}){0,3}(?: \\([^()]{1,24}\\))?[ \\t.:…_|-]{1,40}(?:€ |£ )?`,
    value: `(?:${CURRENCY}\\s?)?(?:${FIGURE})(?:\\s?${CURRENCY})?`,
    after: '(?![\\p{L}\\d]|[.,:/-]\\d|\\s?%)',
    flags: 'iu',
    on: ['prose', 'ui'],
    hits: [
      'Netto in busta   ⟦1.547,00⟧',
      'Net pay ......... ⟦£2,114.60⟧',
      'NET A PAYER AVANT IMPOT     ⟦1 942,10⟧',
      'Líquido total a percibir....⟦1.402,22⟧',
      'Auszahlungsbetrag: ⟦2.381,44 €⟧',
      'NET À PAYER   ⟦1 842,37⟧',
      'Líquido a percibir: ⟦1.402,22 €⟧',
      'Líquido a receber ⟦R$ 3.180,00⟧',
      'Uit te betalen\t⟦2.204,18⟧',
      'Do wypłaty: ⟦4 812,55 zł⟧',
    ],
    misses: ['Net pay is late', 'net payment 300', 'Netto in busta 20%', 'do wypłaty 12', 'gross pay 12:30'],
  }),
  rule({
    id: 'pay.currency-first',
    type: 'MONEY',
    before: `(?<![\\p{L}])${EARNS}\\s`,
    value: `(?:R\\$|€|£|PLN|CHF) ?(?:${FIGURE})`,
    after: '(?![\\p{L}\\d]|[.,:/-]\\d|\\s?%)',
    flags: 'iu',
    on: ['prose'],
    valid: (value, line, at) => /\d{4}|\d[ .,'’]\d{3}/.test(value) && !/\bon\s$/i.test(line.slice(0, at)),
    hits: ['hoje recebe ⟦R$ 3.180,00⟧', 'verdient ⟦€ 3.450⟧ per maand', 'gana ⟦€ 1.950⟧'],
    misses: ['recebe R$ 30', 'spent on £ 3.180', 'recebe 3.180 pedidos'],
  }),
  rule({
    id: 'union.dues',
    type: 'NRP',
    before: `(?<![\\p{L}])${DUES}[ \\t:–(-]{1,6}`,
    value: '\\p{Lu}[\\p{L}.]{0,12}(?:[ /-]\\p{Lu}[\\p{L}.]{0,16}){0,3}',
    after: '(?![\\p{L}\\d])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (value) => /^\p{Lu}/u.test(value),
    hits: [
      'Cuota sindical ⟦CC. OO.⟧: -12,40',
      'Trattenuta sindacale ⟦CGIL⟧   -14,60',
      'Union dues: ⟦UNISON⟧ 14.20',
      'Gewerkschaftsbeitrag ⟦IG Metall⟧',
      'Cotisation syndicale (⟦CFDT⟧)',
      'Składka związkowa ⟦NSZZ Solidarność⟧',
    ],
    misses: ['union dues are late', 'cuota sindical: 12,40', 'the union subs bench'],
  }),
  rule({
    id: 'payslip.net',
    type: 'MONEY',
    before: '(?<![\\p{L}])(?:net(?:t?o)?|gross|brutt?o|brut|lordo|l[íi]quido|netto)\\s{1,20}',
    value: "(?:€ ?|£ ?|R\\$ ?)?\\d{1,3}(?:[ .,'’]?\\d{3}){0,2}[.,]\\d{2}(?: ?(?:€|zł|EUR|PLN))?",
    after: '(?![\\p{L}\\d]|[.,:/-]\\d|\\s?%)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: (_value, line) => PAYSLIP.test(line),
    hits: ['Busta paga marzo: netto ⟦1.488,00⟧', 'Loonstrook mei, netto ⟦€ 2.018,44⟧', 'payslip: net ⟦1,204.18⟧'],
    misses: ['netto 1.488,00', 'Busta paga: netto 12', 'payslip net 12%'],
  }),
  rule({
    id: 'union.deducted',
    type: 'NRP',
    before: `(?<![\\p{L}])(?:trattenuta|ritenuta|składka(?: na)?|cuota|cotis(?:ation|\\.)(?: synd(?:icale|\\.))?|quota|afdracht) `,
    value: '(?:[A-Z]{3,8}(?:[/ -][A-Z]{3,8})?)',
    after: '(?![\\p{L}\\d-])',
    on: ['prose', 'ui'],
    valid: (value, line) => !STATE.test(value) && /\d/.test(line),
    flags: 'u',
    hits: ['trattenuta ⟦FILCAMS⟧ 12,80', 'składka ⟦OPZZ⟧ 35,00', 'cuota ⟦ELA⟧ 17,50'],
    misses: ['trattenuta INPS 12,80', 'składka ZUS 35,00', 'cuota mensual 12', 'trattenuta FILCAMS'],
  }),
  rule({
    id: 'union.dotted',
    type: 'NRP',
    value: `(?<![\\p{L}.])${oneOf('CC\\. ?OO\\.?|U\\.G\\.T\\.?|C\\.G\\.T\\.?|C\\.F\\.D\\.T\\.?|C\\.G\\.I\\.L\\.?|C\\.I\\.S\\.L\\.?|U\\.S\\.O\\.', 'U\\.I\\.L\\.|F\\.N\\.V\\.?|C\\.N\\.V\\.?|C\\.S\\.I\\.F\\.?|C\\.U\\.T\\.|N\\.S\\.Z\\.Z\\.?|CGTP-IN|FSU-SNES')}`,
    after: '(?![\\p{L}\\d])',
    flags: 'u',
    on: ['prose', 'ui'],
    hits: ['afiliada a ⟦CC. OO.⟧', 'iscritto alla ⟦C.G.I.L.⟧', 'es de ⟦U.G.T.⟧'],
    misses: ['CC Oona', 'cc. oo.', 'C.V. attached'],
  }),
];
