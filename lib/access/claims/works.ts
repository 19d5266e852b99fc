import type { ContextValue } from '../evaluate/context.ts';
import type { DecidingStatement, Evaluation } from '../evaluate/evaluate.ts';
import { principalArn, resourceArn } from '../inquiry/declaration.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { CallNeed, GrantNeed, Need, SightNeed } from '../inquiry/needs.ts';
import { type Finding, firstFinding, nameOf, PROVED } from '../inquiry/nobody-can.ts';
import { type Claim, sourceOf, type WitnessStep } from '../inquiry/proof.ts';
import type { App } from '../model/app.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { guardOf } from '../query/carriers.ts';
import { decide, identityOf } from '../query/decide.ts';
import { grantsOf, isLakeAdministrator, lakePermissions } from '../query/lake-permissions.ts';
import { inTime, started } from './started.ts';

/** Every need is allowed: a platform that nobody can open and nobody can run protects nothing either. */
export const works = (inquiry: Inquiry): Claim[] =>
  inquiry.needs.map((need) => ({
    id: `works/${need.id}`,
    class: need.id.split('/')[0] ?? need.id,
    tier: 'B',
    text: `${said(need)}, so that ${need.why} (${need.source}).`,
    ...found(inquiry, need),
    guards: [],
  }));

function said(need: Need): string {
  if (need.kind === 'start')
    return `The clock starts ${need.starts.split(':').at(-1)} at least every ${inTime(need.everyMinutes)}`;
  const who = need.principal.split('/').at(-1) ?? need.principal;
  switch (need.kind) {
    case 'call':
      return `${who} can ${need.actions.join(', ')}`;
    case 'grant':
      return `Lake Formation grants ${who} ${need.permission} on ${targetOf(need)}`;
    case 'sight':
      return `Lake Formation shows ${who} ${need.columns.length} columns of ${need.database}.${need.table}`;
  }
}

function found(inquiry: Inquiry, need: Need): Finding {
  switch (need.kind) {
    case 'call':
      return called(inquiry, need);
    case 'grant':
      return granted(inquiry.app, need);
    case 'sight':
      return seen(inquiry.app, need);
    case 'start':
      return started(inquiry, need);
  }
}

/** What a principal outside the templates is taken to have: the templates' own policies alone are decided. */
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

function called(inquiry: Inquiry, need: CallNeed): Finding {
  const { app } = inquiry;
  return firstFinding(
    inquiry,
    callsOf(app, need).map((call) => findingOf(app, call, answerTo(app, need, call))),
  );
}

/** The statements that allow the calls of a need. Where two stand in for each other, both are there. */
export const restsOn = (app: App, need: CallNeed): DecidingStatement[] =>
  callsOf(app, need).flatMap((call) => answerTo(app, need, call).statements);

const SERVICE = /^[a-z0-9.-]+\.amazon(aws)?\.com(\.cn)?$/;

function callsOf(app: App, need: CallNeed): Call[] {
  const principal = SERVICE.test(need.principal) ? need.principal : principalArn(app, need.principal);
  const resource = resourceArn(app, need.resource);
  const contexts = [...contextsOf(need)];
  return need.actions.flatMap((action) => contexts.map((context) => ({ principal, action, resource, context })));
}

const answerTo = (app: App, { outside, resourcePolicy }: CallNeed, call: Call): Evaluation =>
  decide(app, {
    ...call,
    ...(outside && { identityPolicies: [{ name: 'everything', policy: EVERYTHING }] }),
    ...(resourcePolicy !== undefined && { resourcePolicy: { name: 'of the account', policy: resourcePolicy } }),
  });

/** The request with and without each key of which it is not known whether it is sent. */
function* contextsOf({ context = {}, unsure = {} }: CallNeed): Generator<Readonly<Record<string, ContextValue>>> {
  const keys = Object.entries(unsure);
  for (let chosen = 0; chosen < 2 ** keys.length; chosen++) {
    yield { ...context, ...Object.fromEntries(keys.filter((_, at) => chosen & (1 << at))) };
  }
}

interface Call {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, ContextValue>>;
}

function findingOf(app: App, call: Call, { decision, statements }: Evaluation): Finding {
  if (decision === 'Allowed') return PROVED;
  const { principal, action, resource } = call;
  const witness = { principal, path: [stepOf(app, call, statements)], context: texts(call.context) };
  const who = `${principal.split('/').at(-1)} `;
  const on = `${action} on ${resource}`;
  switch (decision) {
    case 'Unknown':
      return { verdict: 'undecided', because: `whether ${who}may ${on} turns on ${list(statements)}`, witness };
    case 'ExplicitlyDenied':
      return { verdict: 'refuted', because: `${who}is denied ${on} by ${list(statements)}`, witness };
    case 'ImplicitlyDenied':
      return { verdict: 'refuted', because: `nothing allows ${who}${on}${withKeys(call.context)}`, witness };
  }
}

const withKeys = (context: Call['context']): string => {
  const keys = Object.entries(context).map(([key, value]) => `${key}=${String(value)}`);
  return keys.length === 0 ? ' without condition keys' : ` with ${keys.join(', ')}`;
};

const list = (statements: readonly DecidingStatement[]): string =>
  statements.map(nameOf).join(', ') || 'a part of a policy that could not be understood';

/** Where to mend it: the statement that denies, else the policy on the resource, else the principal's own. */
function stepOf(
  app: App,
  { principal, action, resource, context }: Call,
  statements: readonly DecidingStatement[],
): WitnessStep {
  const [first] = statements;
  const identity = identityOf(app, principal, context);
  const origin = first?.origin ?? guardOf(app, resource).policy?.origin ?? identity?.policies[0]?.origin ?? identity;
  return {
    action,
    resource,
    statement: first ? nameOf(first) : 'no statement allows it',
    construct: origin?.constructPath ?? '',
    source: origin ? sourceOf(origin) : '',
  };
}

const texts = (context: Call['context']): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value].flat().map(String)]));

/** Where a grant is missing: how the step says so. */
export const NO_GRANT = 'no grant gives it';

const targetOf = ({ on }: GrantNeed): string =>
  'location' in on
    ? on.location
    : 'everything' in on
      ? 'the catalogue'
      : [on.database, on.table].filter(Boolean).join('.');

/** An administrator of the lake describes and grants everything, and uses every location; it neither reads nor alters. */
const ADMINISTRATES = new Set(['DESCRIBE', 'DATA_LOCATION_ACCESS', 'CREATE_DATABASE', 'GRANT']);

function granted(app: App, need: GrantNeed): Finding {
  const principal = principalArn(app, need.principal);
  const { permission, on } = need;
  if (grantsOf(app, principal, on).some((grant) => grant.permissions.includes(permission))) return PROVED;
  if (ADMINISTRATES.has(permission) && isLakeAdministrator(app, principal)) return PROVED;
  return lacking(app, principal, `lakeformation:${permission}`, `${permission} on ${targetOf(need)}`);
}

function seen(app: App, { principal: name, database, table, columns }: SightNeed): Finding {
  const principal = principalArn(app, name);
  const grants = lakePermissions(app, principal).filter(
    (lakePermission) => lakePermission.database === database && lakePermission.table === table,
  );
  const shown = new Set(grants.flatMap((grant) => (grant.columns === '*' ? columns : grant.columns)));
  const hidden = columns.filter((column) => !shown.has(column));
  if (hidden.length === 0 && grants.some((grant) => grant.registration !== null)) return PROVED;
  return lacking(
    app,
    principal,
    'lakeformation:GetDataAccess',
    hidden.length > 0 ? `SELECT on columns ${hidden.join(', ')}` : `a registered location under ${database}.${table}`,
  );
}

function lacking(app: App, principal: string, action: string, missing: string): Finding {
  const identity = identityOf(app, principal);
  const open = app.lakeGrants.some((grant) => grant.principal.includes(UNRESOLVED));
  const step: WitnessStep = {
    action,
    resource: missing,
    statement: NO_GRANT,
    construct: identity?.constructPath ?? '',
    source: identity ? sourceOf(identity) : '',
  };
  return {
    verdict: open ? 'undecided' : 'refuted',
    because: `no grant gives ${principal.split('/').at(-1)} ${missing}`,
    witness: { principal, path: [step] },
  };
}
