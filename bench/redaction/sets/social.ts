/**
 * Posts as people write them, by hand, every name made up and in braces: names without capitals, joined to a hashtag or a
 * handle, in capitals, of many languages, and words that only look like names. Even lines were looked at, odd ones only
 * counted.
 */
export const POSTS: readonly string[] = `
omg {kaylee brandt} just followed me back i cant breathe
RT @sportsdesk: {Dembel} out for six weeks, {Okoro} starts on Saturday
lmao {darnell} really said that on live tv
Big thanks to {Ingrid Solbakk} and {Tomas Reyle} for having us on the show today!
why is {marcus whitlow} trending again
saw {Priyasha} at the mall w/ her new bf, didnt even say hi smh
#{JusticeForTamika} march starts 5pm at city hall
Happy bday to my bro {Lil Dashawn} #turnup
so {mrs okafor} cancelled the test?? best day ever
"We are not done yet" - coach {Hallorand} after the win
@{jenna_wexler} hey girl are u coming tn or nah
watching {Zlatko Perović} highlights all night, man is unreal
can someone tell {brayden} to stop texting me lol
{KEVIN HARTWELL} IS THE FUNNIEST MAN ALIVE
New single from {Amira Delacour} ft. {Young Teko} out at midnight!!
cannot believe {auntie rosamund} made it to 95, legend
prayers for {Emmanuel Adeyinka} and his family tonight
ugh {becca} is so annoying in this class
My professor ({Dr. Lindholm}) just liked a meme during lecture im dead
team {noah} or team {elijah}?? vote below
just finished the new {Harlan Voss} novel. wow. wow. wow.
i swear {tyrese} owes me 20 bucks since march
Retweet if you think {Sen. Marbury} should resign
{Yuki}-chan made me a cake im crying
shoutout 2 {big mike} at the barber shop, fresh cut
Is it just me or does {Callum Thorne} look exactly like {Ewan Pryce}?
breakfast with {mum}, dad and {Oisín} then the long drive home
{Xiomara Benítez}'s speech gave me chills
dont let {Trevon} drive, he failed his test 3 times
Loving the interview {Saoirse Kinsella} did with the radio this morning
{Jae-won} x {Min-seo} collab when???
idk who needs to hear this but {brenda} from accounting is NOT your friend
GOAL!!! {Mbalenhle} with a header in the 89th minute
Nobody: ... {Chadwick}: "have you tried crypto"
rip grandpa {stanislav}, you taught me everything
the way {keisha monroe} walked into that meeting like she owned the place
Congrats to @{DrAnjaliRao} on the new job!
if {jordan peake} drops an album this year i will cry
Huge day for {Team Halvorsen}, 3rd place at nationals
hey {alexa} play despacito
{Fatou Diallo} (@fatou_d) is running the marathon for charity, donate here
{luca} and {matteo} are fighting again over the xbox
Mayor {Quinterro} says the bridge will open in May
got {ariana's} autograph today!!!
me and {nana adwoa} at the market this morning
{Bjørn} told me the ferry is cancelled, anyone know more?
when {Mr Pettigrew} says pop quiz *dies*
{sza}, {khalid} and {the weeknd} in one night?? take my money
Who else remembers {little timmy kowalczyk} from the news
{Hyacinth Bucketh}: "it's pronounced differently"
tfw {dani} forgets ur birthday
{Vladislav Nemirov} lost his title in round 2, what a fight
love u {mama lucille}, see u at sunday dinner
#{RIPMalachi} gone too soon
Someone check on {Gunther}, he has been quiet since the final
{shaniqua} n {lamar} finally getting married yall
"He was a quiet man," said neighbour {Edith Cranmore}, 71.
{J. K. Rowanson} has blocked me and i have never been prouder
voting for {amara okonjo} and nobody can stop me
CEO {Piers Haldane} steps down after only eight months
hbd {zo}! hope ur day is lit
my cat {Mr Whiskerton} hates this song
Day 3 without {kenji}. the group chat is dead
{Abdulrahman} and {Yusra} just had twins mashallah
what did {steph} say about friday
tonight on the pod: {Delphine Marchetti}, {Rory McAlden} and {Zhou Lan}
not {hannah} posting that at 2am
{Ms. Featherby} retired today after 38 yrs of teaching, legend
I cant with {Dorinda} this episode #housewives
lost my wallet on the 38 bus, name inside is {Cormac Tierney}, pls DM
{chris} and {amy} broke up?? love is dead
why tf does {Leandro Couto} still start every game
ok but {timothy chalamane} in that suit
{President Okwara} lands in Geneva tomorrow
wish {thandi} was here rn
met {DJ Kassova} backstage, so humble
anyone got {rafa's} number
The late {Wilhelmina Oostveen} would have been 100 today
miss my bestie {nevaeh} sm
thank u {sir reginald} very cool
{Siddharth Menonkar} explains why rates will stay high
I think {bash} is at his moms house
fan art of {Rosalind Achebe} i made last night
{Grigor} vs {Alcaráz}: who ya got
im in the uber and the driver {mehmet} is telling me his life story
{Ji-eun} noona saranghae
"{Cassidy}, get off the roof!" - me, every day
so proud of lil sis {anjola} for graduating today
Loool {uncle femi} is dancing again
{hailey} b wylin
{Tadeusz}, {Jadwiga} & the kids are staying for easter
free {young slatt}
thinking abt {Mireille} today, 2 years already
first time hearing {nilüfer}, wow what a voice
good luck to {Beau Landry} and {Thibodeaux} at the trials
{Rev. Ezekiel Amos} opened with a joke about parking
dear {santa}, i want a ps5
where is {Waldo Emmerich} when you need him
{pete davidsen} dating who now???
guys {ms. nguyen} just gave us free pizza
`
  .trim()
  .split('\n');

/** Posts that name no person. */
export const NOBODY: readonly string[] = `
cant believe its already thursday lol
ugh my phone died again brb
Who else is watching the game tonight?? #halftime
this weather tho... someone send hot chocolate pls
Just finished a 10k run, feeling great!
lmaooo i cant even rn
Breaking: road closed after heavy rain, expect delays
good morning everyone have a blessed day
need new headphones, any recs?
the line at the dmv is wild smh
Can we talk about how good this pizza is
omg the finale was insane no spoilers
ngl im kinda tired of winter
New blog post is up, link in bio
thx for all the birthday wishes yall
wtf is wrong with the wifi today
Free shipping on all orders this weekend only!
yaaas finally friday
the new update broke everything again
Idk how people wake up at 5am every day
tbh pineapple on pizza is fine
traffic is moving slow on the bridge this morning
gonna binge the whole season tonight
Petition to make monday illegal
just made the best ramen of my life
Does anyone know a good plumber?
first day at the new job, wish me luck
im soooo hungry
happy holidays from our team to yours
anyone else's internet down rn?
`
  .trim()
  .split('\n');
