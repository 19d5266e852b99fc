import type { CommandName } from './table.ts';

/** For each command calls that work in a checkout, most of them after `npm start`. */
export const EXAMPLES: Readonly<Record<CommandName, readonly string[]>> = {
  start: ['start', 'start --input samples/office-day --out /tmp/lake'],
  prove: ['prove', 'prove cdk.out --report proof.html', 'prove --init cdk.out --claims claims.json'],
  explain: ['explain two-locks/raw', 'explain columns-and-rows'],
  who: ['who can read raw', 'who can decrypt redacted --json'],
  can: ['can strongroom-redact reach raw', 'can strongroom-page read redacted'],
  why: ['why can strongroom-redact reach raw', 'why can anybody read raw'],
  evaluate: ['evaluate --cases cases.ndjson --json'],
  compare: ['compare old-policy.json new-policy.json'],
  diff: ['diff --git main..HEAD', 'diff out/templates cdk.out --format markdown'],
  ingest: ['ingest samples/office-day'],
  collect: ['collect --input samples/office-day'],
  deadletters: ['deadletters list', 'deadletters retry --all'],
  query: [
    'query --as text-models --purpose cua_training DESCRIBE',
    'query --as ui-agents --purpose cua_training "SELECT kind, count(*) FROM activity GROUP BY kind" --format csv',
  ],
  export: ['export --as cua-trainers --purpose cua_training --format jsonl --out set'],
  retain: ['retain --plan', 'retain'],
  inventory: ['inventory'],
  redact: ['redact --surface prose < texts.ndjson', 'redact --segment segment.ndjson.gz --explain'],
  gate: [
    'gate status',
    'gate pause --reason drill',
    'gate certify c.json --as rae --incident INC-7',
    'gate show c.json',
  ],
  doctor: ['doctor --region eu-central-1'],
  investigate: ['investigate --class raw --from 2026-11-01 --to 2026-11-30 --out report'],
  cost: ['cost --workers 1000 --hours 8 --frames-per-minute 6'],
  completion: ['completion bash', 'completion fish'],
  reads: ['reads --from 2026-11-01 --to 2026-11-30 --team ui-agents'],
  unused: ['unused --to 2026-11-30 --days 30'],
  serve: ['serve --port 8080'],
};
