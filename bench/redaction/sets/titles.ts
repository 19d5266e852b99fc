/**
 * Titles of windows, rows of lists and labels of fields as screens show them, written by hand. Braces mark persons, customers and
 * places: every name is made up. Even lines were looked at, odd ones only counted.
 */
export const HARD_TITLES: readonly string[] = `
{halvex-labs/ledger-core}: Pull requests · GitHub
Pull Request #1421 · {halvex-labs/ledger-core} · Fix rounding by {tomreyle}
{#proj-nightjar} (Channel) - {Halvex} - Slack
{#team-payments-oncall} | {Norwick} | Slack
{priya.raman} (DM) - {Kestrel Foods} - Slack
{marekz@build-07}: ~/src/api — zsh
{root@ip-10-2-44-7}:/var/log
{deploy@prod-eu-3}: ~ (ssh)
{Project Nightjar} - Kickoff deck.pptx - PowerPoint
Operation {Bluefinch} – Confluence
Codename {Marigold} roadmap.xlsx - Excel
Re: Termination agreement for {Dana Whitcombe} - Outlook
FW: Salary adjustment {Lindqvist} Q3 - Message (HTML)
Offer to {Verdantis} – final – Message (HTML)
{CV_Okonkwo_2024}.pdf - Adobe Acrobat Reader
{lindqvist_jonas_contract_signed}.docx - Word
Payslip {Marta Szymborska} March.pdf
{Brightwater}_NDA_v3_final.docx - Word
{王小明} - 微信
{李娜} 发来一条消息
{田中太郎}さん - LINE
{佐藤 美咲} | Chatwork
{김민수} - 카카오톡
{박지영} 님과의 대화
{Иван Петров} - Telegram
Чат с {Ольга Смирнова}
{Γιώργος Παπαδόπουλος} – Viber
{محمد علي} - WhatsApp
Chat with {Siobhan Reilly} | Microsoft Teams
{Siobhan Reilly}, {Jonas Marsh} +2 - Messenger
Call with {+44 7700 900812}
Incoming call: {(415) 555-0148}
Missed call from {Aunt Rosamund}
Voicemail from {Dr. Haldane}'s office
Invoice {INV-20391} – {Osprey Dental Group} – QuickBooks
Quote {Q-88213} {Pryzma Systems} – {$48,200.00} – Salesforce
Balance: {€12,480.55} – Online banking
Case {00928817} – {Yarrowtech} – refund | Service Console
Ticket #{55213}: {Tamsin Achterberg} cannot log in – Zendesk
[{PAY-1423}] Retry failed payouts – Jira
{NIGHTJAR-77}: rotate keys - Jira
Order {#1004582} · {Beatriz Castellanos} · Shopify
Patient: {Rukmini Bhattacharya} MRN {0048213} – Epic
{Featherstonehaugh, Tobias} – Chart Review
{Kowalczyk, Zofia} (DOB {04/12/1981})
1:1 {Leonie} / {Hamza} – Google Calendar
Lunch w/ {Iryna} @ {Trattoria Bellweather}
Interview: {Caio Ferraz} (backend) – Google Meet
{Eoin}'s birthday drinks – Calendar
Dentist {Dr. Vandermeulen} 14:30
{@thandi_codes} on X
{@noor.haddad} • Instagram photos and videos
{jonasmarsh92} (u/{jonasmarsh92}) - Reddit
{emre-yildirim} (Emre Y.) · GitHub
Overview · {wanjiru-k} · GitHub
{sunniva}/{dotfiles}: my setup
Signed in as {b.papadimitriou@norwick.example}
Share with {kofi@halvex.example} and 3 others
{zainab@quorvane.example} – Gmail
Inbox ({halvex.example}) – 12 unread
To: {Marguerite Beaumont}; Cc: {legal@tessellate.example}
From: {Radek Dvořák} Subject: your review
{Quorvane Ltd} – Opportunity – Negotiation – Salesforce
Account: {Zandermann AG}
{Copperline Bank} | Accounts – HubSpot
Customer {Lumivanta} – health score
Contract {CTR-2024-118} {Fenwright Insurance}.pdf
{Tessellate} x {Verdantis} – Joint plan – Google Docs
Notes: call with {Oakhollow Partners} – Notion
{acme-prod-eu} – Kubernetes – Lens
{halvex-prod} | Cloud SQL | Google Cloud
s3://{halvex-customer-exports}/2024/ – S3 browser
C:\\Users\\{jmarsh}\\Documents\\{Reilly-divorce}.docx - Word
/home/{iryna}/clients/{norwick}/invoice.py - Vim
~/clients/{kestrel-foods}/api — -bash
{192.168.40.17} – Remote Desktop
{db-01.halvex.internal} - DBeaver
https://{halvex}.atlassian.net/browse/{NIGHT-12}
https://{norwick}.slack.com/archives/{C02AB3CD4}
{quorvane}.sharepoint.com/sites/{board-2025}
{Haruka Yamashiro} is typing…
{Haruka Y.} reacted to your message
Seen by {Minh}, {Thuy} and 4 others
{Bogdan Ionescu} invited you to {Halvex Finance}
{Salma} mentioned you in {#legal-hold}
Assigned to: {Wojciech Kowalczyk}
Reporter {Ágnes Horváth}
Owner: {m.rasmussen}
Reviewed by {Quigley, P.}
Edited by {Anneliese Hofstadter} 3 min ago
Last modified by {idris.benali}
Zoom Meeting – {Yusra Haddad}'s Personal Meeting Room
Meeting with {Dimitra} from {Halden & Ruck}
{Thuy Phan} is presenting
{Elif Demir} (Guest)
Ship to {14 Larkhill Road, Thornbury}
{221 Kingsmead Lane} – Google Maps
Directions to {Bellweather Clinic}
Wire to {DE89370400440532013000}
Card ending {4471}
SSN {536-90-4471}
Passport {533380006} – scan.pdf
Emp ID {E-00471} – {Nkechi Adaeze} – Workday
Goal review: {Mircea Bogdan} – Lattice
{Zsolt Horváth} – Performance – BambooHR
{Grace Okafor}'s MacBook Pro
AirDrop from {Daniel's iPhone}
Bluetooth: {Laura's AirPods}
Wi-Fi: {HalvexGuest-5G}
VPN connected – {vpn.norwick.example}
password – {Tr1cky!Pass9} – Notepad
API key {sk_live_9f8a7d6c5b4e3f2a1b0c} copied
OTP {482913}
Your code is {739 204}
export TOKEN={ghp_Zx81kLmQ0aYtR5sWv3NcB7dHfJ2uEoI4pGqT} - zsh
psql -h {db.halvex.internal} -U {svc_ledger} prod
ssh {ubuntu@3.121.44.17}
git push {git@github.com:halvex-labs/ledger-core.git}
{Halvex-Labs/infra} at main · GitHub
{norwick/mobile-app} – Actions – workflow runs
Merge request !482 · {quorvane / risk-engine} · GitLab
{pryzma-systems} / {billing} — Bitbucket
Issue #99 · {osprey-dental/portal}
{figma-halvex} – Checkout redesign – Figma
{Halvex} checkout flow – Figma
Board: {Kestrel} relaunch | Trello
{Marlowe Bros} – weekly sync – Zoom
QBR {Norwick Analytics} – Google Slides
Term sheet – {Brightwater Logistics} – DocuSign
Due diligence {Project Osprey} – Datasite
Acquisition of {Lumivanta} – board memo.docx
Layoff list Q4 – {Engineering Halvex}.xlsx
{Karim Benali} – 1:1 notes – Notion
Appointment {Mr. Underwood} 9 May
{Sandra Price} – Facebook
{Keith Young} | LinkedIn
{Rose Marsh} – Chat
{Mark Stone} sent you a file
{Grace Reid} - Contact
Message {Victor}
Block {Craig}?
Remove {Helen Walsh} from group
Delete contact "{Simon Fraser}"?
{Simon}, {Rachel}, {Andrew} – Group chat
{Monica}: see you at 5
{Patrick Hughes}: the numbers look wrong
{Diane}: ok!
`
  .trim()
  .split('\n');
