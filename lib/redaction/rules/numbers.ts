import { DATE } from './dates.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const NUMBERED = oneOf(
  'member(?:ship)?|customer|client|cust|employee|emp|staff|badge|student|policy|claim|order|invoice|inv',
  'contract|po|purchase order|case|ticket|booking|reservation|confirmation|tracking|reference|ref',
  'subscriber|account|acct|user|loyalty|licen[cs]e|vehicle|plate|registration|reg|permit|visa|identity card',
  'national id|id card|personal id|tax|vat|serial|imei|meid|vin|transaction|payment|quote|deal|opportunity',
  'lead|ein|npi|dea',
);
const PREFIX = oneOf(
  'INV|PO|SO|ORD|CUST|CTR|EMP|MRN|MBR|POL|CLM|ACC|ACCT|CONF|TXN|REF|QT|QUO|CN|DN|RMA|PT|PAT|SR|CS|LN|WO',
);
/** Words before a number that make it a version. */
const VERSIONED = new RegExp(
  `(?:^|[^a-z])${oneOf(
    'v(?:er(?:sion|\\.)?)?|build|release[ds]?|bump\\w{0,3}|(?:up|down)grade[ds]?|node|npm|pip|tag|patch',
    'firmware|driver|sdk|kernel',
  )}(?![a-z])[^.!?\\n]{0,24}$`,
  'i',
);
/** Figures with full stops between are a day where the first can be one and the second a month. */
function isNoVersion(value: string, line: string, at: number): boolean {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{2,4})/.exec(value) ?? [];
  if (day === '') return true;
  if (Number(day) > 31 || Number(month) > 12 || Number(day) * Number(month) === 0) return false;
  return year.length === 4 || !VERSIONED.test(line.slice(Math.max(0, at - 40), at));
}
/** The line up to a day on which a program or a file came to be as it is: it is no day of a person. */
const OF_SOFTWARE = new RegExp(
  `^[\\s•*-]{0,6}(?:${oneOf(
    '(?:(?:virus|malware) )?(?:definitions?|signatures?)(?: (?:version|date|database|updated))?|engine|firmware|bios',
    'database(?: version)?|(?:build|driver|release|compile|bios|firmware) date|built|compiled|last modified',
    '(?:date )?(?:modified|created)|last (?:checked|check|updated?|scan(?:ned)?|backup|backed up|saved|refreshed)',
    'last sync(?:ed|hroni[sz]ed)?|zuletzt (?:geprüft|aktualisiert|synchronisiert|gespeichert)|änderungsdatum',
    'letzte (?:prüfung|aktualisierung|sicherung)|geändert(?: am)?|modifié le|modificado (?:el|em)',
    'dernière (?:mise à jour|vérification|synchronisation|sauvegarde)|fecha de modificación|ultima modifica',
    'última (?:actualización|comprobación|sincronización|atualização)|ultimo (?:aggiornamento|controllo)',
    'laatst (?:bijgewerkt|gecontroleerd)|gewijzigd op|ostatnia (?:aktualizacja|synchronizacja)|data modyfikacji',
  )})\\s?[:=–-]?\\s{1,4}$`,
  'i',
);
/** A day that is neither a version nor that of a program. */
const isSomebodys = (value: string, line: string, at: number): boolean =>
  isNoVersion(value, line, at) && !OF_SOFTWARE.test(line.slice(Math.max(0, at - 60), at));
const OCCASION = oneOf(
  'meet(?:ing)?|see (?:you|u|ya)|appointment|lunch|dinner|breakfast|drinks|party|interview|surgery|flight',
  'visit|hearing|date|call|free|available|arrive|leave|born',
);
const BRITISH = oneOf(
  'GIR ?0AA|[A-PR-UWYZ](?:\\d[\\dA-HJKPS-UW]?|[A-HK-Y]\\d[\\dABEHMNPRV-Y]?) \\d[ABD-HJLNP-UW-Z]{2}',
);

/** Numbers of cases, orders and people, and where and when something was. */
export const NUMBERS: readonly Rule[] = [
  rule({
    id: 'number.context',
    type: 'ID_NUMBER',
    before: `\\b${NUMBERED}(?:\\s(?:number|no|nr|num|id|code|#)\\b|(?:id|no)\\b)?\\.?\\s?(?:is|was)?[^\\w\\n]{0,6}#?`,
    value: '(?=[A-Z/-]{0,8}\\d)[A-Z0-9](?:[A-Z0-9/-]{1,24}[A-Z0-9])?',
    after: '(?![\\w@])',
    flags: 'i',
    valid: (value) =>
      (value.match(/\d/g)?.length ?? 0) >= 3 && !/^(?:19|20)\d{2}$|^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}$/.test(value),
    on: ['prose', 'ui'],
    hits: ['customer no. ⟦K-48210⟧', 'Invoice #⟦2026-0417⟧', 'ticket ⟦INC0048210⟧', 'policy number: ⟦448-221/B⟧'],
    misses: [
      'customer care 12',
      'invoice 2026',
      'ticket 12',
      'case sensitivity 100',
      'ordering 48210',
      'order 12-10-24',
    ],
  }),
  rule({
    id: 'number.prefixed',
    type: 'ID_NUMBER',
    value: `(?<![\\w/.-])${PREFIX}[-#_ ]{1,2}(?:[A-Z0-9]{1,8}-){0,3}\\d{3,12}`,
    after: '(?![\\w.])',
    on: ['prose', 'ui'],
    hits: ['⟦INV-2026-0412⟧', '⟦PO 448210⟧', '⟦EMP#00418⟧'],
    misses: ['INV-41', 'SOS-448210', 'XINV-2026-0412', 'inv-448210'],
  }),
  rule({
    id: 'hash.number',
    type: 'ID_NUMBER',
    value: '(?<![\\w&/#])#\\d{5,12}',
    after: '(?!\\w)',
    on: ['prose', 'ui'],
    hits: ['see ⟦#48210⟧', '⟦#004821077⟧'],
    misses: ['#4821', '#4821a', 'x#48210', '##48210'],
  }),
  rule({
    id: 'date',
    type: 'DATE_TIME',
    value: `(?<![\\w./-])${DATE}(?:[ T,]{1,2}\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s?[ap]m)?)?`,
    after: '(?![\\w/-]|\\.\\d)',
    flags: 'i',
    on: ['prose'],
    valid: isSomebodys,
    hits: [
      'on ⟦12.04.2026⟧',
      '⟦2026-04-12 10:30⟧',
      '⟦April 12, 2026⟧',
      '⟦3rd of May 2026⟧',
      'Created by Ida on ⟦12.04.2026⟧',
    ],
    misses: [
      '12.04',
      'v12.04.2026',
      '12.04.2026-1',
      'April showers 2026',
      'version 10.2.4417',
      'build 10.4.22.1',
      'lodash 4.17.21',
      'release 2.11.24 is out',
      'Definition: 2024-11-05 12:36',
      'Last checked: 12.04.2026',
      'Zuletzt aktualisiert: 12.04.2026 10:30',
    ],
  }),
  rule({
    id: 'appointment',
    type: 'DATE_TIME',
    before: `\\b${OCCASION}\\b[^.!?\\n]{0,20}?\\s`,
    value: '(?:mon|tues|wednes|thurs|fri|satur|sun)day',
    after: '\\b',
    flags: 'i',
    on: ['prose'],
    hits: ['meet me on ⟦Tuesday⟧', 'lunch this ⟦Friday⟧'],
    misses: ['every Tuesday', 'meet me. On Tuesday', 'lunch on Sundays'],
  }),
  rule({
    id: 'zip.context',
    type: 'ZIP_CODE',
    before: '\\b(?:zip|postal|post)\\s?(?:code|kode)?\\b\\s?(?:is|was)?[^\\w\\n]{0,6}',
    value: '(?=[^\\n]{0,5}\\d)[A-Z0-9][A-Z0-9 -]{2,8}[A-Z0-9]',
    after: '(?!\\w)',
    flags: 'i',
    valid: (value) => /\d/.test(value) && !/[a-z]{3}/i.test(value),
    hits: ['ZIP code ⟦94107⟧', 'postal code: ⟦SW1A 1AA⟧', 'zip ⟦94107-1234⟧'],
    misses: ['zip file', 'zip code required', 'zippy 94107', 'zip code: abc12'],
  }),
  rule({
    id: 'zip4',
    type: 'ZIP_CODE',
    value: '(?<![\\w-])\\d{5}-\\d{4}',
    after: '(?![\\w-])',
    on: ['prose', 'ui'],
    hits: ['⟦94107-1234⟧'],
    misses: ['94107-123', '9410-1234', '194107-1234', '94107-1234-5'],
  }),
  rule({
    id: 'uk.postcode',
    type: 'ZIP_CODE',
    value: `(?<![A-Za-z0-9])${BRITISH}`,
    after: '(?![A-Za-z0-9])',
    on: ['prose', 'ui'],
    hits: ['⟦SW1A 1AA⟧', '⟦GIR 0AA⟧', 'at ⟦M1 1AE⟧'],
    misses: ['SW1A 1A', 'SW1A 1AI', 'QW1A 1AA', 'SW1A1AA'],
  }),
  rule({
    id: 'ca.postcode',
    type: 'ZIP_CODE',
    value: '(?<![A-Za-z0-9])[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d',
    after: '(?![A-Za-z0-9])',
    on: ['prose', 'ui'],
    hits: ['⟦K1A 0B1⟧'],
    misses: ['K1A 0B', 'D1A 0B1', 'K1A0B1', 'XK1A 0B1'],
  }),
  rule({
    id: 'coordinates',
    type: 'LOCATION',
    value: '(?<![\\w.])-?\\d{1,2}\\.\\d{4,8}\\s?[,;]\\s?-?\\d{1,3}\\.\\d{4,8}',
    after: '(?![\\w.])',
    on: ['prose', 'ui'],
    hits: ['⟦52.370216, 4.895168⟧', '⟦-33.8688; 151.2093⟧'],
    misses: ['52.370, 4.895', '152.370216, 4.895168', 'v52.370216, 4.895'],
  }),
];
