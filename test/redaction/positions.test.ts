import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';

/** Texts with the values that must be gone. */
const MESSAGES: readonly (readonly [text: string, values: readonly string[]])[] = [
  [
    'PID|1||55310^^^KH||OBERHOFER^LIESL^^^||19840719|F|||DEICHREIHE 2^^SYLT^^25980||0465155018|||||',
    ['55310', 'OBERHOFER', 'LIESL', '19840719', 'DEICHREIHE', '25980', '0465155018'],
  ],
  ['MSH|^~\\&|LAB\rNK1|1|GORECKA^ANNA|SPO|UL. DLUGA 4^^LODZ^^90-001|601000277', ['GORECKA', 'DLUGA', '601000277']],
  ['DG1|1||G40.3^Epilepsie|', ['Epilepsie']],
  ['NM1*IL*1*KERVELLA*MAELYS****MI*88120365~N3*14 ROSE CT~DMG*D8*19840719*F~', ['KERVELLA', '14 ROSE', '19840719']],
  ["UNH+1+ORDERS'NAD+BY+++Liesl Oberhofer+Deichreihe 2+Sylt++25980+DE'", ['Oberhofer', 'Deichreihe', '25980']],
  [
    'BEGIN:VCARD\nN:Kervella;Maëlys;;;\nADR:;;4 rue des Lices;Rennes;;35000;\nBDAY:1984-07-19\nEND:VCARD',
    ['Kervella', 'Lices', '1984-07-19'],
  ],
  ['dn: cn=x,dc=corp\nsn:: T2JlcmjDtmZlcg==\n', ['T2JlcmjDtmZlcg']],
  ['--b\r\nContent-Disposition: form-data; name="passwort"\r\n\r\nMoorweg 4711\r\n--b', ['Moorweg', '4711']],
];
const PATHS: readonly (readonly [text: string, values: readonly string[]])[] = [
  ['/srv/share/HR/onboarding/Tadesse_Brackenbury/scan.jpg', ['Tadesse', 'Brackenbury']],
  ['Z:\\Akten\\Oberhofer, Friedhelm (alt)\\Gutachten.docx', ['Oberhofer', 'Friedhelm']],
  ['AU_Kowalczyk_2026-11-16.pdf', ['Kowalczyk']],
  ['~/Downloads/ArbeitsvertragSinaOberhofer_neu.pdf', ['Sina', 'Oberhofer']],
  ['scp nómina-julio-echeverria.pdf lettre_Kervella_Maelys.odt srv:', ['julio', 'echeverria', 'Kervella', 'Maelys']],
  ['ls /data/clients/henderson-marsh', ['henderson']],
  ['busta_paga_Passalacqua_10.pdf', ['Passalacqua']],
];
const KEPT: readonly string[] = [
  'import x from "../text/path-names.ts"; // src/main/java/com/acme/OrderService.java',
  'mv report_final_v2.pdf archive/Invoice_Template_2026.xlsx docs/getting-started.md',
  'cp assets/dark-mode.png public/img/hero-banner.jpg',
  'GS2|nothing\nPIDX|1||a|b',
  'a = NAD+BY; COM+1',
  'C:\\Program Files\\Common Files\\Microsoft Shared\\ink',
];

describe('data whose place says what it is', () => {
  test.each([...MESSAGES, ...PATHS])('%s', (text, values) => {
    const shown = redactText(text, 'code').text;
    for (const value of values) expect(shown).not.toContain(value);
  });

  test.each(KEPT)('stays as it is: %s', (text) => {
    expect(redactText(text, 'code').text).toBe(text);
  });
});
