import { safe } from '../page.ts';

/** Author, time and subject of a report: without them a report can be shown for another program, or for last year's. */
export interface RunFacts {
  /** The user of the machine, by the system's user name. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly version: string;
  /**
   * Of the work tree in which the templates lie, or of this checkout for its own app. Null without git; `changed` when the
   * working tree differs from the commit.
   */
  readonly commit: { readonly id: string; readonly changed: boolean } | null;
  /** The environment of `config/`; null for templates with a claims file of their own. */
  readonly environment: string | null;
  readonly account: string;
  readonly region: string;
  /** SHA-256 of the templates, as in a certificate. */
  readonly templates: string;
  /** SHA-256 of the file `proof.json`, or of the output of `prove --json`, without the last newline. */
  readonly proof: string;
}

/** AWS assigns this number to no account; the templates use it where no account is chosen. */
const NO_ACCOUNT = '000000000000';

export function runFacts({
  by,
  at,
  version,
  commit,
  environment,
  account,
  region,
  templates,
  proof,
}: RunFacts): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Made by', safe(by)],
    ['On', `<time datetime="${safe(at)}">${safe(at.slice(0, 19).replace('T', ' '))} UTC</time>`],
    [
      'Commit',
      commit === null
        ? 'not known: the templates lie in no single work tree of git'
        : `<code>${safe(commit.id)}</code>${commit.changed ? ', with changes that are not committed' : ''}`,
    ],
    [
      'Account',
      account === NO_ACCOUNT ? 'none chosen: templates for any account' : `${safe(account)}, ${safe(region)}`,
    ],
    ...(environment === null ? [] : [['Environment', safe(environment)] as const]),
    ['Version', safe(version)],
    ['Templates', `<code>${safe(templates)}</code>`],
    ['Proof', `<code>${safe(proof)}</code>`],
  ];
  return factList(facts);
}

/** Names and values side by side as far as there is room. @param facts the values are escaped markup */
export const factList = (facts: readonly (readonly [name: string, value: string])[]): string =>
  `<dl class="facts">${facts.map(([name, value]) => `<div><dt>${safe(name)}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
