import type { Cause } from '../access/causes/index.ts';
import type { Claim, Proof, Verdict, Witness, WitnessStep } from '../access/index.ts';
import type { Style } from './style.ts';

const TIERS = {
  A: 'A  open world: anybody, with any identity policy',
  B: 'B  closed world: every principal of the templates, by what they grant',
} as const;

/** A proof for a person: each claim, what breaks it, and its basis. Never a bare "proved". */
export function renderProof(
  { verdict, claims, trusted, residuals, assumptions, notUnderstood, notAsked, acceptances }: Proof,
  causes: readonly Cause[],
  style: Style,
): string {
  const numbers = numbersOf(causes);
  const parts = [
    ...(['A', 'B'] as const).map((tier) =>
      list(
        TIERS[tier],
        tierLines(
          claims.filter((claim) => claim.tier === tier),
          numbers,
          style,
        ),
        style,
      ),
    ),
    list('C  residuals: what no template can show', residuals, style),
    list('Trusted base: who could change the rules', trusted, style),
    list('Assumptions', assumptions, style),
    list('Not asked for: nothing is said about', notAsked, style),
    list(
      'Accepted findings',
      acceptances.map(({ id, state, says }) => `${state}: ${id}, ${says}`),
      style,
    ),
    list(
      'Not understood',
      notUnderstood.map(({ template, logicalId, why }) => `${template} ${logicalId}: ${why}`),
      style,
    ),
    list(
      `What is not proved, by ${causes.length === 1 ? 'its cause' : `${causes.length} causes`}`,
      causes.flatMap((cause, at) => numbered(at + 1, causeLines(cause, claims, style))),
      style,
    ),
    list('Invented in these examples', [...new Set(causes.flatMap(({ invented }) => invented))], style),
  ];
  const accepted = claims.filter((claim) => claim.accepted).length;
  const but =
    accepted === 0
      ? ''
      : `, but for ${accepted} ${accepted === 1 ? 'claim that fails' : 'claims that fail'} and ${accepted === 1 ? 'is' : 'are'} accepted`;
  return `${parts.filter(Boolean).join('\n\n')}\n\n${style.bold(`Verdict, under these assumptions: ${verdict}${but}`)}\n`;
}

/** Required calls that are allowed can be a thousand: one line per class counts them. */
function tierLines(claims: readonly Claim[], numbers: Numbers, style: Style): string[] {
  const allowed = Map.groupBy(claims.filter(isAllowedCall), (claim) => claim.class);
  const counted = [...allowed].map(
    ([name, { length }]) =>
      `${style.good('✓')} ${name.padEnd(9)} ${length === 1 ? 'a call that must be allowed is' : `${length} calls that must be allowed are`}`,
  );
  return [
    ...claims.filter((claim) => !isAllowedCall(claim)).flatMap((claim) => claimLines(claim, numbers, style)),
    ...counted,
    ...(counted.length === 0 ? [] : ['  `strongroom explain works` lists them']),
  ];
}

const isAllowedCall = ({ id, verdict, guards, accepted }: Claim): boolean =>
  id.startsWith('works/') && verdict === 'proved' && guards.length === 0 && accepted === undefined;

/** A claim in one line, with its basis; the reason why it is not proved is printed with its cause. */
function claimLines(
  { id, verdict, class: zone, text, guards, accepted }: Claim,
  number: Numbers,
  style: Style,
): string[] {
  const mark = accepted ? style.good('~') : markOf(verdict, style);
  const cause = number.get(id);
  return [
    `${mark} ${zone.padEnd(9)} ${text}${cause === undefined ? '' : style.bad(` Cause ${cause}.`)}`,
    ...guards.map(({ statement }) => `    rests on ${statement}`),
    ...(accepted ? [`    accepted by ${accepted.approver} until ${accepted.expires}: ${accepted.reason}`] : []),
  ];
}

const markOf = (verdict: Verdict, style: Style): string =>
  verdict === 'proved' ? style.good('✓') : style.bad(verdict === 'refuted' ? '✗' : '?');

type Numbers = ReadonlyMap<string, number>;

/** The number of the cause, for each claim that has one. */
const numbersOf = (causes: readonly Cause[]): Numbers =>
  new Map(causes.flatMap(({ claims }, at) => claims.map((id) => [id, at + 1] as const)));

/** Most claims listed; the rest is only counted. */
const MOST_LISTED = 40;

/** One cause: what happens, where its statement is, what to do, and all claims that it breaks. */
function causeLines(cause: Cause, claims: readonly Claim[], style: Style): string[] {
  const { verdict, example, statement, source = '', lets, unknown, advice } = cause;
  const fallen = claims.filter(({ id }) => cause.claims.includes(id));
  const shown = fallen.find(({ id }) => id === cause.claims[0])?.witness;
  const path = shown && shown.path.length > 1 ? shown.path.map((step) => stepLine(step, shown)) : [];
  const keys = Object.entries(shown?.context ?? {}).map(([key, values]) => `${key} = ${values.join(', ')}`);
  // Most sentences already name the principal; data that merely stays too long has none.
  const isNamed = !shown || shown.principal === 'time' || example.includes(shown.principal);
  return [
    `${markOf(verdict, style)} ${style.bold(example)}`,
    ...(isNamed ? [] : [`  who: ${shown.principal}`]),
    ...(statement === undefined ? [] : [`  where: ${whereOf(statement, source, example)}`]),
    ...path.map((step, at) => `  step ${at + 1}: ${step}`),
    ...(keys.length === 0 ? [] : [`  in a request with ${keys.join(' and ')}`]),
    ...(lets === undefined ? [] : [`  not stopped: ${lets}`]),
    ...unknown.map((each) => `  not known: ${each}`),
    ...advice.map((each) => style.good(`  → ${each}`)),
    `  ${fallen.length === 1 ? 'One claim falls' : `${fallen.length} claims fall`}, with the finding that an acceptance would name:`,
    ...fallen.slice(0, MOST_LISTED).map(({ id, finding }) => `    ${finding ?? id}`),
    ...(fallen.length > MOST_LISTED ? [`    and ${fallen.length - MOST_LISTED} more (--json has all)`] : []),
  ];
}

/** For a setting that the sentence already names, only its location. */
const whereOf = (statement: string, source: string, example: string): string => {
  if (source === '') return statement;
  return example.includes(statement) ? source : `${statement} (${source})`;
};

const stepLine = ({ principal, action, resource, statement, source }: WitnessStep, witness: Witness): string =>
  `${principal === undefined || principal === witness.principal ? '' : `as ${principal}: `}${action} on ${resource} by ${statement}${source === '' ? '' : ` (${source})`}`;

const numbered = (number: number, [first = '', ...rest]: readonly string[]): string[] => [
  `${number} ${first}`,
  ...rest.map((line) => `  ${line}`),
];

const list = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
