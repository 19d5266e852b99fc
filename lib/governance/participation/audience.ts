import { PARTITION_KEYS } from '../../activity/columns.ts';
import type { Kind } from '../../activity/events.ts';
import { ZONE_NAMES, type ZoneName } from '../../activity/zones.ts';
import type { AccessConfig, Team } from '../access-config.ts';
import { PARTICIPATION_READERS } from '../declaration.ts';
import type { TrustedRole } from '../roles.ts';
import { KIND_WORDS, type SeenSentence, type Sight, sightOf } from './words.ts';

/** A group of people, or a program, that may read one kind of data. */
export interface AudienceReader {
  /** The role or team, by its name in the configuration. */
  readonly name: string;
  readonly says: string;
  /** Whether people read through this role. */
  readonly people: boolean;
  /** Purposes of a team, from the configuration; empty for any other role. */
  readonly purposes: readonly string[];
  readonly sees: readonly SeenSentence[];
  readonly seesNot: readonly SeenSentence[];
}

export interface Audience {
  readonly of: ZoneName | 'participation';
  readonly says: string;
  readonly readers: readonly AudienceReader[];
}

/** The roles among the readers, in words for the worker. */
const ROLE_WORDS: Readonly<Record<string, Pick<AudienceReader, 'says' | 'people'>>> = {
  redact: { says: 'The program that removes private details. Nobody looks at what it reads.', people: false },
  lake: { says: 'The program that answers the questions of the teams below, within their limits.', people: false },
  compact: {
    says: 'The program that writes many small files together into large ones. Nobody looks at what it reads.',
    people: false,
  },
  export: {
    says: 'The program that makes training material for a team, from what the team may see. Nobody looks at what it reads.',
    people: false,
  },
  auditor: {
    says: 'People who investigate. They see who did what with the data, and which questions were asked; a question may quote a recording.',
    people: true,
  },
  queries: {
    says: 'The program that saves each question once it has been answered. It sees no answer, and nobody looks at what it reads.',
    people: false,
  },
  reads: {
    says: 'The program that finds out from these records who read what, to show it to you. Nobody looks at what it reads.',
    people: false,
  },
  ingest: { says: 'The program that takes recordings in. It obeys your pauses.', people: false },
  package: {
    says: 'The program that makes your copy when you ask for it. Nobody looks at what it reads.',
    people: false,
  },
  worker: {
    says: 'This page, which shows it to you. People who decide about exemptions see the requests, without your name.',
    people: false,
  },
};

const CLASS_WORDS: Readonly<Record<Audience['of'], string>> = {
  raw: 'Your recordings as they were made',
  redacted: 'Your recordings after private details were removed',
  derived: 'Training material made from them, each piece for one team',
  queries: 'The questions that teams put to the data, as they were written',
  packages: 'Copies that workers asked for of their own, each for that worker alone',
  audit: 'Records of who did what with the data',
  participation: 'Your pauses, exemptions, objections and requests',
};

/**
 * Readers of each class, in plain words, from the same lists that the access proof checks the policies against. Teams
 * that query are among the readers of the redacted zone, within their columns.
 */
export function audienceOf({ approvedReaders, teams }: AccessConfig): Audience[] {
  const reader = (name: string): AudienceReader => {
    const team = Object.hasOwn(teams, name) ? teams[name] : undefined;
    if (team !== undefined)
      return {
        name,
        says: purposesOf(team),
        people: true,
        purposes: Object.values(team.purposes),
        ...sightOf([...team.columns, ...SEEN_BY_ALL]),
      };
    const role = ROLE_WORDS[name] ?? { says: `A program called ${name}.`, people: false };
    return { name, ...role, purposes: [], ...NO_COLUMNS };
  };
  const zones = ZONE_NAMES.map((zone) => {
    const names = zone === 'redacted' ? [...approvedReaders.redacted, ...Object.keys(teams)] : approvedReaders[zone];
    const named = names.map(reader);
    // Columns belong to the lake; an export is any product of them, for one team.
    const readers = zone === 'redacted' ? named : named.map((role) => ({ ...role, ...NO_COLUMNS }));
    return { of: zone, says: CLASS_WORDS[zone], readers };
  });
  const own = { of: 'participation' as const, says: CLASS_WORDS.participation };
  return [...zones, { ...own, readers: PARTICIPATION_READERS.map(reader) }];
}

/** Data that is kept although no team may see it: its description, the name of its message, and the adopter's reason. */
export interface KeptUnseen {
  readonly id: `kind-${Kind}` | `sight-${Sight}`;
  readonly says: string;
  readonly why: string;
}

export const keptUnseen = ({ kept }: AccessConfig): readonly KeptUnseen[] => [
  ...(Object.entries(kept?.kinds ?? {}) as [Kind, string][]).map(([kind, why]) => ({
    id: `kind-${kind}` as const,
    says: KIND_WORDS[kind].says,
    why,
  })),
  ...Object.entries(kept?.columns ?? {}).flatMap(([name, why]) =>
    sightOf([name]).sees.map(({ id, says }) => ({ id: `sight-${id}` as const, says, why })),
  ),
];

/** Every reader of the table sees these. */
const SEEN_BY_ALL = PARTITION_KEYS.map(({ name }) => name);

const purposesOf = ({ purposes }: Team): string => `Purpose: ${Object.values(purposes).join('; or: ')}.`;

const NO_COLUMNS = { sees: [], seesNot: [] } as const;

/** Principals that could change the rules, in words. */
export const TRUSTED_WORDS: Readonly<Record<TrustedRole, string>> = {
  deployment: 'The people who install this system, with the installer that they use.',
  deployer: 'The people who start an installation, and the programs that do it for them.',
  revoke: 'A program that closes new tables to everybody. It runs when the system is installed.',
};
