/**
 * Text of people and programs without names, by hand: chat lines and labels in each language that is read, one
 * line each. None of them is in the training data; they were only counted.
 */
export const HARMLESS: Readonly<
  Record<string, { readonly chat: readonly string[]; readonly labels: readonly string[] }>
> = {
  en: set(
    `the projector in the big room has no sound
could you resend the minutes from yesterday?
parking is full, use the lot behind the building
we ran out of printer paper again
please update the spreadsheet before noon
lunch at half past twelve?
Thanks, that solved it.
My laptop restarts every hour since the update.
The deadline moved to next Wednesday.
Nobody answers the support line today.`,
    'Merge cells|Track changes|Clear formatting|Show hidden files|Expense report|Billing history|Sort ascending|Empty trash|Screen reader|Keyboard shortcuts',
  ),
  de: set(
    `Der Beamer im großen Raum hat keinen Ton
Kannst du das Protokoll von gestern noch einmal schicken?
Der Parkplatz ist voll, nehmt den hinter dem Gebäude
Das Druckerpapier ist schon wieder alle
Bitte die Tabelle bis Mittag aktualisieren
Essen um halb eins?
Danke, jetzt geht es.
Seit dem Update startet mein Rechner stündlich neu.
Die Frist wurde auf nächsten Mittwoch verschoben.
Heute geht niemand an die Hotline.`,
    'Zellen verbinden|Änderungen nachverfolgen|Formatierung löschen|Versteckte Dateien anzeigen|Spesenabrechnung|Rechnungsverlauf|Aufsteigend sortieren|Papierkorb leeren|Bildschirmleser|Tastenkürzel',
  ),
  fr: set(
    `Le projecteur de la grande salle n'a pas de son
Tu peux renvoyer le compte rendu d'hier ?
Le parking est plein, prenez celui de derrière
Il n'y a plus de papier dans l'imprimante
Merci de mettre le tableau à jour avant midi
On mange à midi et demi ?
Merci, ça marche.
Mon ordinateur redémarre toutes les heures depuis la mise à jour.
L'échéance est repoussée à mercredi prochain.
Personne ne répond à l'assistance aujourd'hui.`,
    'Fusionner les cellules|Suivi des modifications|Effacer la mise en forme|Afficher les fichiers cachés|Note de frais|Historique de facturation|Tri croissant|Vider la corbeille|Lecteur d’écran|Raccourcis clavier',
  ),
  es: set(
    `El proyector de la sala grande no tiene sonido
¿Puedes reenviar el acta de ayer?
El aparcamiento está lleno, usad el de detrás del edificio
Otra vez no queda papel en la impresora
Actualizad la hoja de cálculo antes del mediodía
¿Comemos a las doce y media?
Gracias, ya funciona.
Desde la actualización el portátil se reinicia cada hora.
El plazo se ha movido al próximo miércoles.
Hoy nadie contesta en soporte.`,
    'Combinar celdas|Control de cambios|Borrar formato|Mostrar archivos ocultos|Informe de gastos|Historial de facturación|Orden ascendente|Vaciar papelera|Lector de pantalla|Atajos de teclado',
  ),
  it: set(
    `Il proiettore della sala grande non ha audio
Puoi rimandare il verbale di ieri?
Il parcheggio è pieno, usate quello dietro l'edificio
È di nuovo finita la carta della stampante
Aggiornate il foglio di calcolo entro mezzogiorno
Pranzo a mezzogiorno e mezzo?
Grazie, adesso funziona.
Dopo l'aggiornamento il portatile si riavvia ogni ora.
La scadenza è spostata a mercoledì prossimo.
Oggi nessuno risponde all'assistenza.`,
    'Unisci celle|Revisioni|Cancella formattazione|Mostra file nascosti|Nota spese|Storico fatture|Ordine crescente|Svuota cestino|Lettore dello schermo|Scorciatoie da tastiera',
  ),
  pt: set(
    `O projetor da sala grande está sem som
Pode reenviar a ata de ontem?
O estacionamento está cheio, usem o de trás do prédio
Acabou o papel da impressora outra vez
Atualizem a planilha antes do meio-dia
Almoço ao meio-dia e meia?
Obrigado, agora funciona.
Desde a atualização o computador reinicia a cada hora.
O prazo passou para a próxima quarta-feira.
Hoje ninguém atende no suporte.`,
    'Mesclar células|Controlar alterações|Limpar formatação|Mostrar arquivos ocultos|Relatório de despesas|Histórico de cobrança|Ordem crescente|Esvaziar lixeira|Leitor de tela|Atalhos de teclado',
  ),
  nl: set(
    `De beamer in de grote zaal heeft geen geluid
Kun je de notulen van gisteren nog eens sturen?
De parkeerplaats is vol, neem die achter het gebouw
Het printerpapier is weer op
Graag de spreadsheet voor twaalf uur bijwerken
Eten om half een?
Bedankt, nu werkt het.
Sinds de update start mijn laptop elk uur opnieuw op.
De deadline is verschoven naar volgende woensdag.
Vandaag neemt niemand de helpdesk op.`,
    'Cellen samenvoegen|Wijzigingen bijhouden|Opmaak wissen|Verborgen bestanden tonen|Onkostennota|Factuurgeschiedenis|Oplopend sorteren|Prullenbak legen|Schermlezer|Sneltoetsen',
  ),
  pl: set(
    `Rzutnik w dużej sali nie ma dźwięku
Możesz jeszcze raz wysłać protokół z wczoraj?
Parking jest pełny, stańcie za budynkiem
Znowu skończył się papier w drukarce
Proszę zaktualizować arkusz do południa
Obiad o wpół do pierwszej?
Dzięki, teraz działa.
Od aktualizacji laptop co godzinę się restartuje.
Termin przesunięto na przyszłą środę.
Dziś nikt nie odbiera telefonu pomocy.`,
    'Scal komórki|Śledź zmiany|Wyczyść formatowanie|Pokaż ukryte pliki|Rozliczenie wydatków|Historia płatności|Sortuj rosnąco|Opróżnij kosz|Czytnik ekranu|Skróty klawiszowe',
  ),
};

function set(chat: string, labels: string) {
  return { chat: chat.split('\n'), labels: labels.split('|') };
}
