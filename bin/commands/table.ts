/** Titles of the list of commands, in the order in which a newcomer meets them. */
export const GROUPS = ['Try it', 'Prove it', 'Run it', 'Govern it', 'Deploy it'] as const;

interface Command {
  /** The title that `strongroom help` lists it under. */
  readonly group: (typeof GROUPS)[number];
  readonly usage: string;
  readonly does: string;
  /** Why its lines may be wider than a terminal. Those of every other command are broken between words. */
  readonly wide?: string;
  /** Calls that work in a checkout, most of them after `npm start`. test/docs/run.test.ts runs each. */
  readonly examples: readonly [string, ...string[]];
  /** Loaded only when it runs: help must be there at once. */
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<number> }>;
}

/** Every command of `strongroom`, in the order of the help and of docs/reference/commands.md. */
export const COMMANDS = {
  start: {
    group: 'Try it',
    usage: 'start [--input DIR] [--out DIR] [--fresh] [--json]',
    does: 'the main job on the embedded lake: synthesize, prove, ingest, redact, query, retain; writes out/, and keeps a lake there that holds more than the sample unless --fresh',
    examples: ['start', 'start --input samples/office-day --out out/mine'],
    load: () => import('./start.ts'),
  },
  query: {
    group: 'Try it',
    usage:
      'query --as TEAM --purpose PURPOSE [SQL|-|--file FILE] [--format table|csv|jsonl|parquet|markdown|json] [--output FILE] [--out DIR] [--json]',
    does: 'query the lake in out/ as a team, for a purpose it is granted: its columns and rows, and nothing else; DESCRIBE tells which columns these are; without a statement, at a terminal, a shell with history and completion',
    wide: 'rows of a table, each on its line; long cells are cut',
    examples: [
      'query --as text-models --purpose cua_training DESCRIBE',
      'query --as ui-agents --purpose cua_training "SELECT kind, count(*) FROM activity GROUP BY kind" --format csv',
    ],
    load: () => import('./query.ts'),
  },
  export: {
    group: 'Try it',
    usage:
      'export --as TEAM --purpose PURPOSE --format hf|webdataset|mds|jsonl --out DIR [--since DAY] [--until DAY] [--lake DIR | --profile NAME --region REGION] [--json]',
    does: 'make a copy for a team, of what it may see and nothing else: steps with frames, a card, a signed manifest; it dies on its day',
    examples: ['export --as cua-trainers --purpose cua_training --format jsonl --out out/set-jsonl'],
    load: () => import('./export.ts'),
  },
  serve: {
    group: 'Try it',
    usage: 'serve [--port N] [--out DIR] [--json]',
    does: 'the page on which workers pause, object and see what is held of them; a demonstration, on this machine only',
    examples: ['serve --port 8080'],
    load: () => import('./serve.ts'),
  },
  prove: {
    group: 'Prove it',
    usage:
      'prove [PATH...] [--templates PATH] [--claims FILE] [--init PATH] [--bootstrap FILE] [--organisation DIR] [--guards] [--details] [--report FILE] [--emit-smt DIR] [--live] [--from DIR] [--against PATH] [--record DIR] [--profile NAME] [--region REGION] [--json]',
    does: 'decide all claims: of this app, or of any templates, in JSON or YAML, against a claims file, which --init writes (docs/access.md); --live of an account as it is (docs/operations.md)',
    examples: [
      'prove',
      'prove out/templates --report out/proof.html',
      'prove --init out/templates --claims out/claims.json',
    ],
    load: () => import('./prove.ts'),
  },
  diff: {
    group: 'Prove it',
    usage:
      'diff OLD NEW | --git OLD..NEW [--claims FILE] [--accepted FILE] [--format text|markdown|json|sarif|junit|html] [--details] [--json]',
    does: 'who gained or lost access to which class between two synthesized apps, by which statement; fails when access widens',
    wide: 'one change a line, so that people and scripts count lines',
    examples: ['diff --git main..HEAD', 'diff OLD NEW --format markdown'],
    load: () => import('./diff.ts'),
  },
  explain: {
    group: 'Prove it',
    usage: 'explain CLAIM... [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'a claim, or all of a kind: what it says, why, what guards it and in which line, what it assumes',
    examples: ['explain two-locks/raw', 'explain columns-and-rows'],
    load: () => import('./explain.ts'),
  },
  who: {
    group: 'Prove it',
    usage: 'who can VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'who can read, decrypt, write, invoke, assume or take an action of AWS on a class or a resource, each with the path',
    examples: ['who can read raw', 'who can decrypt redacted --json'],
    load: () => import('./who.ts'),
  },
  can: {
    group: 'Prove it',
    usage: 'can ROLE reach CLASS | can ROLE VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'whether one role or user can: exits 0 for yes, 1 for no, 3 where it is not known',
    examples: ['can strongroom-redact reach raw', 'can strongroom-page read redacted # exits 1: no'],
    load: () => import('./can.ts'),
  },
  why: {
    group: 'Prove it',
    usage:
      'why can ROLE reach CLASS | why can anybody VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'by which statements, step by step; or what stops it',
    examples: ['why can strongroom-redact reach raw', 'why can anybody read raw # exits 1: nobody can'],
    load: () => import('./why.ts'),
  },
  compare: {
    group: 'Prove it',
    usage: 'compare OLD.json NEW.json [--json]',
    does: 'what one policy document allows that another does not, with a request for each',
    examples: ['compare old-policy.json new-policy.json'],
    load: () => import('./compare.ts'),
  },
  evaluate: {
    group: 'Prove it',
    usage: 'evaluate --cases FILE [--json]',
    does: "decide single requests by IAM's rules",
    wide: 'one decision a line',
    examples: ['evaluate --cases cases.ndjson --json'],
    load: () => import('./evaluate.ts'),
  },
  ingest: {
    group: 'Run it',
    usage: 'ingest DIR... [--out DIR] [--json]',
    does: 'bring recordings into the lake in out/, and redact them',
    examples: ['ingest samples/office-day # exits 1 after npm start: the lake holds it already'],
    load: () => import('./ingest.ts'),
  },
  collect: {
    group: 'Run it',
    usage: 'collect --input DIR [--url URL --region REGION] [--out DIR] [--json]',
    does: 'let a recording happen again in front of the collector, which sends it over HTTP: to the lake in out/, or to URL',
    examples: ['collect --input samples/office-day --out out/mine'],
    load: () => import('./collect.ts'),
  },
  redact: {
    group: 'Run it',
    usage: 'redact [--surface prose|code|ui|secure] [--explain] | --segment FILE [--segment FILE]... [--json]',
    does: 'redact NDJSON {id,text,surface} from standard input, or whole capture/1 segments of one session',
    wide: 'one JSON object a line',
    examples: ['redact --surface prose < texts.ndjson', 'redact --segment samples/office-day/build-0.ndjson.gz'],
    load: () => import('./redact.ts'),
  },
  retain: {
    group: 'Run it',
    usage: 'retain [--plan] [--out DIR] [--json]',
    does: 'destroy what is due in the lake in out/, and check that it is gone; --plan only says what is due, and why',
    examples: ['retain --plan', 'retain'],
    load: () => import('./retain.ts'),
  },
  packages: {
    group: 'Run it',
    usage: 'packages [--out DIR] [--json]',
    does: 'make the copies that workers asked for of their own data, in the lake in out/; each worker saves theirs on their page; exits 1 when one fails, or is due within a week',
    examples: ['packages'],
    load: () => import('./packages.ts'),
  },
  inventory: {
    group: 'Run it',
    usage: 'inventory [--out DIR] [--json]',
    does: 'what lies in the lake in out/ without an item in the ledger, and what the ledger names that is not there; exits 1 when there is any',
    wide: 'one finding a line, written as it is found',
    examples: ['inventory'],
    load: () => import('./inventory.ts'),
  },
  deadletters: {
    group: 'Run it',
    usage:
      'deadletters list | retry BATCH...|--all | drop BATCH... --yes [--reason CODE] [--as NAME] [--profile NAME --region REGION] [--out DIR] [--json]',
    does: 'segments that redaction gave up on, and why; send them back when the reason is mended, or give up on them',
    examples: ['deadletters list', 'deadletters retry --all'],
    load: () => import('./deadletters.ts'),
  },
  gate: {
    group: 'Govern it',
    usage:
      'gate status | pause --reason CODE | certify FILE [--incident ID] [--templates DIR] | show FILE [--since CERTIFICATE] [--report FILE] | approve FILE [--since CERTIFICATE] [--yes] | resume FILE [--as NAME] | verify FILE [--key PEM | --fingerprint HEX] [--templates DIR] [--profile NAME --region REGION] [--out DIR] [--json]',
    does: 'show the gate and the promises, pause collection, or restart it: asked for, approved by two others, signed',
    examples: [
      'gate status',
      'gate pause --reason drill',
      'gate certify out/c.json --as rae --incident INC-7',
      'gate show out/c.json --report out/proposal.html',
    ],
    load: () => import('./gate.ts'),
  },
  investigate: {
    group: 'Govern it',
    usage:
      'investigate --class CLASS --from TIME --to TIME [--logs DIR --policies DIR | --lake DIR] [--claims FILE] [--incident FILE] [--scale default|pagerduty|enisa-2013] [--out DIR] [--json]',
    does: 'who could read a class in that time, who did and by what evidence, and which hours have no records; with severity and deadlines',
    wide: 'a document in Markdown, whose tables have one row a line',
    examples: ['investigate --class raw --from 2026-11-01 --to 2026-11-30 --out out/investigation'],
    load: () => import('./investigate.ts'),
  },
  reads: {
    group: 'Govern it',
    usage:
      'reads --from TIME --to TIME [--logs DIR --policies DIR [--claims FILE] | --out DIR] [--class CLASS] [--worker PSEUDONYM] [--team TEAM] [--column COLUMN] [--append FILE] [--json] | --verify DIR [--json]',
    does: 'who read what, one line a read: of an account by its logs, else of the lake in out/; --append keeps a ledger, --verify checks the one of an account',
    wide: 'one read a line',
    examples: ['reads --from 2026-11-01 --to 2026-11-30 --team ui-agents'],
    load: () => import('./reads.ts'),
  },
  unused: {
    group: 'Govern it',
    usage:
      'unused --to DAY [--days N] [--logs DIR --policies DIR [--claims FILE] | --out DIR] [--class CLASS] [--json]',
    does: 'what is granted and was not read in 90 days, as a proposal to narrow',
    examples: ['unused --to 2026-11-30 --days 30'],
    load: () => import('./unused.ts'),
  },
  doctor: {
    group: 'Deploy it',
    usage: 'doctor [--region REGION] [--environment NAME] [--profile NAME] [--json]',
    does: 'what would stop a first deployment into an account, and what to do about it; changes nothing',
    examples: ['doctor --region eu-central-1'],
    load: () => import('./doctor.ts'),
  },
  cost: {
    group: 'Deploy it',
    usage: 'cost --workers N --hours H [--frames-per-minute F] [--region us-east-1|eu-central-1] [--json]',
    does: 'what a collection of that size costs a worker and month, by service, and which limit gives way first; a model, fed by measurements',
    examples: ['cost --workers 1000 --hours 8 --frames-per-minute 6'],
    load: () => import('./cost.ts'),
  },
  completion: {
    group: 'Deploy it',
    usage: 'completion bash|zsh|fish [--json]',
    does: 'what a shell has to read so that Tab completes commands and options',
    wide: 'code of a shell',
    examples: ['completion bash', 'completion fish'],
    load: async () => {
      const { complete } = await import('./completion.ts');
      return { run: async (args) => complete(said(), args) };
    },
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

const said = (): readonly (readonly [command: string, said: Pick<Command, 'usage' | 'does'>])[] =>
  Object.entries<Command>(COMMANDS);

/** Options that a usage line names, in its order, each once. */
export const optionsOf = (usage: string): string[] => [...new Set(usage.match(/--[a-z][a-z-]*/g) ?? [])];
