/** The words of a table, which commas separate. */
const list = (words: string): readonly string[] => words.trim().split(/,\s{1,20}/);

/**
 * Names of fields in forms and prompts of languages other than English, by the type of their content. `=` before a word: it is
 * the whole label, because in a longer one it means something else. `*` at the end of a word: it may be joined to others
 * ("Kartenprüfnummer"). Words are compared without accents, so that a form that lacks them is understood too.
 */
export const LABEL_WORDS = {
  PASSWORD: [
    // German
    ...list(`
      passwort*, kennwort*, passphrase, einmalcode*, einmalkennwort*, einmal-code, einmalpin*, geheimzahl*, geheimnummer*,
      geheimwort*, geheimfrage*, bestätigungscode*, sicherheitscode*, sicherheitsfrage*, sicherheitsschlüssel*,
      verifizierungscode*, prüfcode*, prüfnummer*, prüfziffer*, freischaltcode*, aktivierungscode*, zugangscode*,
      zugangsschlüssel*, wiederherstellungscode*, wiederherstellungsschlüssel*, entsperrcode*, authentifizierungscode*, tan,
      smstan, mtan, transaktionsnummer*, losungswort*, pinnummer`),
    // French
    ...list(`
      mot de passe, mdp, code secret, code confidentiel, code de vérification, code de sécurité, code pin,
      code de confirmation, code de validation, code d'activation, code d'accès, code à usage unique, code d'authentification,
      code de récupération, code de secours, cryptogramme, phrase secrète, phrase de passe, phrase de récupération,
      clé secrète, clé privée, clé api, clé d'accès, question secrète, réponse secrète, code reçu par sms, jeton`),
    // Spanish
    ...list(`
      contraseña*, clave secreta, clave privada, clave de acceso, clave de api, =clave, palabra clave, cvv,
      código de verificación, código de seguridad, código de confirmación, código de activación, código de acceso,
      código de un solo uso, código de recuperación, código de autenticación, código de validación, código secreto,
      frase semilla, frase de recuperación, frase secreta, respuesta de seguridad, pregunta de seguridad, código sms`),
    // Italian
    ...list(`
      parola chiave, parola d'ordine, parola segreta, codice di verifica, codice di sicurezza, codice di conferma,
      codice di attivazione, codice di accesso, codice di recupero, codice segreto, codice monouso, codice otp,
      codice usa e getta, codice pin, codice temporaneo, frase segreta, frase di recupero, chiave segreta, chiave privata,
      chiave api, domanda di sicurezza, risposta di sicurezza, codice dispositivo`),
    // Portuguese
    ...list(`
      senha*, palavra-passe, palavra passe, código de verificação, código de segurança, código de confirmação,
      código de ativação, código de acesso, código de uso único, código de recuperação, código secreto,
      código de autenticação, frase secreta, frase de recuperação, chave secreta, chave privada, chave de api,
      chave de acesso, pergunta de segurança, resposta de segurança`),
    // Dutch
    ...list(`
      wachtwoord*, wachtzin, wachtwoordzin, herstelzin, verificatiecode*, beveiligingscode*, bevestigingscode*,
      activeringscode*, toegangscode*, herstelcode*, inlogcode*, pincode*, sms-code, eenmalige code, controlegetal,
      controlenummer, geheime code, geheime sleutel, geheime vraag, beveiligingsvraag*, kaartcode*, authenticatiecode*`),
    // Polish
    ...list(`
      hasło*, hasła, kod weryfikacyjny, kod bezpieczeństwa, kod potwierdzający, kod autoryzacyjny, kod aktywacyjny,
      kod dostępu, kod jednorazowy, kod sms, kod pin, kod odzyskiwania, kod cvv, kod cvc, fraza odzyskiwania, klucz prywatny,
      klucz tajny, klucz api, klucz dostępu, pytanie pomocnicze, pytanie zabezpieczające`),
    // The Nordic languages and Finnish
    ...list(`
      lösenord*, engångskod*, verifieringskod*, säkerhetskod*, bekräftelsekod*, adgangskode*, engangskode*, bekræftelseskode*,
      sikkerhedskode*, bekreftelseskode*, sikkerhetskode*, passord*, pinkode*, pinkod, salasana*, vahvistuskoodi*,
      kertakäyttökoodi*, turvakoodi*, tunnusluku*, kodeord*, engangspassord*`),
    // Other languages of Europe
    ...list(`
      heslo*, ověřovací kód, bezpečnostní kód, jednorázový kód, overovací kód, bezpečnostný kód, jelszó*, ellenőrző kód,
      biztonsági kód, egyszeri kód, megerősítő kód, parolă, parola, cod de verificare, cod de securitate, cod de confirmare,
      lozinka, geslo, kontrolni kod, şifre*, doğrulama kodu, güvenlik kodu, onay kodu, tek kullanımlık, пароль*,
      код подтверждения, одноразовый код, проверочный код, код безопасности, секретный код, секретное слово, пин-код, пинкод,
      код из смс, код підтвердження, парола, лозинка, код за потвърждение, κωδικός*, συνθηματικό, paroli, slaptažodis, parool`),
    // Other scripts
    ...list(`
      סיסמה, סיסמא, קוד אימות, קוד סודי, كلمة المرور, كلمة السر, رمز التحقق, رمز الأمان, الرقم السري, گذرواژه, رمز عبور,
      รหัสผ่าน, รหัสยืนยัน, รหัส otp, mật khẩu, mã xác nhận, mã xác minh, mã otp, mã pin, mã bảo mật, kata sandi, sandi,
      kode verifikasi, kode otp, kode keamanan, kata laluan, पासवर्ड, ओटीपी, सत्यापन कोड, গোপন নম্বর, পাসওয়ার্ড, パスワード, 暗証番号,
      認証コード, 確認コード, セキュリティコード, ワンタイム, パスコード, 合言葉, 秘密の質問, 密码, 密碼, 口令, 验证码, 驗證碼, 动态码, 校验码, 安全码, 安全碼, 助记词, 助記詞, 私钥, 私鑰, 비밀번호, 암호,
      인증번호, 인증 코드, 인증코드, 확인 코드, 보안 코드, 보안코드, 일회용`),
    // Everywhere
    ...list(`
      cvv2, cvc2, cav2, csc, puk, pin2, pin-code, pin code, pin number, one-time, onetime, sms code, auth code,
      authentication code, confirmation code, activation code, access code, backup code, login code, card verification,
      unlock code, secret word, memorable word, memorable information, recovery phrase, mnemonic, master key, encryption key,
      licence key, license key, product key`),
  ],
  CREDIT_CARD: [
    ...list(`
      kartennummer*, kreditkarte*, numéro de carte, carte bancaire, carte de crédit, número de tarjeta, tarjeta de crédito,
      numero di carta, numero della carta, numero carta, carta di credito, número do cartão, cartão de crédito, kaartnummer*,
      creditcard*, numer karty, karta kredytowa`),
  ],
  ID_NUMBER: [
    ...list(`
      steuernummer*, steuer-id, steuerid, steueridentifikationsnummer*, sozialversicherungsnummer*, personalausweis*,
      ausweisnummer*, reisepass*, führerschein*, krankenversicherungsnummer*, versichertennummer*, kundennummer*,
      personalnummer*, patientennummer*, vertragsnummer*, mitgliedsnummer*, rentenversicherungsnummer*,
      numéro de sécurité sociale, numéro fiscal, passeport, carte d'identité, numéro client, numéro de client,
      numéro de dossier, número de identificación, seguridad social, pasaporte, número de cliente, dni, nie, nif,
      codice fiscale, carta d'identità, passaporto, tessera sanitaria, numero cliente, cpf, cartão de cidadão, passaporte,
      número de contribuinte, bsn, burgerservicenummer*, paspoort*, identiteitskaart, klantnummer*, pesel, dowód osobisty,
      numer dowodu, paszport, numer klienta`),
  ],
  BANK_ACCOUNT: [
    ...list(`
      kontonummer*, bankverbindung*, bankleitzahl*, blz, rib, numéro de compte, compte bancaire, número de cuenta,
      cuenta bancaria, numero di conto, conto corrente, número da conta, conta bancária, rekeningnummer*, bankrekening*,
      numer konta, numer rachunku, rachunek bankowy`),
  ],
  EMAIL_ADDRESS: [
    ...list(`
      e-mailadresse, emailadresse, =empfänger, courriel, adresse électronique, adresse mail, adresse e-mail, =destinataire,
      =destinataires, correo electrónico, =correo, =destinatario, =destinatarios, posta elettronica, indirizzo email,
      indirizzo e-mail, =destinatari, correio eletrónico, correio eletrônico, e-mailadres, emailadres, =ontvanger,
      adres e-mail, adres email, =odbiorca`),
  ],
  PHONE_NUMBER: [
    ...list(`
      telefonnummer*, =telefon, handynummer*, =handy, mobilnummer*, mobiltelefon*, rufnummer*, =festnetz, =téléphone,
      numéro de téléphone, téléphone portable, téléphone mobile, =teléfono, número de teléfono, teléfono móvil, =móvil,
      =celular, =telefono, numero di telefono, =cellulare, =telefone, =telemóvel, número de telefone, telefoonnummer*,
      =telefoon, =mobiel, mobiel nummer, numer telefonu, telefon komórkowy`),
  ],
  DATE_OF_BIRTH: [
    ...list(`
      geburtsdatum*, =geburtstag, geboren am, date de naissance, né le, née le, fecha de nacimiento, data di nascita,
      data de nascimento, geboortedatum*, data urodzenia`),
  ],
  PERSON: [
    ...list(`
      vorname*, nachname*, familienname*, zuname, geburtsname*, kontoinhaber*, karteninhaber*, ansprechpartner*, prénom,
      prénoms, =nom, nom de famille, nom complet, nom et prénom, nom du titulaire, =titulaire, =nombre, nombre completo,
      nombre y apellidos, apellido, apellidos, =titular, nombre del titular, =nome, cognome, nome e cognome, nominativo,
      intestatario, sobrenome, apelido, nome completo, voornaam, achternaam, =naam, volledige naam, rekeninghouder,
      kaarthouder, =imię, nazwisko, imię i nazwisko`),
  ],
  ADDRESS: [
    ...list(`
      anschrift*, =adresse, straße, hausnummer, straße und hausnummer, plz, postleitzahl*, wohnort, lieferadresse,
      rechnungsadresse, wohnanschrift, adresse postale, =rue, code postal, =ville, =domicile, dirección postal,
      dirección de envío, =calle, código postal, =ciudad, =domicilio, =indirizzo, =città, indirizzo di residenza,
      codice postale, =cap, =endereço, =morada, =rua, =cep, =cidade, =adres, straatnaam, =straat, huisnummer, woonplaats,
      =ulica, kod pocztowy, =miasto, miejscowość, adres zamieszkania`),
  ],
  ORGANIZATION: [
    ...list(`
      =firma, firmenname, =unternehmen, =arbeitgeber, =entreprise, =société, =employeur, raison sociale, =empresa,
      razón social, =azienda, ragione sociale, datore di lavoro, razão social, =empregador, =bedrijf, bedrijfsnaam,
      =werkgever, nazwa firmy, =pracodawca`),
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Types of content that a field's label can name. */
export type LabelType = keyof typeof LABEL_WORDS;

/** Words of these languages that a label may have beside the name of the thing. */
export const BESIDE_LABELS =
  `ihr ihre ihren dein deine deinen mein neues neue neuer altes alte aktuelles aktuelle das der die den des bitte eingeben wiederholen bestätigen
  votre ton ta mon ma nouveau nouvelle ancien ancienne actuel actuelle le la les du de un une saisir saisissez confirmer confirmez répéter
  su tu nueva nuevo actual anterior el los del una introduzca introduce confirmar confirme repetir repita
  il tuo tua suo sua nuovo nuova attuale vecchia vecchio della di lo inserisci inserire conferma ripeti
  seu sua nova novo atual o a os as da do digite insira confirme repita
  uw je jouw nieuw nieuwe huidig huidige het een invoeren bevestig bevestigen herhaal
  twój twoje nowe nowy obecne stare podaj wprowadź powtórz potwierdź sms visuel carte tarjeta carta cartão karte kaart karty
  choose pick set wählen wähle gewünschtes choisissez choisir entrez définissez elija elige escriba scegli scelga digiti escolha defina kies typ wybierz wpisz ustaw`.split(
    /\s+/,
  );

/**
 * Words for people and firms in an office, one line a language, as alternatives of an expression: labels of fields that name them,
 * and said of things too.
 */
export const PARTY_LABELS: readonly string[] = [
  'worker|patient|pupil|parent|guardian|carer|next of kin|policyholder|claimant|witness|member|resident',
  'line manager',
  'customer|client|contact|account(?: name| owner)?|owner|assignee|assigned to|reporter|requester|caller|guest|tenant|lead',
  'vendor|supplier|buyer|seller|manager|attendee|participant|employee|applicant|candidate|student|sold to|bill to|ship to|attn',
  'versicherte[rn]?|arbeitnehmer(?:in)?|mitarbeiter(?:in)?|auszubildende[rn]?|klient(?:in)?|gegner',
  'zeug(?:e|in)|erziehungsberechtigte[rn]?',
  'kunde|kundin|kontakt|ansprechpartner(?:in)?|mandant(?:in)?|mieter(?:in)?|lieferant|bearbeiter(?:in)?|verantwortlich|käufer',
  'patient(?:in)?|bewerber(?:in)?|schüler(?:in)?|vorgesetzte[rn]?|empfänger(?:in)?|absender(?:in)?|auftraggeber|sachbearbeiter(?:in)?',
  'patiente?|élève|assurée?|adhérente?|employée?|allocataire|partie adverse|médecin traitant|tuteur|tutrice',
  'stagiaire',
  'locataire|fournisseur|acheteur|salariée?|interlocuteur|interlocutrice|demandeur|destinataire|responsable|bénéficiaire',
  'trabajador(?:a)?|alumn[oa]|asegurad[oa]|paciente|afiliad[oa]|tutor(?:a)?|médic[oa]|demandante|demandad[oa]',
  'cliente|proveedor|contacto|inquilin[oa]|emplead[oa]|solicitante|destinatari[oa]|comprador|titular|encargad[oa]|referente',
  'lavorator(?:e|rice)|paziente|alunn[oa]|assicurat[oa]|medico|controparte|assistit[oa]|tutore',
  'fornitore|contatto|inquilino|dipendente|richiedente|intestatario|acquirente|referente|assegnato a',
  'trabalhador(?:a)?|colaborador(?:a)?|utente|aluno|aluna|segurad[oa]|médic[oa]|encarregad[oa] de educação',
  'beneficiári[oa]',
  'fornecedor|contato|contacto|inquilino|funcionári[oa]|solicitante|destinatário|responsável|atribuído a',
  'patiënt|werknemer|leerling|cliënte?|verzekerde|behandelaar|wederpartij|melder|ouder|voogd',
  'klant|leverancier|contactpersoon|huurder|medewerker|aanvrager|ontvanger|eigenaar|toegewezen aan',
  'klient(?:ka)?|dostawca|kontakt|najemca|pracownik|ubezpieczon[ya]|uczeń|uczennica|pacjent(?:ka)?',
  'poszkodowan[ya]|lekarz|wnioskodawca|odbiorca|właściciel(?:ka)?|przypisan[oey] do',
];

/** Words that labels of English forms are made of, and the commonest of other languages that are no label by themselves. */
export const LABEL_PARTS =
  `password passcode passphrase login user username account name surname dob birth born tel phone telephone mobile email mail card number passport address street ssn social code secret token key patient insurance customer policy sort routing tax order owner holder
  konto cuenta conto conta rekening nummer geboren iban`.split(/\s{1,8}/);

/** Words of Latin letters that labels consist of, for readers of pixels that take one sign for another. */
export function wordsOfLabels(): ReadonlySet<string> {
  const labels = [...Object.values(LABEL_WORDS).flat(), ...LABEL_PARTS];
  const words = labels.flatMap((label) =>
    label
      .replace(/^=|\*$/g, '')
      .toLowerCase()
      .split(' '),
  );
  return new Set(
    words
      .map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, ''))
      .filter((word) => /^[a-z]{4,13}$/.test(word) || SHORT.has(word)),
  );
}
const SHORT = new Set(['dob', 'tel', 'key', 'tax', 'ssn', 'pin', 'tan', 'nom']);
