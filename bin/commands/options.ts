/** What each option of the commands means. A usage line may name no option that is not here. */
export const OPTIONS: Readonly<Record<string, string>> = {
  '--accepted': 'file of widenings that were accepted: {"accepted": [{"id", "reason", "approver", "expires"}]}',
  '--against': 'templates that the account should be as: a synthesized folder, or one template',
  '--all': 'each of them, instead of naming batches',
  '--append': 'ledger of reads that is only added to, one JSON object a line',
  '--as': 'the team or the person that the command acts as',
  '--bootstrap': "template of the CDK's bootstrap stack, so that its roles are decided too",
  '--class': 'the data class',
  '--cases': 'file of requests with policies',
  '--claims': 'claims file of another app (docs/access.md); without it, config/ of this checkout',
  '--column': 'the column that was read',
  '--days': 'for how many days back',
  '--details':
    'also what each line is made of: of diff, with the statement that did it; of prove, each claim and assumption',
  '--emit-smt': 'folder for each question as an SMT-LIB script, for another solver',
  '--environment': 'name of an environment of config/environments.ts',
  '--explain': 'what spoke for and against each decision',
  '--file': 'file with the statement; - for standard input',
  '--fingerprint': 'SHA-256 of the key of certificates, in hexadecimal',
  '--from': 'first moment, in ISO 8601: 2026-03-01 or 2026-03-01T08:00:00Z; of prove, folder of a recorded account',
  '--format': 'how the answer is written',
  '--frames-per-minute': 'pictures of the screen that a device sends in a minute; none when left out',
  '--fresh': 'begin with an empty lake; without it, a lake that holds more than the sample is kept',
  '--git': 'two revisions, as in main..HEAD',
  '--guards': 'also seek what each claim rests on among many principals, which takes a proof for each',
  '--hours': 'of work a day',
  '--incident': 'the incident: its id after which collection restarts, or the file that describes it',
  '--init': 'writes a first claims file for the templates at a path, which holds, into --claims (claims.json)',
  '--input': 'folder of a recording',
  '--json': 'one JSON document instead of text for people',
  '--key': 'file of the public key of certificates, in PEM',
  '--live': 'the account of the credentials as it is, instead of templates',
  '--logs': 'folder of log files as AWS writes them',
  '--lake': 'folder of the embedded lake; out/ when left out',
  '--organisation': 'folder with the policies of the organisation (policies/)',
  '--out': 'folder to write to: of the embedded lake (out/ when left out), or of a copy',
  '--output': 'file to write the answer to',
  '--policies': 'folder of what the policies were through time: dated templates or snapshots',
  '--port': 'port to listen on, on this machine only',
  '--plan': 'only say what would be destroyed, and why',
  '--profile': 'profile of the AWS configuration, for an account instead of the embedded lake',
  '--purpose': 'what the data is used for: a purpose that the team is granted',
  '--reason': 'why, as a code in lower case',
  '--record': 'folder to write what AWS answered to, for --from',
  '--report':
    'file for a page (HTML): of the proof, who reaches what as a drawing, and each path that opens it; of a proposal, what an approver answers for',
  '--region': 'AWS region, for an account instead of the embedded lake',
  '--scale': 'by which scale the severity is told',
  '--segment': 'file of a capture/1 segment; several of one session in their order',
  '--since': 'an earlier certificate to compare with, instead of the last one, which is found by itself',
  '--surface': 'what kind of text it is: prose, code, ui, or secure',
  '--templates': 'folder of synthesized templates, or one template',
  '--to': 'last moment, in ISO 8601',
  '--team': 'the team that read',
  '--until': 'last day, as 2026-03-31',
  '--url': 'address of an ingest API',
  '--verify': 'folder with the ledger of reads of the audit zone (reads/), to be checked part by part',
  '--worker': 'pseudonym of the worker whose rows were read',
  '--workers': 'people who are recorded at the same time',
  '--yes': 'do not ask first; needed where there is no terminal to ask at',
};

/** What options of one command mean there, where that is more than their sentence above. */
const OPTIONS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  export: {
    '--as': 'the team that the copy is for: its columns and rows, and nothing else',
    '--format':
      'hf (Parquet with PNG inside), webdataset (tar), mds (MosaicML Streaming), or jsonl with frames beside it',
    '--out': 'folder for the copy: a new or empty one, or that of an earlier export',
    '--since': 'first day on which the recordings were received, as 2026-03-01; from the beginning when left out',
    '--until': 'last day on which the recordings were received, as 2026-03-31; to the end when left out',
  },
  query: {
    '--as': 'the team that asks: its columns and rows, and nothing else',
    '--format': 'table when left out; parquet takes a file (--output)',
    '--out': 'folder of the embedded lake; out/ when left out',
  },
};

/** The sentence of an option of a command; empty when there is none. */
export const optionSays = (command: string, option: string): string =>
  OPTIONS_OF[command]?.[option] ?? OPTIONS[option] ?? '';
