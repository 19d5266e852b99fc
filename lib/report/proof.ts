import type { Cause } from '../access/causes/index.ts';
import { type Claim, type Proof, type Verdict, type Witness, type WitnessStep, worst } from '../access/index.ts';
import { families } from './families.ts';
import type { Style } from './style.ts';

const TIERS = {
  A: 'A  open world: anybody, with any identity policy',
  B: 'B  closed world: every principal of the templates, by what they grant',
} as const;

/**
 * A proof for a person: what is not proved by its causes first, then what holds in a line for each kind of claim, then the
 * verdict. It never says a bare "proved".
 * @param whole also prints each claim with its basis, and each assumption
 */
export function renderProof(proof: Proof, causes: readonly Cause[], style: Style, whole = false): string {
  const { verdict, claims, notUnderstood, notAsked, acceptances } = proof;
  const parts = [
    list(
      `What is not proved, by ${causes.length === 1 ? 'its cause' : `${causes.length} causes`}`,
      causes.flatMap((cause, at) => {
        const like = whole ? -1 : causes.findIndex((other) => isAlike(other, cause));
        return numbered(
          at + 1,
          like < at && like >= 0 ? likeLines(cause, like + 1, style) : causeLines(cause, claims, style, whole),
        );
      }),
      style,
    ),
    list('Invented in these examples', [...new Set(causes.flatMap(({ invented }) => invented))], style),
    ...(whole
      ? wholeOf(proof, causes, style)
      : [
          list('Claims', familyLines(claims, style), style),
          list('Accepted', claims.filter((claim) => claim.accepted).flatMap(acceptedLines), style),
          basisOf(proof),
        ]),
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
  ];
  const accepted = claims.filter((claim) => claim.accepted).length;
  const but =
    accepted === 0
      ? ''
      : `, but for ${accepted} ${accepted === 1 ? 'claim that fails' : 'claims that fail'} and ${accepted === 1 ? 'is' : 'are'} accepted`;
  return `${parts.filter(Boolean).join('\n\n')}\n\n${style.bold(`Verdict, under these assumptions: ${verdict}${but}`)}\n`;
}

/** Each claim, and all that the proof takes for granted. */
function wholeOf(
  { claims, trusted, residuals, assumptions }: Proof,
  causes: readonly Cause[],
  style: Style,
): readonly string[] {
  const numbers = numbersOf(causes);
  return [
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
  ];
}

/** A line for each kind of claim: how many of them hold, and what it says. */
function familyLines(claims: readonly Claim[], style: Style): string[] {
  return families(claims).map(({ says, claims: all, open }) => {
    const [failing, accepted] = [open.filter((claim) => !claim.accepted), open.filter((claim) => claim.accepted)];
    const holds = `${all.length - open.length} of ${all.length}`.padEnd(10);
    const but = accepted.length === 0 ? '' : ` (${accepted.length} accepted)`;
    return `${markOf(worst(failing.map(({ verdict }) => verdict)), style)} ${holds} ${says}${but}`;
  });
}

/** How much a proof takes for granted, and how to read it. */
const basisOf = ({ trusted, residuals, assumptions }: Proof): string =>
  `It rests on ${[
    counted(assumptions.length, 'assumption'),
    counted(trusted.length, 'principal', ' trusted with every rule'),
    counted(residuals.length, 'residual', ' that no template can show'),
  ].join(', ')}. --details prints each of them, and each claim.`;

const counted = (count: number, noun: string, rest = ''): string => `${count} ${noun}${count === 1 ? '' : 's'}${rest}`;

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
    ...(accepted ? acceptedLines({ accepted }) : []),
  ];
}

const acceptedLines = ({ id, accepted }: Pick<Claim, 'accepted'> & { readonly id?: string }): string[] =>
  accepted === undefined
    ? []
    : [
        ...(id === undefined ? [] : [`~ ${id}`]),
        `    accepted by ${accepted.approver} until ${accepted.expires}: ${accepted.reason}`,
      ];

const markOf = (verdict: Verdict, style: Style): string =>
  verdict === 'proved' ? style.good('✓') : style.bad(verdict === 'refuted' ? '✗' : '?');

type Numbers = ReadonlyMap<string, number>;

/** The number of the cause, for each claim that has one. */
const numbersOf = (causes: readonly Cause[]): Numbers =>
  new Map(causes.flatMap(({ claims }, at) => claims.map((id) => [id, at + 1] as const)));

/** Most claims listed under a cause; the rest is only counted. */
const MOST_LISTED = { short: 3, whole: 40 } as const;

/** Made by one line of code, as the policies of several stores are, and of one kind: one mend may do for all. */
const isAlike = (cause: Cause, other: Cause): boolean =>
  cause.kind === other.kind &&
  cause.source === other.source &&
  (cause.lets === undefined) === (other.lets === undefined) &&
  /:\d+$/.test(cause.source ?? '');

/** A cause like an earlier one: what happens there and what to do, and nothing that was said before. */
function likeLines({ verdict, example, advice, claims }: Cause, earlier: number, style: Style): string[] {
  return [
    `${markOf(verdict, style)} ${style.bold(example)}`,
    `  where: as cause ${earlier}, at the same line of code`,
    ...advice.slice(0, 1).map((line) => style.good(`  → ${line}`)),
    `  ${claims.length === 1 ? 'One claim falls' : `${claims.length} claims fall`} (--details)`,
  ];
}

/** One cause: what happens, where its statement is, what to do, and all claims that it breaks. */
function causeLines(cause: Cause, claims: readonly Claim[], style: Style, whole: boolean): string[] {
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
    ...unknown.map((reason) => `  not known: ${reason}`),
    ...advice.map((sentence) => style.good(`  → ${sentence}`)),
    ...fallenLines(fallen, whole),
  ];
}

function fallenLines(fallen: readonly Claim[], whole: boolean): string[] {
  const most = whole ? MOST_LISTED.whole : MOST_LISTED.short;
  return [
    `  ${fallen.length === 1 ? 'One claim falls' : `${fallen.length} claims fall`}, with the finding that an acceptance would name:`,
    ...fallen.slice(0, most).map(({ id, finding }) => `    ${finding ?? id}`),
    ...(fallen.length > most
      ? [`    and ${fallen.length - most} more (${whole ? '--json has all' : '--details, or --json'})`]
      : []),
  ];
}

/** For a setting that the sentence already names, only its location. */
const whereOf = (statement: string, source: string, example: string): string => {
  if (source === '') return statement;
  return example.includes(statement) ? source : `${statement} (${source})`;
};

const stepLine = ({ principal, action, resource, statement, source }: WitnessStep, witness: Witness): string =>
  `${principal === undefined || principal === witness.principal ? '' : `as ${principal}: `}${action} on ${resource} by ${statement}${source === '' ? '' : ` (${source})`}`;

/** Two spaces behind the number, so that a broken line goes on below the text. */
const numbered = (number: number, [first = '', ...rest]: readonly string[]): string[] => [
  `${`${number}`.padEnd(2)}  ${first}`,
  ...rest.map((line) => `  ${line}`),
];

const list = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
