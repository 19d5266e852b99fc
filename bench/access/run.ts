import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { readTemplates } from '../../lib/access/files/templates.ts';
import { exportQueries, prove, readApp } from '../../lib/access/index.ts';
import { there } from '../../lib/activity/there.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { BREACHES } from './corpus/breaches.ts';
import { dataLake } from './corpus/data-lake.ts';
import { HARMLESS } from './corpus/harmless.ts';
import { isCalm, isCaught, tally } from './corpus/measure.ts';
import type { Subject, TemplateJson } from './corpus/subjects.ts';

const ROLES = [0, 100, 300, 1_000] as const;
const STATEMENTS = 5;
const CVC5 = 'cvc5';

/** The cost of the access proof: the default app beside its synth, growing numbers of roles, and an independent solver. */
export async function run(quick: boolean, whole: boolean): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
  try {
    const app = join(import.meta.dirname, '../../bin/app.ts');
    const env = { ...process.env, CDK_OUTDIR: dir };
    const synth = milliseconds(() => execFileSync(process.execPath, [app], { env, stdio: 'ignore' }));
    const templates = readTemplates(dir);
    const proof = milliseconds(() => proveWith(templates, 0));
    console.log(
      `Default app: all claims in ${proof} ms, ${Math.round((100 * proof) / synth)} % of a synth of ${synth} ms.\n`,
    );
    growth(templates);
    solver(templates);
    corpus(templates, quick ? 'quick' : whole ? 'whole' : 'plain');
    console.log(`\nBundled and minified: ${Math.round(bundledBytes() / 1024)} KiB.`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The best of three, because others use the machine too. */
function milliseconds(work: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const began = performance.now();
      work();
      return Math.round(performance.now() - began);
    }),
  );
}

function growth(templates: ReadonlyMap<string, string>): void {
  console.log('| roles added | statements added | ms | verdict |\n| --- | --- | --- | --- |');
  const times = ROLES.map((roles) => {
    let verdict = '';
    const ms = milliseconds(() => {
      verdict = proveWith(templates, roles);
    });
    console.log(`| ${roles} | ${roles * STATEMENTS} | ${ms} | ${verdict} |`);
    return { roles, ms };
  });
  const [from, to] = [there(times[1], 'a time'), there(times.at(-1), 'a time')];
  const exponent = Math.log(to.ms / from.ms) / Math.log(to.roles / from.roles);
  console.log(`\nFrom ${from.roles} to ${to.roles} roles the time grows as n^${exponent.toFixed(2)}.\n`);
}

function proveWith(templates: ReadonlyMap<string, string>, roles: number): string {
  const given = new Map(templates);
  if (roles > 0)
    given.set(
      'others.template.json',
      JSON.stringify({ Resources: Object.fromEntries(Array.from({ length: roles }, (_, i) => role(i))) }),
    );
  const declaration = declarationOf({ access, program, environment }, readApp(given));
  return prove(given, declaration, { managedPolicies: awsManagedPolicies }).verdict;
}

/** A service role with the kinds of statements that such roles have, none of which opens a zone. */
function role(i: number): [string, object] {
  const bucket = `arn:aws:s3:::team-${i}`;
  const statement = (Action: string | string[], Resource: string, Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  });
  return [
    `Other${i}`,
    {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                statement(['s3:GetObject*', 's3:PutObject'], `${bucket}/*`),
                statement('s3:ListBucket', bucket, { StringLike: { 's3:prefix': `work-${i % 7}/*` } }),
                statement('logs:PutLogEvents', `arn:aws:logs:*:*:log-group:/team/${i}:*`),
                statement('kms:Decrypt', `arn:aws:kms:*:*:key/team-${i}-*`, {
                  StringEquals: { 'kms:ViaService': 's3.region.amazonaws.com' },
                }),
                statement('sqs:SendMessage', `arn:aws:sqs:*:*:team-${i}-*`),
              ],
            },
          },
        ],
      },
    },
  ];
}

/** Of so many cases of the default app one is decided: each takes as long as its proof. */
const ONE_IN = { quick: 97, plain: 41, whole: 7 } as const;

/** Breaches and harmless changes, made by the tables of `corpus` in the default app and in the example, and the verdicts on them. */
function corpus(templates: ReadonlyMap<string, string>, part: keyof typeof ONE_IN): void {
  const given = Object.fromEntries([...templates].map(([name, text]) => [name, JSON.parse(text) as TemplateJson]));
  const place = { accountId: '111122223333', region: 'eu-west-1', managedPolicies: awsManagedPolicies };
  const declaration = declarationOf({ access, program, environment }, readApp(given, place));
  const app: Subject = { name: 'default app', templates: given, declaration, environment: place };
  const every = ONE_IN[part];
  const lake = { quick: 10, plain: 4, whole: 1 }[part];
  console.log('| app | cases | refuted | undecided | proved |\n| --- | --- | --- | --- | --- |');
  for (const [what, changes, right] of [
    ['breaches', BREACHES, isCaught],
    ['harmless changes', HARMLESS, isCalm],
  ] as const)
    for (const found of [tally(dataLake(), changes, right, lake), tally(app, changes, right, every)]) {
      const { cases, changes: kinds, refuted, undecided, proved, wrong } = found;
      console.log(
        `| ${found.app} | ${cases} ${what}, of ${kinds} kinds of ${changes.length} | ${refuted} | ${undecided} | ${proved} |`,
      );
      for (const { change, form, target, fallen } of wrong)
        console.log(`  ${change}, ${form}, of ${target}: ${fallen[0]?.because ?? 'proved'}`);
    }
  console.log();
}

function solver(templates: Map<string, string>): void {
  if (spawnSync(CVC5, ['--version']).status !== 0) {
    console.log('cvc5 is not installed: the exported questions were not decided again.');
    return;
  }
  const app = readApp(templates);
  const queries = exportQueries(app, declarationOf({ access, program, environment }, app));
  const answers = { agree: 0, unanswered: 0, disagree: 0 };
  const began = performance.now();
  for (const { text, expected } of queries) {
    const { stdout } = spawnSync(CVC5, ['--strings-exp', '--lang=smt2', '--tlimit=10000', '-'], {
      input: text,
      encoding: 'utf8',
    });
    const answer = stdout.trim();
    answers[answer === expected ? 'agree' : answer === 'sat' || answer === 'unsat' ? 'disagree' : 'unanswered']++;
  }
  const ms = Math.round(performance.now() - began);
  console.log(
    `cvc5 on ${queries.length} exported questions, a process each: ${ms} ms; ${answers.agree} agree, ${answers.unanswered} unanswered, ${answers.disagree} disagree.`,
  );
}

function bundledBytes(): number {
  const entry = join(import.meta.dirname, '../../lib/access/index.ts');
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
    write: false,
  });
  return there(outputFiles[0], 'a bundle').contents.length;
}
