#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { access } from '../config/access.ts';
import { environment } from '../config/environments.ts';
import { program } from '../config/program.ts';
import { databaseOf } from '../lib/governance/prefix.ts';
import { makeFolder } from '../lib/storage/local/make-folder.ts';
import { explain } from './errors/explain.ts';
import { checkEmpty, checkEnvironment, runTrial, takeDown } from './first-account/run.ts';
import { STEPS } from './first-account/steps.ts';
import type { Execute, Sandbox, Trial } from './first-account/types.ts';
import { readJson } from './read-json.ts';

/**
 * `npm run first-account`: deploys into an empty sandbox account, tests what the AWS documentation leaves open, reports
 * which reading was right, and removes everything again. `--plan` prints the plan, and needs no account.
 */
const { values } = parseArgs({
  options: {
    plan: { type: 'boolean' },
    json: { type: 'boolean' },
    account: { type: 'string' },
    'take-down': { type: 'boolean' },
    'team-profile': { type: 'string' },
    'auditor-profile': { type: 'string' },
    out: { type: 'string' },
  },
});

const execute: Execute = (command) =>
  new Promise((resolve) => {
    const [name = '', ...args] = command;
    const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function placeOf(trial: Trial): Sandbox {
  const { prefix } = environment;
  const bucket = (zone: string) => `${prefix}-${zone}-${trial.account}-${trial.region}`;
  return {
    ...{ account: trial.account, region: trial.region, began: trial.began, prefix },
    ...{ database: databaseOf(prefix), table: program.lake.table },
    ...{ raw: bucket('raw'), redacted: bucket('redacted'), audit: bucket('audit') },
    trail: `${prefix}-trail`,
    records: `/aws/events/${prefix}/queries`,
    workgroup: `${prefix}-team-${Object.keys(access.teams)[0]}`,
    alarm: `${prefix}-refusals`,
    ...{ compact: `${prefix}-compact`, keep: `${prefix}-keep` },
    redactRole: `${prefix}-redact`,
    teamProfile: values['team-profile'] ?? 'strongroom-team',
    auditorProfile: values['auditor-profile'] ?? 'strongroom-auditor',
    wait: (ms) => wait(ms),
    minutes: () => (Date.now() - Date.parse(trial.began)) / 60_000,
  };
}

async function main(): Promise<void> {
  if (values.plan) return plan();
  checkEnvironment(environment, values.account);
  const target = environment.target as NonNullable<typeof environment.target>;
  const out = values.out ?? 'out';
  const file = join(out, 'first-account.json');
  makeFolder(out);
  const held = existsSync(file) ? (readJson(file) as Trial) : undefined;
  const ours = held !== undefined && held.account === target.account && held.region === target.region;
  // The existing resources belong to the trial that is being resumed.
  if (!ours || held.state === 'taken-down') await checkEmpty(execute, target);
  const fresh = { ...target, began: new Date().toISOString(), answers: ours ? held.answers : {}, stays: [] };
  const trial: Trial = ours && held.state !== 'taken-down' ? held : { ...fresh, state: 'deploying' };
  const keep = (now: Trial): void => writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  const place = placeOf(trial);
  if (values['take-down']) {
    await takeDown(execute, place, say);
    keep({ ...trial, state: 'taken-down' });
    return;
  }
  const ended = await runTrial(trial, { execute, place, say, keep, rounds: 130 });
  const told = STEPS.map(({ id, question }) => ({ id, question, ...ended.answers[id] }));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...ended, answers: told })}\n`
      : `${told.map(({ id, reading, why }) => `${id}: ${reading} (${why})`).join('\n')}\n`,
  );
}

function plan(): void {
  const steps = STEPS.map(({ id, question, readings, how }) => ({ id, question, readings, how }));
  if (values.json) return void process.stdout.write(`${JSON.stringify({ steps })}\n`);
  const lines = steps.flatMap(({ id, question, readings, how }) => [
    `${id}: ${question}`,
    `  by: ${how}`,
    ...Object.entries(readings).map(([reading, means]) => `  ${reading}: ${means}`),
  ]);
  process.stdout.write(
    `deploy all stacks into an empty account\n${lines.join('\n')}\ndestroy all stacks, and say what stays\n`,
  );
}

try {
  await main();
} catch (error) {
  process.exitCode = explain(error, { json: values.json === true });
}
