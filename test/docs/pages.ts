import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXITS } from '../../bin/commands/help.ts';
import { optionSays } from '../../bin/commands/options.ts';
import { COMMANDS, type CommandName, optionsOf } from '../../bin/commands/table.ts';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { CLAIM_FAMILIES, CLAIM_KINDS, type ClaimFamily } from '../../lib/access/index.ts';
import { COLUMNS, type Column, PARTITION_KEYS } from '../../lib/activity/columns.ts';
import { DEAD_REASONS } from '../../lib/activity/dead-letters.ts';
import { REFUSALS } from '../../lib/activity/refusals.ts';
import { WORKER_REFUSALS } from '../../lib/governance/participation/refusals.ts';
import { present } from '../present.ts';
import { knownAlarms } from './alarms.ts';
import { interfacesIn } from './interfaces.ts';

const ROOT = join(import.meta.dirname, '../..');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');
const page = (title: string, intro: string, body: string): string =>
  `# ${title}\n\n${intro}\n\n${body.trim()}\n\nMade from the code by \`npm run reference\`; a test holds this page to it.\n`;

/** Commands that say nothing without an account. */
const NEED_ACCOUNT: readonly CommandName[] = ['doctor'];

function commands(): string {
  const parts = (Object.keys(COMMANDS) as CommandName[]).map((name) => {
    const { usage, does, examples } = COMMANDS[name];
    const options = optionsOf(usage).map((option) => [`\`${option}\``, optionSays(name, option)]);
    return `## ${name}\n\n${does}\n\n\`\`\`\nstrongroom ${usage}\n\`\`\`\n\n${options.length === 0 ? '' : `${table(['option', 'meaning'], options)}\n\n`}\`\`\`${NEED_ACCOUNT.includes(name) ? 'sh account' : 'sh'}\n${examples.map((example) => `npx strongroom ${example}`).join('\n')}\n\`\`\``;
  });
  return page(
    'Commands',
    `${EXITS} Progress goes to standard error, the answer to standard output.`,
    parts.join('\n\n'),
  );
}

const claims = (): string =>
  page(
    'Claims',
    'What every synth decides, by kind. `npx strongroom explain KIND` shows the claims of this app with their guards and lines; the [threat model](../threat-model.md) says what they mean.',
    (Object.keys(CLAIM_FAMILIES) as ClaimFamily[])
      .map((family) => {
        const { why, assumes } = CLAIM_KINDS[family];
        return `## ${family}\n\n**Says:** ${CLAIM_FAMILIES[family]}.\n\n**Why:** ${why}\n\n**Assumes:**\n\n${assumes.map((text) => `- ${text}`).join('\n')}`;
      })
      .join('\n\n'),
  );

function columns(): string {
  const holds = (column: Column): string =>
    column.content === 'closed'
      ? `one of: ${column.words.join(', ')}`
      : column.content === 'text'
        ? `text, after the rule \`${column.rule}\``
        : 'format' in column
          ? `${column.content}: ${column.format}`
          : column.content;
  const rows = [...PARTITION_KEYS, ...COLUMNS].map((column: Column) => [
    `\`${column.name}\``,
    column.type,
    column.sensitivity,
    holds(column),
    column.purpose,
    Object.entries(access.teams)
      .filter(([, team]) => (team.columns as readonly string[]).includes(column.name))
      .map(([name]) => name)
      .join(', '),
  ]);
  return page(
    'Columns of the lake',
    'S0 structural · S1 behaviour without content · S2 can be linked to a worker · S3 content, redacted. Every team sees the partition keys `jurisdiction`, `day` and `shard`.',
    table(['column', 'type', 'sensitivity', 'holds', 'what it is for', 'granted to (default configuration)'], rows),
  );
}

function codes(): string {
  const rowsOf = (codes: Readonly<Record<string, { text: string; todo: string }>>, extra: (code: string) => string) =>
    Object.entries(codes).map(([code, { text, todo }]) => [`\`${code}\``, extra(code), text, todo]);
  const doors = rowsOf(REFUSALS, (code) => {
    const { status, scope } = REFUSALS[code as keyof typeof REFUSALS];
    return `${status}, ${scope}`;
  });
  const workers = rowsOf(WORKER_REFUSALS, (code) =>
    String(WORKER_REFUSALS[code as keyof typeof WORKER_REFUSALS].status),
  );
  const dead = Object.entries(DEAD_REASONS).map(([code, { text, todo }]) => [`\`${code}\``, text, todo]);
  return page(
    'Codes',
    'Stable: scripts, metrics and alarms rely on them. None of them ever holds content.',
    [
      `## What ingest refuses\n\n${table(['code', 'status, what is lost', 'what happened', 'what to do'], doors)}`,
      `## What the page of the workers refuses\n\n${table(['code', 'status', 'what happened', 'what to do'], workers)}`,
      `## Why a segment is dead\n\n${table(['code', 'what happened', 'what to do'], dead)}`,
      `## Errors of commands\n\nEach is printed as \`strongroom: SENTENCE [code]\`, with what to do on the next line, and in \`--json\` as \`{"error": {"code", "message", "todo"}}\`.\n\n${table(['code', 'from'], errorCodes())}`,
    ].join('\n\n'),
  );
}

/** Codes that are written out where an error is made, with the rooms that make them. */
function errorCodes(): string[][] {
  const found = new Map<string, Set<string>>();
  for (const file of globSync('{bin,lib,lambdas}/**/*.ts', { cwd: ROOT }).toSorted()) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const [, code] of text.matchAll(/new StrongroomError\(\s*'([\w.-]+)'/g)) {
      const room = file.split('/').slice(0, 2).join('/');
      found.set(present(code), (found.get(present(code)) ?? new Set()).add(room.replace(/\.ts$/, '')));
    }
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, rooms]) => [`\`${code}\``, [...rooms].join(', ')]);
}

/** The files of `config/`, the type of each, and where that stands. */
const CONFIGURATION = [
  [
    'config/access.ts',
    'AccessConfig',
    'lib/governance/access-config.ts',
    'Who may read what, and for which purpose.',
    access,
  ],
  [
    'config/program.ts',
    'ProgramConfig',
    'lib/governance/program-config.ts',
    'What is kept for how long, and what workers are promised.',
    program,
  ],
  [
    'config/environments.ts',
    'EnvironmentConfig',
    'lib/governance/environment-config.ts',
    'Where the platform is deployed, and who takes its roles.',
    environment,
  ],
  [
    'config/redaction.ts',
    'RedactionConfig',
    'lib/governance/redaction-config.ts',
    'Names, labels and windows that only you can know.',
    redaction,
  ],
] as const;

/** A field that nobody explains is one that an adopter fills in by guessing. */
function fieldsOf(source: string): ReturnType<typeof interfacesIn> {
  const all = interfacesIn(source);
  for (const [name, fields] of all)
    for (const field of fields)
      if (field.says === '') throw new Error(`${source}: nothing above ${name}.${field.name} says what it is`);
  return all;
}

function configuration(): string {
  const parts = CONFIGURATION.map(([file, root, source, says, values]) => {
    const all = fieldsOf(source);
    const tables = [root, ...[...all.keys()].filter((name) => name !== root)].map((name) => {
      const rows = (all.get(name) ?? []).map((field) => [
        `\`${field.name}\``,
        `\`${field.type}\``,
        field.optional ? 'may be left out' : 'needed',
        ...(name === root ? [shippedOf(values, field.name)] : []),
        field.says,
      ]);
      const head = ['field', 'type', '', ...(name === root ? ['as shipped'] : []), 'meaning'];
      return `### ${name}\n\n${table(head, rows)}`;
    });
    return `## ${file}\n\n${says} Its type stands in \`${source}\`.\n\n${tables.join('\n\n')}`;
  });
  return page(
    'Configuration',
    'All that an adopter edits. A field that is wrong fails every command by its name. The values in the repository are examples; a field that may be left out says what then holds. The rules of places (`config/jurisdictions/*.json`) are described by [profile.schema.json](../profile.schema.json).',
    parts.join('\n\n'),
  );
}

/** Longer than this, a value is read in its file. */
const SHORT = 90;

function shippedOf(values: object, field: string): string {
  const value: unknown = Object.entries(values).find(([name]) => name === field)?.[1];
  if (value === undefined) return 'left out';
  const text = JSON.stringify(value);
  return text.length <= SHORT ? `\`${text}\`` : 'see the file';
}

/** Every page of `docs/reference`, by its file name. */
async function alarms(): Promise<string> {
  const all = await knownAlarms();
  const parts = all.map(({ id, says, when, means, todo }) => {
    const linked = todo.replaceAll('](', '](../');
    return `## ${id}\n\n${says}\n\n- **Goes off:** ${when}\n- **Means:** ${means}\n- **Steps, and the role that takes them:** ${linked}`;
  });
  return page(
    'Alarms',
    `All ${all.length} alarms of the platform, in the order of their names, with the limits of the configuration of this checkout. The mail of an alarm has its name. [operations.md](../operations.md) explains the roles and the run-books that are named here.`,
    parts.join('\n\n'),
  );
}

export const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'alarms.md': alarms,
  'commands.md': commands,
  'claims.md': claims,
  'columns.md': columns,
  'codes.md': codes,
  'configuration.md': configuration,
};
