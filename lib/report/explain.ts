import {
  CLAIM_FAMILIES,
  CLAIM_KINDS,
  type Claim,
  type ClaimFamily,
  type Guard,
  type Proof,
  type WitnessStep,
} from '../access/index.ts';
import type { Style } from './style.ts';

/** A claim with all its explanations. */
export interface Explanation extends Claim {
  /** The statement common to all claims of its kind. */
  readonly about: string;
  readonly why: string;
  readonly assumes: readonly string[];
}

/** The claims of a proof, each with the reasons of its kind. */
export const explanationsOf = ({ claims, assumptions }: Proof): Explanation[] =>
  claims.map((claim) => {
    const family = claim.id.split('/')[0] as ClaimFamily;
    const { why, assumes } = CLAIM_KINDS[family];
    return { ...claim, about: CLAIM_FAMILIES[family], why, assumes: [...assumes, ...assumptions] };
  });

/** Reasons and assumptions that several claims share are printed once, after the last of them. */
export function explainText(explanations: readonly Explanation[], style: Style): string {
  const kinds = Map.groupBy(explanations, ({ id }) => id.split('/')[0] ?? id);
  return [...kinds.values()].map((kind) => `${kindLines(kind, style).join('\n')}\n`).join('\n');
}

function kindLines(kind: readonly Explanation[], style: Style): string[] {
  const [first] = kind;
  return first === undefined
    ? []
    : [
        ...kind.flatMap((explanation) => [...claimLines(explanation, style), '']),
        style.bold('Why'),
        `  ${first.why}`,
        '',
        style.bold('It assumes'),
        ...first.assumes.map((assumption) => `  - ${assumption}`),
      ];
}

function claimLines({ id, verdict, text, because, witness, guards, accepted }: Explanation, style: Style): string[] {
  const paint = verdict === 'proved' ? style.good : style.bad;
  return [
    `${style.bold(id)}  ${paint(verdict)}`,
    `  ${text}`,
    ...(because === undefined ? [] : [`  ${because}`]),
    ...(witness?.path ?? []).map((step) => `    → ${stepText(step)}`),
    ...(accepted === undefined
      ? []
      : [`  accepted by ${accepted.approver} until ${accepted.expires}: ${accepted.reason}`]),
    ...(guards.length === 0 ? [`  ${UNGUARDED}`] : guards.flatMap(guardLines)),
  ];
}

/** No single Deny, condition or setting supports it. */
const UNGUARDED =
  'No single statement carries it: with any one taken away it still holds, or it holds because nothing allows the opposite.';

const guardLines = ({ statement, source, without, witness }: Guard): string[] => [
  `  rests on ${statement}${source === '' ? '' : ` (${source})`}`,
  ...(witness === undefined
    ? [`    without it the claim is ${without}`]
    : [`    without it: ${witness.principal}`, ...witness.path.map((step) => `      → ${stepText(step)}`)]),
];

const stepText = ({ principal, action, resource, statement, source }: WitnessStep): string =>
  `${principal === undefined ? '' : `${principal}: `}${action} on ${resource}${statement === '' ? '' : ` by ${statement}`}${source === '' ? '' : ` (${source})`}`;
