/** Talk as programs export it: each is private as a whole. */
export const TALK: readonly (readonly [string, string])[] = [
  [
    'WebVTT with voices',
    'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Tamsin Reid>Good morning everyone.\n\n00:00:04.500 --> 00:00:07.000\n<v Jonas Marsh>Morning, can you hear me?\n\n00:00:07.500 --> 00:00:09.000\n<v Tamsin Reid>Yes, loud and clear.',
  ],
  [
    'WebVTT with names',
    'WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nTamsin Reid: Good morning everyone.\n\n2\n00:00:04.500 --> 00:00:07.000\nJonas Marsh: Morning, can you hear me?\n\n3\n00:00:07.500 --> 00:00:09.000\nTamsin Reid: Yes, loud and clear.',
  ],
  [
    'SRT',
    '1\n00:00:01,000 --> 00:00:04,000\nSo where do we stand with the offer?\n\n2\n00:00:04,500 --> 00:00:07,000\nI sent it out on Friday, they want a discount.\n\n3\n00:00:07,500 --> 00:00:09,000\nHow much do they want?',
  ],
  [
    'Teams',
    'Tamsin Reid   0:03\nGood morning to all of you.\n\nJonas Marsh   0:09\nMorning. Sorry, I am late.\n\nTamsin Reid   0:12\nNo problem, let us start.',
  ],
  [
    'Teams, times first',
    '0:0:0.0 --> 0:0:3.90\nTamsin Reid\nGood morning to all of you.\n0:0:4.0 --> 0:0:9.10\nJonas Marsh\nMorning. Sorry, I am late.\n0:0:9.5 --> 0:0:12.0\nTamsin Reid\nNo problem, let us start.',
  ],
  [
    'Zoom',
    '[Tamsin Reid] 10:02:11\nGood morning to all of you.\n\n[Jonas Marsh] 10:02:19\nMorning. Sorry, I am late.\n\n[Tamsin Reid] 10:02:25\nNo problem, let us start.',
  ],
  [
    'Zoom chat',
    '10:02:11 From Tamsin Reid to Everyone: can you see my screen?\n10:02:19 From Jonas Marsh to Everyone: yes we can\n10:02:25 From Tamsin Reid to Jonas Marsh (Direct Message): please take over',
  ],
  [
    'Zoom chat over lines',
    '10:02:11\t From  Tamsin Reid : can you see my screen?\n10:02:19\t From  Jonas Marsh : yes we can\n10:02:25\t From  Tamsin Reid : great, then let us begin',
  ],
  [
    'Meet',
    '00:00:00\n\nTamsin Reid: Good morning to all of you.\nJonas Marsh: Morning. Sorry, I am late.\nTamsin Reid: No problem, let us start.',
  ],
  [
    'Otter',
    'Tamsin Reid  0:00\nGood morning to all of you.\n\nUnknown Speaker  0:09\nMorning. Sorry, I am late.\n\nTamsin Reid  0:12\nNo problem, let us start.',
  ],
  [
    'numbered speakers',
    'SPEAKER_00: so what do you think about it\nSPEAKER_01: I think that we should wait a week\nSPEAKER_00: okay then let us do that\nSPEAKER_01: fine',
  ],
  [
    'speakers with letters',
    'Speaker A: So what do you think about it?\nSpeaker B: I think we should wait.\nSpeaker A: Okay, then let us do that.',
  ],
  [
    'times in brackets',
    '[00:01:02] Tamsin: hello there\n[00:01:05] Jonas: hi, can you hear me?\n[00:01:09] Tamsin: yes I can',
  ],
  [
    'times in brackets after',
    'Tamsin [00:01:02]: hello there everyone\nJonas [00:01:05]: hi, can you hear me?\nTamsin [00:01:09]: yes I can',
  ],
  [
    'diarised',
    '[0.00s - 3.20s] SPEAKER_00: so what do you think about it\n[3.40s - 6.00s] SPEAKER_01: I think that we should wait\n[6.10s - 7.00s] SPEAKER_00: okay then',
  ],
  [
    'lower case',
    'tamsin: did you see the mail from legal\njonas: yes, looks bad\ntamsin: we need to talk to them today\njonas: ok calling now',
  ],
  [
    'capitals',
    'TAMSIN: Did you see the mail from legal?\nJONAS: Yes, it looks bad.\nTAMSIN: We need to talk to them today.',
  ],
  [
    'initials',
    'TR: Did you see the mail from legal?\nJM: Yes, it looks bad.\nTR: We need to talk to them today.\nJM: I am calling now.',
  ],
  [
    'over lines',
    'Tamsin: Did you see the mail\nfrom legal? They want the whole\nthing redone.\nJonas: Yes, it looks bad.\nI am not sure what to say.\nTamsin: We need to talk to them today.',
  ],
  [
    'Markdown',
    '**Tamsin:** Did you see the mail from legal?\n\n**Jonas:** Yes, it looks bad.\n\n**Tamsin:** We need to talk to them today.',
  ],
  [
    'questions and answers of a hearing',
    'Q. Where were you on that night?\nA. I was at home with my wife.\nQ. Did anyone see you there?\nA. No, I do not think so.',
  ],
  [
    'agent and customer',
    'Agent: Thank you for calling, how can I help?\nCustomer: My card was charged twice.\nAgent: I am sorry to hear that, let me look.',
  ],
  [
    'IRC',
    '[10:02] <tamsin> did you see the mail from legal\n[10:03] <jonas> yes, looks bad\n[10:03] <tamsin> we need to talk to them today',
  ],
  [
    'IRC without times',
    '<tamsin> did you see the mail from legal\n<jonas> yes, looks bad\n<tamsin> we need to talk to them today',
  ],
  [
    'WhatsApp',
    '12/03/2024, 10:02 - Tamsin Reid: did you see the mail from legal\n12/03/2024, 10:03 - Jonas: yes, looks bad\n12/03/2024, 10:03 - Tamsin Reid: we need to talk',
  ],
  [
    'WhatsApp on a phone',
    '[12/03/24, 10:02:11] Tamsin Reid: did you see the mail from legal\n[12/03/24, 10:03:00] Jonas: yes, looks bad\n[12/03/24, 10:03:41] Tamsin Reid: we need to talk',
  ],
  [
    'Slack copied',
    'Tamsin Reid  10:02 AM\ndid you see the mail from legal\nJonas Marsh  10:03 AM\nyes, looks bad\nTamsin Reid  10:04 AM\nwe need to talk to them today',
  ],
  [
    'Discord copied',
    'tamsin — Today at 10:02 AM\ndid you see the mail from legal\njonas_m — Today at 10:03 AM\nyes, looks bad\ntamsin — Today at 10:04 AM\nwe need to talk to them today',
  ],
  [
    'dashes',
    'Tamsin - Did you see the mail from legal?\nJonas - Yes, it looks bad.\nTamsin - We need to talk to them today.\nJonas - I will call.',
  ],
  [
    'German',
    'Herr Brandt: Guten Morgen zusammen.\nFrau Weiss: Guten Morgen, wie geht es Ihnen?\nHerr Brandt: Danke, gut. Fangen wir an.',
  ],
  [
    'JSON lines',
    '{"speaker": "Tamsin", "text": "did you see the mail from legal"}\n{"speaker": "Jonas", "text": "yes, it looks bad"}\n{"speaker": "Tamsin", "text": "we need to talk"}',
  ],
  [
    'Windows line ends',
    'Tamsin: Did you see the mail from legal?\r\nJonas: Yes, it looks bad.\r\nTamsin: We need to talk to them today.\r\n',
  ],
];

/** Text of lines with colons, times or brackets that nobody said. */
export const NO_TALK: readonly (readonly [string, string])[] = [
  ['a form', 'Name: Save\nStatus: open\nPriority: high\nStatus: closed'],
  ['settings', 'Theme: dark\nFont: mono\nTheme: light\nFont: serif'],
  ['a change log', 'Added: a new page for reports\nFixed: the page did not load\nAdded: sorting of the list'],
  [
    'a log',
    '2024-03-12 10:02:11 INFO server: listening on port 8080\n2024-03-12 10:02:12 WARN db: slow query took 3 s\n2024-03-12 10:02:13 INFO server: request finished',
  ],
  [
    'a log with levels',
    '[10:02:11] INFO: starting the worker\n[10:02:12] WARN: queue is getting long\n[10:02:13] INFO: the worker has started\n[10:02:14] ERROR: could not reach the host',
  ],
  [
    'a syslog',
    'Mar 12 10:02:11 host sshd[412]: Accepted publickey\nMar 12 10:02:12 host systemd[1]: Started session\nMar 12 10:02:13 host sshd[412]: Disconnected',
  ],
  [
    'YAML',
    'name: build\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: checkout\n      - run: npm test',
  ],
  ['CSS', 'a:hover { color: red; }\np { margin: 0 auto; }\nh1 { font-size: 2em; }'],
  [
    'code',
    'const a = 1;\nswitch (x) {\n  case 1: return "one";\n  case 2: return "two";\n  default: return "many";\n}',
  ],
  [
    'a dictionary',
    'Apple: a round fruit with red or green skin\nBanana: a long curved yellow fruit\nCherry: a small round red fruit',
  ],
  [
    'questions of users',
    'Q: How do I reset my password?\nA: Open the settings and choose Reset.\nQ: How do I delete my account?\nA: Write to support.',
  ],
  ['a recipe', 'Flour: two cups of it\nSugar: half a cup\nButter: melted, but not hot\nEggs: three of them'],
  ['steps', 'Step 1: Open the settings\nStep 2: Choose the account\nStep 3: Press the button to save'],
  ['keys', 'Ctrl+S: saves the file you work on\nCtrl+Z: takes back the last change\nCtrl+F: finds a word in the file'],
  [
    'headings',
    'Introduction: what this book is about\nChapter 1: where it all began\nChapter 2: how it went on from there\nChapter 3: what became of them',
  ],
  [
    'an error',
    'TypeError: cannot read properties of undefined\n    at run (app.js:10:5)\n    at main (app.js:20:3)\nError: the process has ended',
  ],
  ['headers', 'Content-Type: text/html\nCache-Control: no-cache\nServer: nginx\nDate: Tue, 12 Mar 2024 10:02:11 GMT'],
  ['a table of contents', '1. Introduction\n2. Getting started\n3. How it works\n4. What to do next'],
  [
    'notes of a release',
    'Fixes: the page did not load\nFeatures: you can now sort the list\nDocs: say what the flag does\nFixes: the list was empty',
  ],
  ['advice', 'Note: this will be removed\nWarning: do not do this at home\nTip: use the other one\nNote: it is slow'],
  [
    'a timetable',
    '08:00 Breakfast in the hall\n09:00 Opening of the meeting\n10:30 Break with coffee\n11:00 First talk of the day',
  ],
  ['tags', '<div>some text here</div>\n<p>and some more of it</p>\n<div>the end of the text</div>'],
  ['imports', 'import os: the module for files\nimport re: the module for patterns\nimport json: the module for data'],
  ['measures', 'CPU: 12 % of one core\nMemory: 430 MB of 2 GB\nDisk: 12 GB are free\nNetwork: 3 MB/s in'],
  ['characters of a game', 'Strength: how hard you hit\nWisdom: how much you know\nCharisma: how much they like you'],
];
