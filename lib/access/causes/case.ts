import type { FoundClass } from '../inquiry/inquiry.ts';
import type { Claim, Verdict, WitnessStep } from '../inquiry/proof.ts';
import type { App } from '../model/index.ts';
import type { Statement } from '../policy/document.ts';
import type { CauseKind } from './cause.ts';
import type { Let } from './lets.ts';

/** A cause, and the facts that advice about it needs. */
export interface AdvisedCause {
  readonly app: App;
  /** Approved readers of the classes whose claims fall, by ARN. */
  readonly readers: readonly string[];
  /** The classes whose claims fall. */
  readonly classes: readonly FoundClass[];
  /** The statements that are the cause. */
  readonly behind: readonly Statement[];
  /** Those of the claims that fall by it, the first one first. */
  readonly kinds: readonly CauseKind[];
  readonly verdict: Verdict;
  /** The step that is the cause; there is none where nothing is known. */
  readonly step: WitnessStep | undefined;
  /** The Denies that are about the steps and do not stop them. */
  readonly lets: readonly Let[];
  /** The same step in all claims that fall by it. */
  readonly steps: readonly WitnessStep[];
  readonly principal: string;
  readonly fallen: readonly Claim[];
  readonly unknown: readonly string[];
  /** The resources of the statement that is the cause, as it names them. */
  readonly patterns: readonly string[];
  /** Whether that statement is for the whole account. */
  readonly ofAccount: boolean;
  readonly declaredIn: DeclaredIn;
}

/** Files in which an app says what it declares, and its event rules where they are code. */
export interface DeclaredIn {
  readonly file: string;
  readonly rules?: string;
}

export const CLAIMS_FILE: DeclaredIn = { file: 'the claims file' };
/** The files of this platform. */
export const OWN_CONFIGURATION: DeclaredIn = { file: 'config/access.ts', rules: 'lib/platform/audit/watches.ts' };

/** A list without repeats; items of one content are the same. */
export const unique = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((item) => [JSON.stringify(item), item] as const)).values(),
];

/** The name of a principal, for people. */
export const shortOf = (arn: string): string => arn.split('/').at(-1) || arn;

/** The classes whose claims fall, with their stores. */
export const fallenClasses = ({ classes, fallen }: AdvisedCause): FoundClass[] =>
  classes.filter(({ name }) => fallen.some((claim) => claim.class === name));

/** The classes whose claims fall, in words. */
export const classesOf = ({ fallen }: AdvisedCause): string => {
  const found = unique(fallen.map((claim) => claim.class));
  return found.length > 3 ? 'each class that it may read' : found.join(' and ');
};

/** Where a step is written, for people. */
export const whereOf = (step: WitnessStep | undefined): string => step?.construct || step?.source || 'the templates';

/** Whether it is a principal of the templates, and not one that stands for others. */
export const isKnown = ({ app, principal }: AdvisedCause): boolean =>
  [...app.roles, ...app.users].some(({ arn }) => arn === principal);
