import { oneOf } from './rule.ts';

/** Things at work and at home that are said to have an age, in eight languages. No word for a person or an animal belongs here. */
const THING = oneOf(
  'printers?|servers?|routers?|laptops?|computers?|phones?|screens?|monitors?|machines?|cars?|vans?|trucks?',
  'lorr(?:y|ies)|bikes?|chairs?|desks?|sofas?|boilers?|fridges?|kettles?|ovens?|lifts?|elevators?|roofs?|buildings?',
  'houses?|contracts?|software|systems?|apps?|code|builds?|bugs?|tickets?|files?|documents?|lists?|batter(?:y|ies)',
  'cables?|whisk(?:e?y|ies)|wines?|cheese|compan(?:y|ies)|websites?|hardware|firmware|drucker|rechner|bildschirm',
  'handy|gerät|maschine|auto|wagen|lkw|transporter|stapler|stuhl|tisch|heizung|kessel|kühlschrank|aufzug|dach|haus',
  'gebäude|vertrag|programm|datei|liste|akku|batterie|kabel|firma|anlage|wein|käse|imprimante|serveur|ordinateur',
  'écran|téléphone|voiture|camion|camionnette|machine|chaise|bureau|chaudière|frigo|ascenseur|toit|immeuble|maison',
  'bâtiment|contrat|logiciel|fichier|câble|entreprise|société|vin|fromage|impresora|servidor|ordenador|pantalla',
  'móvil|coche|camión|furgoneta|máquina|silla|mesa|caldera|nevera|ascensor|tejado|edificio|casa|contrato|programa',
  'archivo|lista|cable|empresa|vino|queso|stampante|schermo|telefono|macchina|furgone|sedia|scrivania|caldaia',
  'ascensore|tetto|palazzo|contratto|programma|elenco|cavo|azienda|ditta|formaggio|impressora|computador|ecrã|tela',
  'telemóvel|celular|carro|caminhão|carrinha|cadeira|caldeira|geladeira|frigorífico|elevador|telhado|prédio',
  'edifício|arquivo|ficheiro|cabo|vinho|queijo|scherm|telefoon|bus|vrachtwagen|stoel|ketel|koelkast|lift|dak|gebouw',
  'huis|pand|contract|bestand|lijst|bedrijf|wijn|kaas|drukarka|serwer|komputer|ekran|monitor|telefon|samochód',
  'ciężarówka|maszyna|krzesło|biurko|piec|lodówka|winda|budynek|dom|umowa|program|plik|wino|ser',
);

/** A thing, its verb and up to two small words: "the printer is already", "la caldera tiene". */
const BEFORE = new RegExp(`(?<![\\p{L}'’-])${THING}(?:\\s\\p{L}{1,9}){1,3}\\s$`, 'iu');
/** Years behind the number, and the thing: "year old whisky", "Jahre alter Wein". */
const BEHIND = new RegExp(
  `^[ -]?${oneOf('years?[ -]old|yrs?[ -]old|jahre? alte[nmrs]?|jaar oude?')}\\s(?:\\p{L}{2,12}\\s)?${THING}(?![\\p{L}-])`,
  'iu',
);
/** "my brother's car", "der Wagen von Oma": the age of the thing all the same. A pronoun between begins another clause: "the car she is". */
const PERSON_BETWEEN = new RegExp(
  `(?<!\\p{L})${oneOf(
    'i|he|she|who|they|we|ich|er|sie|wir|il|elle|qui|je|él|ella|que|lui|lei|che|io|ele|ela|hij|zij|ze|ik|die',
    'on|ona|który|która|and|und|et|y|e|en',
  )}\\s`,
  'iu',
);
const REACH = 48;

/** Whether an age is that of a thing. @param at where the number begins */
export function isOfThing(line: string, at: number, length: number): boolean {
  if (BEHIND.test(line.slice(at + length, at + length + REACH))) return true;
  const found = BEFORE.exec(line.slice(Math.max(0, at - REACH), at));
  return found !== null && !PERSON_BETWEEN.test(found[0]);
}
