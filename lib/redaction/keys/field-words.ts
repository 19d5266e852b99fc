import type { HiddenType } from '../hidden-types.ts';

const list = (words: string): readonly string[] => words.trim().split(/,\s{1,20}/);

/**
 * How programs and tables name a value of a person: `geb_datum`, `numSecu`, "PT NAME". One entry is the words of a name, in lower
 * case and without accents; words that may stand beside it are in BESIDE_FIELDS. Labels for people are in label-words.ts, and are
 * understood too.
 */
export const FIELD_WORDS = {
  PERSON: list(`
    first name, last name, fname, lname, given name, givenname, forename, forenames, middle name, family name, surname, maiden name,
    full name, fullname, display name, legal name, preferred name, name first, name last, cn, sn, gecos, fn,
    vorname, vornamen, nachname, familienname, geburtsname, zuname, name vorname, rufname,
    prenom, nom prenom, nom usage, nom naissance, nom famille, nom complet, patronyme, nom patronymique,
    primer apellido, segundo apellido, apellido, apellidos, apellido 1, apellido 2, nombre completo, nombre apellidos, nombre pila,
    cognome, cognome nome, nome cognome, nominativo, nome completo, sobrenome, apelido, apelidos, nome proprio, nome social,
    voornaam, voornamen, achternaam, roepnaam, tussenvoegsel, volledige naam, geslachtsnaam,
    imie, nazwisko, imie nazwisko, nazwisko imie, nazwisko rodowe, drugie imie,
    birthname, payeename, payername, debtorname, creditorname, accountholdername, nextkin, pupilname, studentname,
    guardianname, parentname, passengername, spousename, kontaktname, kundenname, absendername, ehename, versicherungsnehmer,
    vermieter, nomjeunefille, nompatient, nomclient, nomeleve, prenomnom, nompila, primernombre, segundonombre,
    apellidopaterno, apellidomaterno, nombrecliente, nombrepaciente, nombrealumno, nomecliente, nomepaziente, nomealunno,
    cognomenubile, primeironome, ultimonome, nomepai, nomealuno, nomepaciente, geboortenaam, meisjesnaam, klantnaam,
    patientnaam, naamklant, nazwiskopanienskie, imieojca, imiematki, imiona, nazwaklienta, nazwiskoklienta, empfangername`),
  DATE_OF_BIRTH: list(`
    dob, date of birth, birth date, birthdate, birth day, birthday, bday, born, born on, date birth, birth dt,
    geburtsdatum, geb datum, gebdat, geb, geboren, geboren am, geburtstag, date naissance, date de naissance, dt naissance, ddn,
    ne le, nee le, naissance, fecha nacimiento, fecha de nacimiento, fec nac, fecha nac, f nacimiento, nacimiento, nacido,
    nacido el, data nascita, data di nascita, dt nascita, nato il, nata il, nascita, data nascimento, data de nascimento, dt nasc,
    data nasc, dt nascimento, nascimento, nascido em, nascida em, geboortedatum, geb dat, geboortedag, geboren op,
    data urodzenia, data ur, dt ur, urodzony, urodzona, ur,
    bdate, dtbirth, gebtag, datenaiss, dnaissance, fnac, fecnacimiento, datanas, dnasc, geboortedat, gbdatum, dturodzenia,
    dturodz, dataurodz`),
  PHONE_NUMBER: list(`
    phone, phone no, phone nr, phone number, telephone, tel, tel no, tel nr, telno, mobile, mobile no, mobile number, mobile phone, cell,
    cell phone, msisdn, fax, contact no, contact number, emergency number, ice number, landline, whatsapp,
    telefon, telefonnummer, telefonnr, tel nummer, handy, handynummer, handynr, mobil, mobilnummer, mobiltelefon, festnetz, rufnummer,
    notfallnummer, notfallkontakt, telephone portable, portable, tel portable, tel fixe, tel mobile, numero tel, num tel, mobile perso,
    telefono, tel fijo, movil, tel movil, celular, num telefono, nro telefono, telefono movil, cellulare, cell, num cellulare,
    recapito telefonico, recapito, telefone, telemovel, tlm, tlf, num telefone, contato telefonico, telefoon, telefoonnummer, telnr,
    telefoonnr, mobiel, mobiel nummer, noodnummer, gsm, numer telefonu, nr telefonu, telefon komorkowy, komorka, tel kom, nr tel,
    homephone, workphone, mobilnr, rufnr, telefonfestnetz, telefonmobil, telcasa, numcell, telabitazione, telcelular,
    telresidencial, gsmnummer, telefonu, telkontaktowy, telefonkontaktowy`),
  ID_NUMBER: list(`
    ssn, social security number, social security, nino, ni number, nhs number, nhs no, national id, national id number, tax id, tin, itin, ein,
    passport, passport no, passport number, passport nr, driving licence, drivers license, driver license, licence no, mrn,
    medical record number, patient id, patient number, insurance number, policy number, member number, member id,
    staff number, employee number, payroll number, personnel number,
    steuer id, steuernummer, steuer nr, idnr, sv nr, svnr, sv nummer, sozialversicherungsnummer, rv nummer, rvnr, versichertennummer,
    versnr, kvnr, ausweisnummer, ausweis nr, personalnummer, personal nr, reisepassnummer, passnummer, fuhrerschein, personalausweis,
    num secu, numero secu, nir, num ss, numero securite sociale, nss, matricule, num passeport, cni, num cni, num fiscal,
    dni, nie, nif, nif nie, dni nie, naf, num ss, numero seguridad social, pasaporte, num pasaporte, historia clinica,
    codice fiscale, cod fisc, codfisc, tessera sanitaria, num passaporto, carta identita, matricola,
    cpf, niss, nus, num utente, cartao cidadao, cc numero, passaporte, titulo eleitor, cns,
    bsn, burgerservicenummer, paspoortnummer, rijbewijsnummer, personeelsnummer, polisnummer, patientnummer,
    pesel, nr pesel, nip, dowod, nr dowodu, dowod osobisty, seria nr dowodu, nr paszportu, paszport,
    idcardnumber, identitynumber, personalidnumber, sozialversicherungsnr, rentenversicherungsnr, ahvnr, insee, numdni,
    nrodni, documentoidentidad, numdocumento, nrodocumento, cedula, curp, codfiscale, numcartaidentita, cpfcnpj, nrcpf,
    numcpf, numrg, numcc, bsnnr, bsnnummer, burgerservicenr, sofinr, rijksregisternr, numerpesel, nrdowoduosobistego,
    seriainumerdowodu, personnr, personnummer, passnr, numpassaporte, traveldocument, taxnumber, taxpayerid, numnif, rfc,
    cuit, cuil, partitaiva, piva, contribuinte, numcontribuinte, nrnip, regon, btwnummer, btwnr, healthcardnumber,
    versichertennr, patientennr, fallnr, egknr, numpatient, numadherent, numhistoria, numhistoriaclinica, tarjetasanitaria,
    cartellaclinica, numpaziente, codiceassistito, prontuario, nutente, numerosns, polisnr, nrpacjenta, numerpacjenta,
    nrubezpieczenia, driverlicence, numpermis, permisconduire, carnetconducir, licenciaconducir, patenteguida, numpatente,
    cnh, numcnh, cartaconducao, rijbewijsnr, prawojazdy, nrprawajazdy, licenseplate, licenceplate, numberplate, plateno,
    platenumber, kennzeichen, kfzkennzeichen, fahrgestellnr, immatriculation, matricula, bastidor, numbastidor, targa,
    telaio, numtelaio, chassi, kenteken, nrrejestracyjny, numerrejestracyjny, rejestracja, employeeno, empno, empnr, staffno,
    personnelno, badgeno, memberno, membershipno, studentno, studentnumber, customerno, custno, policyno, claimno, kundennr,
    mitarbeiternr, mitgliedsnr, matrikelnr, vertragsnr, policennr, versicherungsnr, numclient, numemploye, numcontrat,
    numetudiant, numcliente, nrocliente, numempleado, numsocio, nrosocio, numpoliza, numafiliado, legajo, codcliente,
    codicecliente, numtessera, numpolizza, numfuncionario, numapolice, klantnr, personeelsnr, lidnr, studentnr, relatienr,
    nrklienta, nrpracownika, nrpolisy, nralbumu, nrlegitymacji`),
  BANK_ACCOUNT: list(`
    iban, account no, account number, bank account, acct no, acct number, sort code, routing number, kontonummer, konto nr, ktonr,
    bankverbindung, num compte, numero compte, rib, cuenta, num cuenta, numero cuenta, ccc, cuenta bancaria, conto corrente,
    num conto, numero conto, conta bancaria, num conta, nib, rekeningnummer, rekening nr, bankrekening, nr konta, numer konta,
    nr rachunku, numer rachunku, rachunek,
    acctnum, bankacct, routingno, bankrouting, clabe, cbu, ccbancario, contacorrente, agenciaconta, chavepix, cardnumber,
    cardno, cardnum, ccnumber, ccnum, kartennr, numcarte, numerocarte, numtarjeta, nrotarjeta, numcarta, numcartao,
    numerocartao, kaartnr, nrkarty`),
  ADDRESS: list(`
    home address, street address, postal address, address line 1, address line 2, address line, addr line 1, address, addr, street,
    anschrift, adresse, strasse, wohnanschrift, strasse hausnr, adresse postale, rue, domicile, adresse 1, voie,
    direccion, domicilio, calle, indirizzo, residenza, morada, endereco, logradouro, rua, adres, straat, straatnaam, woonadres,
    adres zamieszkania, ulica, adres korespondencyjny,
    mailingaddress, billingaddress, shippingaddress, deliveryaddress, streetname, hausnr, plzort, rechnungsanschrift,
    complementadresse, lieuresidence, calleynumero, viapiazza, indirizzoresidenza, numerocivico, bairro, huisnr,
    straathuisnummer, straathuisnr, strassehausnr, strassenr, callenumero, callenum, viacivico, viaenumero, ulicanr, ulicanumer,
    ruanumero, ruaenumero, ruenumero, adresseligne1, postalline, addrline, streetline, streetandnumber, postadres, nrdomu, numerdomu, numermieszkania, ulicanrdomu, daddr`),
  ZIP_CODE: list(`
    zip, zip code, zipcode, postcode, post code, postal code, plz, postleitzahl, cp, code postal, codigo postal, cod postal, cap,
    codice postale, cep, kod pocztowy, postcode plaats`),
  LOCATION: list(`
    city, town, place of birth, birth place, birthplace, hometown, ort, wohnort, geburtsort, stadt, ville, commune, lieu naissance, ciudad,
    localidad, poblacion, municipio, lugar nacimiento, citta, comune, luogo nascita, cidade, localidade, naturalidade, plaats, woonplaats,
    geboorteplaats, miasto, miejscowosc, miejsce urodzenia`),
  HEALTH: list(`
    complaint, chief complaint, beschwerden, motif consultation, motivo consulta, klacht, klachten, dolegliwosci, allergy, allergies, diagnosis, diagnoses, dx, primary diagnosis, medication, medications, meds, disability, disabilities,
    medical condition, medical conditions, health condition, blood type, blood group, symptoms, illness, reason sick leave, sick reason,
    special needs, sen, diagnose, diagnosen, allergie, allergien, unvertraglichkeiten, erkrankung, erkrankungen, vorerkrankungen, medikamente,
    medikation, behinderung, gdb, krankheit, krankheitsgrund, blutgruppe, allergies connues, maladie, maladies, pathologie, antecedents,
    traitement, traitements, handicap, rqth, groupe sanguin, motif arret, alergia, alergias, diagnostico, enfermedad, enfermedades,
    patologia, medicacion, discapacidad, grupo sanguineo, motivo baja, allergia, diagnosi, malattia, patologie, farmaci, terapia,
    disabilita, gruppo sanguigno, alergia medicamentosa, doenca, doencas, medicacao, deficiencia, tipo sanguineo, motivo afastamento,
    cid, indicatie, aandoening, aandoeningen, ziekte, medicatie, beperking, bloedgroep, reden verzuim, alergie, rozpoznanie, rozp, diag, choroba,
    choroby, leki, niepelnosprawnosc, stopien niepelnosprawnosci, grupa krwi,
    disabilitystatus, hauptdiagnose, gradbehinderung, schwerbehinderung, vorerkrankung, invalidita, allergieen,
    arbeidsongeschiktheid`),
  NRP: list(`
    religion, faith, denomination, ethnicity, ethnic group, ethnic origin, nationality, citizenship, race, union, trade union, union membership,
    sexual orientation, political party, konfession, bekenntnis, glaube, religionszugehorigkeit, staatsangehorigkeit, nationalitat,
    gewerkschaft, culte, confession, nationalite, syndicat, origine ethnique, religion, nacionalidad, sindicato, etnia, confesion,
    religione, cittadinanza, nazionalita, sindacato, religiao, nacionalidade, raca cor, raca, geloof, religie, nationaliteit, vakbond,
    geaardheid, wyznanie, religia, narodowosc, obywatelstwo, zwiazek zawodowy,
    religiousaffiliation, partymembership, unionmember, staatsburgerschaft, parteimitgliedschaft, herkunftsland, croyance,
    appartenancesyndicale, ciudadania, afiliacionsindical, orientacionsexual, confessionereligiosa, cidadania,
    staatsburgerschap, godsdienst, kerkgenootschap, etniciteit, przynaleznoscpartyjna, staatsangehorigkeit`),
  AGE: list(`age, alter, age years, edad, eta, idade, leeftijd, wiek`),
  MONEY: list(`
    salary, wage, wages, pay, base pay, base salary, annual salary, monthly salary, gross pay, net pay, gross salary, net salary,
    hourly rate, income, monthly income, annual income, income monthly, bonus, gehalt, bruttogehalt, nettogehalt, monatsgehalt, jahresgehalt,
    grundgehalt, lohn, bruttolohn, nettolohn, stundenlohn, einkommen, entgelt, verdienst, vergutung, salaire, salaire brut, salaire net, remuneration, revenu, revenus,
    sueldo, salario, salario bruto, salario neto, nomina, ingresos, ingresos mensuales, stipendio, stipendio lordo, stipendio netto, ral,
    retribuzione, reddito, salario base, vencimento, ordenado, renda, renda mensal, remuneracao, salaris, brutosalaris, nettosalaris,
    loon, brutoloon, uurloon, inkomen, pensja, pensja brutto, wynagrodzenie, wynagrodzenie brutto, placa, dochod, zarobki,
    salairebase, salarioliquido, nettoloon, maandsalaris, pensjanetto, wynagrodzenienetto`),
  USERNAME: list(`
    sam account name, samaccountname, user principal name, usuario, nombre usuario, utilisateur, nom utilisateur, identifiant, benutzer,
    benutzername, gebruiker, gebruikersnaam, nome utente, utilizador, nome usuario, uzytkownik, nazwa uzytkownika`),
  PASSWORD: list(`
    key material, clave, clave acceso, clave secreta, contrasena, contrasenia, secreto, secreto jwt, mot de passe, mdp, motdepasse,
    kennwort, passwort, geheimnis, schlussel, senha, palavra passe, segredo, wachtwoord, geheim, haslo, klucz, klucz api, sekret,
    parola chiave, chiave segreta, segreto`),
} as const satisfies Readonly<Partial<Record<HiddenType, readonly string[]>>>;

export type FieldType = keyof typeof FIELD_WORDS;

/** Nouns for a person: a field of that name holds that person's name, where the value looks like one. */
export const PEOPLE_FIELDS: ReadonlySet<string> = new Set(
  list(`
    applicant, patient, employee, customer, client, contact, contact person, on call, owner, holder, account holder, cardholder, tenant,
    landlord, student, pupil, teacher, parent, guardian, next of kin, resident, beneficiary, insured, claimant, witness, driver, passenger,
    guest, donor, candidate, recipient, addressee, destinataire, destinatario, destinataria, ontvanger, odbiorca, nurse, doctor, physician, who, person, member, author, assignee, requester, caller, display, approver, signed by,
    arbeitnehmer, mitarbeiter, mitarbeiterin, kunde, kundin, patientin, schuler, schulerin, kind, mieter, mieterin, bewohner, bewohnerin,
    versicherter, bewerber, bewerberin, ansprechpartner, kontaktperson, inhaber, arzt, fahrer, absender, empfanger, vater, mutter,
    salarie, salariee, employe, employee, locataire, eleve, titulaire, assure, assuree, beneficiaire, demandeur, adherent, medecin, tuteur,
    titular, alumno, alumna, paciente, cliente, empleado, empleada, trabajador, trabajadora, inquilino, inquilina, solicitante, asegurado,
    tutor, tutora, padre, madre, medico, contacto, beneficiario, dipendente, paziente, utente, alunno, alunna, inquilino, richiedente,
    assicurato, intestatario, referente, medico curante, genitore, funcionario, funcionaria, colaborador, aluno, aluna, segurado, responsavel,
    mae, pai, contato, medewerker, klant, patient, bewoner, bewoonster, leerling, huurder, verzekerde, aanvrager, contactpersoon, huisarts,
    cursist, pracownik, pracownica, klient, klientka, pacjent, pacjentka, uczen, uczennica, najemca, ubezpieczony, wnioskodawca, kontakt,
    lekarz, rodzic, opiekun`),
);

/** Lines of an address: a program calls other lines so, too. */
export const LINE_FIELDS: readonly string[] = list(
  'line 1, line1, line one, linea 1, ligne 1, zeile 1, regel 1, linha 1',
);

/** Why a person is seen: in a table of patients it is an illness, and in others anything. */
export const REASON_FIELDS: ReadonlySet<string> = new Set(
  list(`
    reason, problem, aufnahmegrund, einweisungsgrund, behandlungsgrund, opnamereden, ricovero, ingreso, internamento, przyjecia, condition, issue, indication, presenting, presenting problem, reason for visit, grund, anlass, befund, motif, motif visite,
    motivo, motivo visita, causa, problema, reden, oorzaak, powod, przyczyna, problem zdrowotny, queixa`),
);
/** Columns that only tables of patients have. */
export const PATIENT_FIELDS: ReadonlySet<string> = new Set(
  list(`
    patient, patients, patient name, pt, ward, patientin, patient in, paciente, paziente, pacjent, pacjentka`),
);
/** What is left of a pay, in a table of people. */
export const AMOUNT_FIELDS: ReadonlySet<string> = new Set(
  list(
    'net, gross, netto, brutto, brut, neto, bruto, lordo, liquido, net amount, gross amount, auszahlung, a pagar, do wyplaty',
  ),
);

/** Names that say no more than that it is a name: people's only where the value or a neighbour shows it. */
export const BARE_NAMES: ReadonlySet<string> = new Set(list('name, nom, nombre, nome, naam, names, noms, nazwa'));

/** Words that may stand beside the name of a field and change nothing of what it holds. */
export const BESIDE_FIELDS: ReadonlySet<string> = new Set(
  `the a of de du des la le les el los da do di del della dei van von der den im zu z i e y et und and en
  pt pat patient patients customer cust client employee emp staff user member person contact applicant student pupil tenant guest holder owner
  account billing shipping delivery home work private business personal perso primary secondary main other alt alternate current new old
  emergency mother mothers father fathers parent guardian spouse partner child next kin cardholder insured subscriber author sender recipient
  doctor provider landlord my your his her their no nr num number value text field str txt raw full 1 2 3 0
  kunde kunden kundin mitarbeiter arbeitnehmer schuler bewohner versicherter mieter privat geschaftlich dienstlich notfall kontakt mutter vater
  casa lavoro gd pracy domu kom kontaktowy oficina telefono bank postal client salarie eleve locataire assure titulaire urgence pro domicile mere pere cliente paciente alumno alumna empleado trabajador titular tutor
  tutora madre padre urgencia contacto dipendente paziente alunno utente cliente madre padre emergenza funcionario aluno responsavel mae pai
  klant medewerker leerling bewoner huurder moeder vader thuis werk klient klienta pracownika pracownik ucznia uczen pacjenta pacjent rodzica
  mensual monthly annual yearly brut brutto bruto lordo net netto neto mensile mensal
  admin administrador administrator db baza bazy bd base api jwt sms app wifi wlan ftp smtp ldap stara old`.split(
    /\s{1,8}/,
  ),
);
