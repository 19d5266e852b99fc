import type { HiddenType } from './hidden-types.ts';

/** The place of a text, which decides the rules: free text, code and terminals, labels of a user interface, hidden fields. */
export type Surface = 'prose' | 'code' | 'ui' | 'secure';

/** A sensitive piece of a text. Offsets in UTF-16 units of the input text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: HiddenType;
}

/** The adopter's own words, which no rule can know: written in `config/`, matched as whole words in any case. */
export interface TenantLists {
  /** Names of customers and partners. */
  readonly customers?: readonly string[];
  /** Names of projects and products that are not public. */
  readonly codeNames?: readonly string[];
  /** Labels of the adopter's own applications, never masked. */
  readonly allow?: readonly string[];
  /** Classes that the adopter's recorder gives to applications, on top of the shipped ones. */
  readonly appClasses?: readonly string[];
  /** Applications and sites that are private by nature, on top of the shipped list. */
  readonly private?: PrivateWindows;
}

/** Windows that are kept as layout only. Whole names, hosts with all their subdomains, parts of titles; in any case. */
export interface PrivateWindows {
  readonly apps?: readonly string[];
  readonly hosts?: readonly string[];
  readonly titles?: readonly string[];
}

export interface Redacted {
  readonly text: string;
  readonly spans: Span[];
}
