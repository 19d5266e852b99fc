/**
 * Chat as people write it in small letters and without marks, by hand, in each language that is read: lines without names, and lines whose
 * names stand between brackets. None of them is in the training data; the harmless ones were only counted.
 */
export const CARELESS: Readonly<
  Record<string, { readonly harmless: readonly string[]; readonly named: readonly string[] }>
> = {
  en: set(
    `anyone else getting the spinning wheel on the vpn page
nah its fine just leave it open
ugh the ac is freezing today
can we do four instead of half three
still waiting on the quote tbh
the new chairs squeak so bad
hang on let me grab a pen
gonna grab a sandwich anyone want anything
that deadline is never going to happen haha
page three has a typo btw
lets just order pizza
it keeps asking me to update, so annoying
i'll bring the ladder tomorrow
sounds great, see you in the lobby
we should probably cancel the friday slot`,
    `hey can you ask [gareth] if the boxes came
just spoke to [siobhan] shes off tomorrow
[marek] broke the build again lol
is [priya] in today or wfh
tell [kwame] the van is blocked in
met [oluwaseun] at reception hes waiting
pls cc [tanvi] on this one
[brigitte] said no way
lunch with [joaquin] and [mei] at one
[darnell] has the keys i think
thx [anneke] ur a star
forward it to [heidi kowalczyk] please
got a voicemail from [mrs abernathy] about the invoice
hi [leila] are you joining
whos covering for [tomasz] next week`,
  ),
  de: set(
    `kann mal jemand das fenster zumachen
hat jemand ein ladegerät für usb c übrig
ok mach ich gleich nach dem essen
die heizung im zweiten stock geht nicht
puh war das ein langer tag
soll ich die folien noch ausdrucken oder reicht digital
gibts heute wieder currywurst
können wir das auf donnerstag schieben
ich hol mir noch schnell was zu trinken
steht das protokoll schon irgendwo
wir brauchen mehr toner
die lieferung kam in der falschen farbe
ich finds ehrlich gesagt unübersichtlich
wollen wir zusammen runtergehen
Ich schick dir gleich den Link zur Umfrage`,
    `hat [ayşe] schon zugesagt
frag mal [torben] der weiß das
[gudrun] kommt erst um zehn
hab [malte] heut noch nicht gesehen
liegt das bei [herrn wiesinger]
danke [jule] du bist die beste
[bartosz] hat den schlüssel vom lager
schick das bitte an [henrike sandvoss]
mit [özlem] und [falk] um drei
der [yannick] meinte das passt so`,
  ),
  fr: set(
    `quelqu'un a vu mon chargeur
on mange où ce midi
t'as pensé à fermer la fenêtre
bof pas convaincu par la nouvelle maquette
faut relancer le serveur je crois
il manque encore deux colonnes dans le tableau
on peut décaler à jeudi plutôt
j'ai oublié mon badge à la maison
vous entendez ou c'est coupé
je descends chercher le courrier
grosse flemme ce matin
nickel je valide
on avance bien finalement
Ah oui effectivement c'est pas logique
Pense à vider ta corbeille`,
    `demande à [thibault] il saura
[maëlys] est malade aujourd'hui
j'ai eu [monsieur delaunay] au téléphone
merci [ghislaine] t'es un amour
c'est [youssef] qui a les clés
envoie ça à [corentin lemoigne] stp
on voit ça avec [soizic] et [bastien]
[anouk] arrive vers dix heures
pas de nouvelles de [ludivine]
t'as vu [killian] ce matin`,
  ),
  es: set(
    `alguien tiene un cargador de sobra
qué hay de comer hoy
pues yo lo veo igual que antes
se ha vuelto a colgar el programa
falta rellenar la última columna
podemos moverlo al jueves
me dejé la tarjeta en casa
se oye fatal, sal y vuelve a entrar
bajo un momento a por el correo
qué pereza de lunes
perfecto lo doy por bueno
vaya lío con las facturas
Ah vale ahora lo entiendo
Acuérdate de vaciar la papelera
os apuntáis a una caña luego`,
    `pregúntale a [iker] que él sabe
[nerea] está de baja hoy
he hablado con [don evaristo] por teléfono
gracias [ximena] eres un sol
las llaves las tiene [joaquín]
mándaselo a [itziar mendizábal] porfa
lo vemos con [yago] y [maite]
[ainhoa] llega sobre las diez
ni rastro de [gonzalo]
has visto a [leire] esta mañana`,
  ),
  it: set(
    `qualcuno ha un caricatore in più
cosa si mangia oggi
secondo me era meglio prima
si è bloccato di nuovo il programma
manca ancora una colonna nella tabella
possiamo spostare a giovedì
ho scordato il badge a casa
si sente malissimo esci e rientra
scendo un attimo a prendere la posta
che sonno stamattina
ok per me va bene così
che casino con le fatture
Ah ecco adesso ho capito
Ricordati di svuotare il cestino
chi viene a bere qualcosa dopo`,
    `chiedi a [tiziano] lui lo sa
[ornella] oggi è in malattia
ho sentito la [signora bevilacqua] al telefono
grazie [ginevra] sei un angelo
le chiavi le ha [ivano]
mandalo a [fiammetta lodovici] per favore
ne parliamo con [duccio] e [mirella]
[samuele] arriva verso le dieci
nessuna notizia da [loredana]
hai visto [ettore] stamattina`,
  ),
  pt: set(
    `alguém tem um carregador a mais
o que é o almoço hoje
acho que antes estava melhor
o programa bloqueou outra vez
falta preencher a última coluna
dá pra passar pra quinta
esqueci o crachá em casa
tá cortando muito sai e entra de novo
vou ali buscar o correio
que preguiça de segunda
por mim está fechado
que confusão com as faturas
Ah agora percebi
Não te esqueças de esvaziar o lixo
quem vem beber um copo depois`,
    `pergunta ao [jandir] que ele sabe
a [iolanda] está de baixa hoje
falei com o [senhor vasconcelos] ao telefone
obrigado [thayná] és um anjo
as chaves estão com o [gaspar]
manda pra [jussara figueiredo] por favor
vemos isso com a [leonor] e o [dinis]
o [wanderley] chega lá pelas dez
nada da [eduarda] ainda
viste o [tomé] hoje de manhã`,
  ),
  nl: set(
    `heeft iemand een oplader over
wat eten we vandaag
ik vond de vorige beter eigenlijk
het programma hangt alweer
er mist nog een kolom in de tabel
kunnen we het naar donderdag schuiven
badge thuis laten liggen
je valt steeds weg ga er even uit
ik loop even naar beneden voor de post
geen zin in maandag
prima wat mij betreft zo laten
wat een gedoe met die facturen
Ah nu snap ik hem
Vergeet niet de prullenbak te legen
wie gaat er straks mee iets drinken`,
    `vraag [sjoerd] maar die weet het
[marloes] is ziek vandaag
ik had [mevrouw terpstra] aan de lijn
bedankt [femke] je bent top
de sleutels liggen bij [joost]
stuur dat naar [annelies hoekema] graag
we bespreken het met [ruud] en [ilse]
[bouchra] komt rond tien uur
nog niks gehoord van [teun]
heb jij [gijs] gezien vanochtend`,
  ),
  pl: set(
    `ma ktoś zapasową ładowarkę
co dziś na obiad
wcześniej było chyba lepiej
program znowu się zawiesił
brakuje jeszcze jednej kolumny w tabeli
możemy przełożyć na czwartek
zostawiłem kartę w domu
strasznie przerywa wyjdź i wejdź ponownie
schodzę na chwilę po pocztę
nie chce mi się dzisiaj nic
dla mnie może zostać
ale bałagan z tymi fakturami
A no tak teraz rozumiem
Pamiętaj żeby opróżnić kosz
kto idzie potem na piwo`,
    `zapytaj [bożenę] ona wie
[wiesław] jest dziś chory
dzwoniła [pani szymborska] w sprawie faktury
dzięki [halinka] jesteś super
klucze ma [radek]
wyślij to do [grażyny pietrzak] proszę
obgadamy to z [kubą] i [jagodą]
[zbyszek] będzie koło dziesiątej
dalej nic od [justyny]
widziałeś dziś [mirka]`,
  ),
};

function set(harmless: string, named: string) {
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  return { harmless: lines(harmless), named: lines(named) };
}
