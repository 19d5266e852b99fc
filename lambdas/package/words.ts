import type { PageLanguage } from '../../lib/ledger/index.ts';

/** What the pages inside a package say, beside the messages of the workers' page. A language that lacks one does not compile. */
export interface PackageWords {
  readonly title: string;
  readonly made: string;
  readonly overview: string;
  readonly own: string;
  readonly files: string;
  readonly dayTitle: string;
  readonly records: string;
  readonly recordsWhat: string;
  readonly pictures: string;
  readonly picturesGone: string;
  readonly picturesIn: string;
  readonly decisions: string;
  readonly decisionsNone: string;
  readonly raw: string;
  readonly others: string;
  readonly spreadsheet: string;
  readonly english: string;
  readonly keep: string;
  readonly waiting: string;
}

const en: PackageWords = {
  title: 'Your copy of your recordings',
  made: 'Made on {when}, because you asked for it.',
  overview: 'This is the overview: what there is about you, who can read it, who has read it, and what was destroyed.',
  own: 'Everything here is about you. Nobody else was given it.',
  files: 'Your records are in the other files of this copy, one or more for each day.',
  dayTitle: 'Your records of {day}, {place}',
  records: 'Records',
  recordsWhat:
    'One line for each thing that was recorded, in the order of time. There are fewer lines than things received: what is private is one line without its content, or leaves none.',
  pictures: 'Pictures of your screen',
  picturesGone: 'Pictures that were destroyed before this copy was made: {n}.',
  picturesIn: 'The records of this day are in the first file of the day. Here are more of its pictures.',
  decisions: 'What you asked for and decided',
  decisionsNone: 'Nothing is kept of it.',
  raw: 'Recordings are sealed for a few days as they were made. This copy holds them after private details were removed. The sealed ones are not in it: they can hold passwords, and words of others. If you need them before their day is over, ask the people who answer for this program.',
  others:
    'What others wrote or said may have stood on your screen. Their private details were removed in the same way, and what is left of it is in this copy because it is part of your records.',
  spreadsheet: 'For a spreadsheet',
  english: 'What each column means (in English)',
  keep: 'Keep these files where only you can read them. Nobody can take them back once they are on your device.',
  waiting: 'Recordings from which private details were still to be removed, and that are not in this copy: {n}.',
};

const de: PackageWords = {
  title: 'Ihre Kopie Ihrer Aufzeichnungen',
  made: 'Erstellt am {when}, weil Sie es verlangt haben.',
  overview:
    'Dies ist die Übersicht: was es über Sie gibt, wer es lesen kann, wer es gelesen hat und was vernichtet wurde.',
  own: 'Alles hier betrifft Sie. Niemand sonst hat es erhalten.',
  files: 'Ihre Datensätze stehen in den anderen Dateien dieser Kopie, für jeden Tag in einer oder mehreren.',
  dayTitle: 'Ihre Datensätze vom {day}, {place}',
  records: 'Datensätze',
  recordsWhat:
    'Eine Zeile für alles, was aufgezeichnet wurde, in zeitlicher Reihenfolge. Es sind weniger Zeilen als eingegangen sind: Privates ist eine Zeile ohne Inhalt oder hinterlässt keine.',
  pictures: 'Bilder Ihres Bildschirms',
  picturesGone: 'Bilder, die vernichtet wurden, bevor diese Kopie erstellt war: {n}.',
  picturesIn: 'Die Datensätze dieses Tages stehen in der ersten Datei des Tages. Hier sind weitere Bilder.',
  decisions: 'Was Sie verlangt und entschieden haben',
  decisionsNone: 'Davon ist nichts aufbewahrt.',
  raw: 'Aufzeichnungen liegen einige Tage lang versiegelt so vor, wie sie gemacht wurden. Diese Kopie enthält sie, nachdem private Angaben entfernt wurden. Die versiegelten sind nicht dabei: Sie können Passwörter und Worte anderer enthalten. Wenn Sie sie brauchen, bevor ihr Tag vorbei ist, fragen Sie die Personen, die für dieses Programm verantwortlich sind.',
  others:
    'Auf Ihrem Bildschirm kann gestanden haben, was andere geschrieben oder gesagt haben. Deren private Angaben wurden ebenso entfernt. Was davon übrig ist, steht in dieser Kopie, weil es zu Ihren Datensätzen gehört.',
  spreadsheet: 'Für eine Tabellenkalkulation',
  english: 'Was jede Spalte bedeutet (auf Englisch)',
  keep: 'Bewahren Sie diese Dateien dort auf, wo nur Sie sie lesen können. Sind sie auf Ihrem Gerät, kann sie niemand zurückholen.',
  waiting:
    'Aufzeichnungen, aus denen private Angaben noch zu entfernen waren und die nicht in dieser Kopie stehen: {n}.',
};

const fr: PackageWords = {
  title: 'Votre copie de vos enregistrements',
  made: 'Préparée le {when}, parce que vous l’avez demandée.',
  overview: 'Voici la vue d’ensemble : ce qui existe sur vous, qui peut le lire, qui l’a lu et ce qui a été détruit.',
  own: 'Tout ce qui se trouve ici vous concerne. Personne d’autre ne l’a reçu.',
  files: 'Vos données se trouvent dans les autres fichiers de cette copie, un ou plusieurs par jour.',
  dayTitle: 'Vos données du {day}, {place}',
  records: 'Données',
  recordsWhat:
    'Une ligne pour chaque chose enregistrée, dans l’ordre du temps. Il y a moins de lignes que de choses reçues : ce qui est privé tient en une ligne sans contenu ou n’en laisse aucune.',
  pictures: 'Images de votre écran',
  picturesGone: 'Images détruites avant la préparation de cette copie : {n}.',
  picturesIn: 'Les données de ce jour se trouvent dans le premier fichier du jour. Voici d’autres images.',
  decisions: 'Ce que vous avez demandé et décidé',
  decisionsNone: 'Rien n’en est conservé.',
  raw: 'Les enregistrements restent scellés quelques jours tels qu’ils ont été faits. Cette copie les contient une fois les détails privés retirés. Les enregistrements scellés n’y figurent pas : ils peuvent contenir des mots de passe et les paroles d’autres personnes. S’il vous les faut avant la fin de leur délai, adressez-vous aux responsables de ce programme.',
  others:
    'Ce que d’autres ont écrit ou dit a pu s’afficher sur votre écran. Leurs détails privés ont été retirés de la même façon. Ce qu’il en reste figure dans cette copie, parce que cela fait partie de vos données.',
  spreadsheet: 'Pour un tableur',
  english: 'Ce que signifie chaque colonne (en anglais)',
  keep: 'Gardez ces fichiers là où vous seul pouvez les lire. Une fois sur votre appareil, personne ne peut les reprendre.',
  waiting: 'Enregistrements dont les détails privés restaient à retirer et qui ne figurent pas dans cette copie : {n}.',
};

const es: PackageWords = {
  title: 'Su copia de sus grabaciones',
  made: 'Preparada el {when}, porque usted la pidió.',
  overview: 'Esta es la vista general: qué hay sobre usted, quién puede leerlo, quién lo ha leído y qué se destruyó.',
  own: 'Todo lo que hay aquí trata de usted. Nadie más lo ha recibido.',
  files: 'Sus registros están en los demás archivos de esta copia, uno o varios por día.',
  dayTitle: 'Sus registros del {day}, {place}',
  records: 'Registros',
  recordsWhat:
    'Una línea por cada cosa grabada, en orden de tiempo. Hay menos líneas que cosas recibidas: lo privado es una línea sin contenido o no deja ninguna.',
  pictures: 'Imágenes de su pantalla',
  picturesGone: 'Imágenes destruidas antes de preparar esta copia: {n}.',
  picturesIn: 'Los registros de este día están en el primer archivo del día. Aquí hay más imágenes.',
  decisions: 'Lo que usted pidió y decidió',
  decisionsNone: 'No se conserva nada de ello.',
  raw: 'Las grabaciones quedan selladas unos días tal como se hicieron. Esta copia las contiene una vez retirados los detalles privados. Las selladas no están en ella: pueden contener contraseñas y palabras de otras personas. Si las necesita antes de que termine su plazo, pregunte a los responsables de este programa.',
  others:
    'En su pantalla pudo aparecer lo que otras personas escribieron o dijeron. Sus detalles privados se retiraron del mismo modo. Lo que queda está en esta copia porque forma parte de sus registros.',
  spreadsheet: 'Para una hoja de cálculo',
  english: 'Qué significa cada columna (en inglés)',
  keep: 'Guarde estos archivos donde solo usted pueda leerlos. Una vez en su dispositivo, nadie puede recuperarlos.',
  waiting: 'Grabaciones de las que aún había que retirar detalles privados y que no están en esta copia: {n}.',
};

export const PACKAGE_WORDS: Readonly<Record<PageLanguage, PackageWords>> = { en, de, fr, es };
