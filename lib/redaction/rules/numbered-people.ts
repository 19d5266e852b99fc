import { oneOf, type Rule, rule } from './rule.ts';

// Numbers that employers, insurers, clubs and schools give to a person. Their labels are put together from two tables: for what the number is
// given, and the word for "number", each in full and as forms shorten it.

/** "number", as forms write it. */
const NUMBER =
  '(?:n[º°]\\.?|n\\.[º°]|nos?\\.?|n\\.|nr\\.?|num(?:ber|éro|ero|mer)?\\.?|núm(?:ero)?\\.?|número|ref\\.?|id|code|#)';
const OF_PEOPLE = oneOf(
  'pay(?:roll)?|staff|employee|personnel|worker|workforce|clock|crew|force|collar|service|works|member(?:ship)?',
  'student|pupil|patient|hospital|policy(?:holder)?|insurance|pension(?: scheme)?|scheme|union|claimant|tenancy',
  '(?:fit|sick) note',
  'tenant|driver|badge|registration|enroll?ment|learner|candidate|participant|beneficiary',
  'donor|licen[cs]e|inmate',
);
/** German compounds, in full and cut: "Pers.-Nr.", "Versichertennummer". */
const GERMAN = `${oneOf(
  'vers(?:icherungs|icherten|\\.)?|pers(?:onal|\\.)?|mitgl(?:ieds|ieder|\\.)?|mitarb(?:eiter|\\.)?|ma',
  'matr(?:ikel|\\.)?',
  'pat(?:ienten|\\.)?|sv|rv|kv|pv|renten(?:versicherungs)?|sozialvers(?:icherungs|\\.)?|stamm|dienst|lohn|ausweis',
  'kassen|schüler|bewerber|beitrags|abrechnungs|arbeitnehmer|teilnehmer|leistungs|kunden|kd\\.?|spender|bg|bkk|vsnr',
)}[- ]{0,2}(?:nr|nummer|kennzeichen|kennz|no)\\.?`;
const DUTCH = `${oneOf(
  'pers(?:oneels|\\.)?|lid(?:maatschaps)?|lidm\\.|klant|polis|patiënt(?:en)?|pat\\.|pensioen|relatie|stam',
  'werkn(?:emers|\\.)?',
  'cliënt(?:en)?|leerling(?:en)?|verzekerden?|registratie|inschrijf|deelnemers?|aansluit(?:ings)?|big|dossier',
)}[- .]?(?:nr|nummer|no)\\.?`;
/** For what a number is given, behind the word for "number", in French, Spanish, Italian, Portuguese and Polish. */
const GIVEN_FOR = oneOf(
  'salariée?|sécu(?:rité sociale)?|s\\.?s\\.?|paie|adhérente?|assurée?|allocataire|employée?|agent|dossier',
  'patiente?|élève',
  'police|licence|candidate?|affiliation|immatriculation|matricule|sociétaire|inscription|stagiaire|carte',
  'afiliaci[óo]n|afiliad[oa]|empleado|trabajador|socio|colegiad[oa]|expediente|historia|nómina|póliza',
  'matrícula|alumno',
  'paciente|asegurado|legajo|beneficiari[oa]|seg(?:uridad|\\.)? ?soc(?:ial|\\.)?|tarjeta|inscripción',
  'matr(?:icola|\\.)?|dipendente|tessera|pratica|paziente|assistito|iscrizione|iscritto|posizione(?: inps)?',
  'polizza|alunno',
  'func\\.|benef\\.|beneficiário|funcionári[oa]|utente|aluno|sóci[oa]|segurado|colaborador|processo|apólice',
  'cédula|inscrição',
  'mecanográfico',
  'ewid(?:encyjny|\\.)?|prac(?:ownika|owniczy|\\.)?|kadrowy|polisy|ubezp(?:ieczenia|ieczonego|\\.)?|akt',
  'ucznia|albumu',
  'legit(?:ymacji|\\.)?|czł(?:onkowski|\\.)?|klienta|pacjenta|umowy|sprawy|karty|szkody|służbowy|świadczeniobiorcy',
);
const OF = "(?:de l['’]|del? |d['’]|du |de la |da |do |di |della |al )?";
/** Cut words that mean such a number alone. */
const ALONE = 'matr\\.|matricule|matricola|mat\\.(?= ?:)|nuss|naf|n\\.?s\\.?s\\.?';
const LABEL = oneOf(
  `${OF_PEOPLE}[ -]?${NUMBER}`,
  GERMAN,
  DUTCH,
  `${NUMBER} ?${OF}${GIVEN_FOR}(?: s\\.? ?s\\.?| sns| inps| nhs| zus)?`,
  ALONE,
);

/** The first group of such a number. */
const GROUP = '[A-Z\\d](?:[A-Z\\d/.-]{0,16}[A-Z\\d])?';

/** Papers about one person that have a number: contracts, policies, claims, files. Beside these words the word for "number" may be left out. */
const PAPERS = oneOf(
  'contrat|sinistre|police|dossier|avenant|devis|póliza|poliza|contrato|siniestro|expediente|sinistro',
  'polizza|contratto',
  'pratica|apólice|apolice|processo|polis|schade|dossier|polisa|polisy|umowa|umowy|szkoda|szkody|vertrag',
  'police|schaden',
  'versicherungsschein|aktenzeichen|az\\.|gesch\\.-?z\\.|sygn\\.(?: akt)?|kenmerk|réf\\.|rif\\.|prot\\.|exp\\.',
);

/** Three digits at least, and no year or day. */
const isNumber = (value: string): boolean =>
  (value.match(/\d/g)?.length ?? 0) >= 3 &&
  !/^\p{Ll}/u.test(value) &&
  !/^(?:19|20)\d{2}$|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{4}-\d{2}-\d{2}$/.test(value);

/** Numbers that are given to one person, behind their label. */
export const NUMBERED_PEOPLE: readonly Rule[] = [
  rule({
    id: 'number.of-person',
    type: 'ID_NUMBER',
    before: `(?<![\\p{L}\\d_])${LABEL}\\s{0,2}(?:[:=]|is|ist)?\\s{0,4}`,
    value: `(?=[A-Z/-]{0,4}[ .-]?\\d)(?:[A-Z]{2,3} )?${GROUP}(?: (?=[A-Z]? ?\\d)[A-Z\\d/-]{1,12}){0,7}`,
    after: '(?![\\p{L}\\d@]|[.,]\\d)',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: isNumber,
    hits: [
      'payroll no. ⟦E-004718⟧) came',
      'Staff no. ⟦48213⟧',
      'Vers.-Nr. ⟦K418273954⟧',
      'Pers.-Nr.: ⟦00417283⟧',
      'Mitgl.-Nr. ⟦8841-20⟧',
      'matr. ⟦00731⟧',
      'Matricule : ⟦A 4471⟧',
      'n° adhérent : ⟦0048 2173⟧',
      'N.º afiliación S.S.: ⟦46 10482739 86⟧',
      'Nº Seg. Social ⟦28/04419372/51⟧',
      'N.º de utente ⟦418273956⟧',
      'lidnr. ⟦204417⟧',
      'nr ewid. ⟦00731⟧',
      'nr legitymacji ⟦PL-44821⟧',
    ],
    misses: [
      'payroll number is missing',
      'staff 48213',
      'service id 12',
      'Matr. 12',
      'pension scheme ref 2026',
      'Lohnnummer fehlt',
      'staff no. 12.04.2026',
      'numero di pratiche 300',
    ],
  }),
  rule({
    id: 'number.of-paper',
    type: 'ID_NUMBER',
    before: `(?<![\\p{L}\\d_])${PAPERS}\\s{0,2}(?:${NUMBER})?\\s?(?:[:=])?\\s{0,3}`,
    value: '(?:[A-Z]{1,4}[ /-]?)?\\d[\\dA-Z/.-]{3,18}\\d|\\d{1,3} [A-Z]{1,3} \\d{1,6}/\\d{2,4}',
    after: '(?![\\p{L}\\d@]|[.,]\\d|\\s?[%€£$])',
    flags: 'iu',
    on: ['prose', 'ui'],
    valid: isNumber,
    hits: [
      'assurance contrat ⟦88-201774⟧',
      'Sinistro n. ⟦2025/44182⟧: controparte',
      'Az. ⟦4 F 218/25⟧',
      'polisa nr ⟦PL-448217⟧',
      'apólice ⟦20417-8⟧',
    ],
    misses: ['contrat 2026', 'contrat de 12 mois', 'umowa z 12.04.2026', 'Vertrag 12', 'processo 1.200 €'],
  }),
];
