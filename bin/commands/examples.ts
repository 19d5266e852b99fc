import type { CommandName } from './table.ts';

/** For each command calls that work in a checkout, most of them after `npm start`. A test runs each (test/docs/run.test.ts). */
export const EXAMPLES: Readonly<Record<CommandName, readonly string[]>> = {
  start: ['start', 'start --input samples/office-day --out out/mine'],
  prove: [
    'prove',
    'prove out/templates --report out/proof.html',
    'prove --init out/templates --claims out/claims.json',
  ],
  explain: ['explain two-locks/raw', 'explain columns-and-rows'],
  who: ['who can read raw', 'who can decrypt redacted --json'],
  can: ['can strongroom-redact reach raw', 'can strongroom-page read redacted # exits 1: no'],
  why: ['why can strongroom-redact reach raw', 'why can anybody read raw # exits 1: nobody can'],
  evaluate: ['evaluate --cases cases.ndjson --json'],
  compare: ['compare old-policy.json new-policy.json'],
  diff: ['diff --git main..HEAD', 'diff OLD NEW --format markdown'],
  ingest: ['ingest samples/office-day # exits 1 after npm start: the lake holds it already'],
  collect: ['collect --input samples/office-day --out out/mine'],
  deadletters: ['deadletters list', 'deadletters retry --all'],
  query: [
    'query --as text-models --purpose cua_training DESCRIBE',
    'query --as ui-agents --purpose cua_training "SELECT kind, count(*) FROM activity GROUP BY kind" --format csv',
  ],
  export: ['export --as cua-trainers --purpose cua_training --format jsonl --out out/set-jsonl'],
  retain: ['retain --plan', 'retain'],
  packages: ['packages'],
  inventory: ['inventory'],
  redact: ['redact --surface prose < texts.ndjson', 'redact --segment samples/office-day/build-0.ndjson.gz'],
  gate: [
    'gate status',
    'gate pause --reason drill',
    'gate certify out/c.json --as rae --incident INC-7',
    'gate show out/c.json --report out/proposal.html',
  ],
  doctor: ['doctor --region eu-central-1'],
  investigate: ['investigate --class raw --from 2026-11-01 --to 2026-11-30 --out out/investigation'],
  cost: ['cost --workers 1000 --hours 8 --frames-per-minute 6'],
  completion: ['completion bash', 'completion fish'],
  reads: ['reads --from 2026-11-01 --to 2026-11-30 --team ui-agents'],
  unused: ['unused --to 2026-11-30 --days 30'],
  serve: ['serve --port 8080'],
};
