import type { Words } from './completion.ts';

interface Command {
  readonly usage: string;
  readonly does: string;
  /** Loaded only when it runs: help must be there at once. */
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<number> }>;
}

/** Every command of `strongroom`. */
export const COMMANDS = {
  start: {
    usage: 'start [--input DIR] [--out DIR] [--fresh] [--json]',
    does: 'the main job on the embedded lake: synthesize, prove, ingest, redact, query, retain; writes out/, and keeps a lake there that holds more than the sample unless --fresh',
    load: () => import('./start.ts'),
  },
  prove: {
    usage:
      'prove [PATH...] [--templates PATH] [--claims FILE] [--init PATH] [--bootstrap FILE] [--organisation DIR] [--guards] [--report FILE] [--emit-smt DIR] [--live] [--from DIR] [--against PATH] [--record DIR] [--profile NAME] [--region REGION] [--json]',
    does: 'decide all claims: of this app, or of any templates, in JSON or YAML, against a claims file, which --init writes (docs/access.md); --live of an account as it is (docs/operations.md)',
    load: () => import('./prove.ts'),
  },
  explain: {
    usage: 'explain CLAIM... [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'a claim, or all of a kind: what it says, why, what guards it and in which line, what it assumes',
    load: () => import('./explain.ts'),
  },
  who: {
    usage: 'who can VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'who can read, decrypt, write, invoke, assume or take an action of AWS on a class or a resource, each with the path',
    load: () => import('./who.ts'),
  },
  can: {
    usage: 'can ROLE reach CLASS | can ROLE VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'whether one role or user can: exits 0 for yes, 1 for no, 3 where it is not known',
    load: () => import('./can.ts'),
  },
  why: {
    usage:
      'why can ROLE reach CLASS | why can anybody VERB WHAT [--templates PATH] [--claims FILE] [--bootstrap FILE] [--json]',
    does: 'by which statements, step by step; or what stops it',
    load: () => import('./why.ts'),
  },
  evaluate: {
    usage: 'evaluate --cases FILE [--json]',
    does: "decide single requests by IAM's rules",
    load: () => import('./evaluate.ts'),
  },
  compare: {
    usage: 'compare OLD.json NEW.json [--json]',
    does: 'what one policy document allows that another does not, with a request for each',
    load: () => import('./compare.ts'),
  },
  diff: {
    usage:
      'diff OLD NEW | --git OLD..NEW [--claims FILE] [--accepted FILE] [--format text|markdown|json|sarif|junit|html] [--details] [--json]',
    does: 'who gained or lost access to which class between two synthesized apps, by which statement; fails when access widens',
    load: () => import('./diff.ts'),
  },
  ingest: {
    usage: 'ingest DIR... [--out DIR] [--json]',
    does: 'bring recordings into the lake in out/, and redact them',
    load: () => import('./ingest.ts'),
  },
  collect: {
    usage: 'collect --input DIR [--url URL --region REGION] [--out DIR] [--json]',
    does: 'let a recording happen again in front of the collector, which sends it over HTTP: to the lake in out/, or to URL',
    load: () => import('./collect.ts'),
  },
  deadletters: {
    usage:
      'deadletters list | retry BATCH...|--all | drop BATCH... --yes [--reason CODE] [--as NAME] [--profile NAME --region REGION] [--out DIR] [--json]',
    does: 'segments that redaction gave up on, and why; send them back when the reason is mended, or give up on them',
    load: () => import('./deadletters.ts'),
  },
  query: {
    usage:
      'query --as TEAM --purpose PURPOSE SQL|-|--file FILE [--format table|csv|jsonl|markdown|json] [--output FILE] [--out DIR] [--json]',
    does: 'query the lake in out/ as a team, for a purpose it is granted: its columns and rows, and nothing else; DESCRIBE tells which columns these are',
    load: () => import('./query.ts'),
  },
  export: {
    usage:
      'export --as TEAM --purpose PURPOSE --format hf|webdataset|jsonl --out DIR [--since DAY] [--until DAY] [--lake DIR | --profile NAME --region REGION] [--json]',
    does: 'make a copy for a team, of what it may see and nothing else: steps with frames, a card, a signed manifest; it dies on its day',
    load: () => import('./export.ts'),
  },
  retain: {
    usage: 'retain [--plan] [--out DIR] [--json]',
    does: 'destroy what is due in the lake in out/, and check that it is gone; --plan only says what is due, and why',
    load: () => import('./retain.ts'),
  },
  packages: {
    usage: 'packages [--out DIR] [--json]',
    does: 'make the copies that workers asked for of their own data, in the lake in out/; each worker saves theirs on their page; exits 1 when one fails, or is due within a week',
    load: () => import('./packages.ts'),
  },
  inventory: {
    usage: 'inventory [--out DIR] [--json]',
    does: 'what lies in the lake in out/ without an item in the ledger, and what the ledger names that is not there; exits 1 when there is any',
    load: () => import('./inventory.ts'),
  },
  redact: {
    usage: 'redact [--surface prose|code|ui|secure] [--explain] | --segment FILE [--segment FILE]... [--json]',
    does: 'redact NDJSON {id,text,surface} from standard input, or whole capture/1 segments of one session',
    load: () => import('./redact.ts'),
  },
  gate: {
    usage:
      'gate status | pause --reason CODE | certify FILE [--incident ID] [--templates DIR] | show FILE [--since CERTIFICATE] [--report FILE] | approve FILE [--yes] | resume FILE [--as NAME] | verify FILE [--key PEM | --fingerprint HEX] [--templates DIR] [--profile NAME --region REGION] [--out DIR] [--json]',
    does: 'show the gate and the promises, pause collection, or restart it: asked for, approved by two others, signed',
    load: () => import('./gate.ts'),
  },
  doctor: {
    usage: 'doctor [--region REGION] [--environment NAME] [--profile NAME] [--json]',
    does: 'what would stop a first deployment into an account, and what to do about it; changes nothing',
    load: () => import('./doctor.ts'),
  },
  investigate: {
    usage:
      'investigate --class CLASS --from TIME --to TIME [--logs DIR --policies DIR | --lake DIR] [--claims FILE] [--incident FILE] [--scale default|pagerduty|enisa-2013] [--out DIR] [--json]',
    does: 'who could read a class in that time, who did and by what evidence, and which hours have no records; with severity and deadlines',
    load: () => import('./investigate.ts'),
  },
  cost: {
    usage: 'cost --workers N --hours H [--frames-per-minute F] [--region us-east-1|eu-central-1] [--json]',
    does: 'what a collection of that size costs a worker and month, by service, and which limit gives way first; a model, fed by measurements',
    load: () => import('./cost.ts'),
  },
  completion: {
    usage: 'completion bash|zsh|fish [--json]',
    does: 'what a shell has to read so that Tab completes commands and options',
    load: async () => {
      const { complete } = await import('./completion.ts');
      return { run: async (args) => complete(words(), args) };
    },
  },
  reads: {
    usage:
      'reads --from TIME --to TIME [--logs DIR --policies DIR [--claims FILE] | --out DIR] [--class CLASS] [--worker PSEUDONYM] [--team TEAM] [--column COLUMN] [--append FILE] [--json]',
    does: 'who read what, one line a read: of an account by its logs, else of the lake in out/; --append keeps a ledger',
    load: () => import('./reads.ts'),
  },
  unused: {
    usage:
      'unused --to DAY [--days N] [--logs DIR --policies DIR [--claims FILE] | --out DIR] [--class CLASS] [--json]',
    does: 'what is granted and was not read in 90 days, as a proposal to narrow',
    load: () => import('./unused.ts'),
  },
  serve: {
    usage: 'serve [--port N] [--out DIR] [--json]',
    does: 'the page on which workers pause, object and see what is held of them; a demonstration, on this machine only',
    load: () => import('./serve.ts'),
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

const words = (): Words =>
  Object.entries<Command>(COMMANDS).map(([command, { usage, does }]) => ({ command, does, options: optionsOf(usage) }));

/** Options that a usage line names, in its order, each once. */
export const optionsOf = (usage: string): string[] => [...new Set(usage.match(/--[a-z][a-z-]*/g) ?? [])];
