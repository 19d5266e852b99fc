import { EVIDENCE } from './evidence.ts';
import type { End, ItemRow } from './item.ts';
import {
  asked,
  counted,
  exemption,
  heldDay,
  lastPause,
  packageAsked,
  packagePlan,
  packageVolume,
  queued,
  rightsRequest,
  span,
} from './wishes.ts';

const participation = <const Row extends Omit<ItemRow, 'table'>>(row: Row) => ({
  table: 'participation' as const,
  ...row,
});

/** A worker's own decisions: ingest enforces them and cannot write them. They are part of the worker's access package. */
const OWN = { pk: 'worker#{participant}', reads: ['ingest', 'worker', 'package'], writes: ['worker'] } as const;
/** Counts of a worker's recordings. Deadlines are whole days: no count may expire before its data. */
const HELD = {
  ...({ pk: 'held#{participant}', reads: ['ingest', 'worker', 'package'], writes: ['ingest'] } as const),
  ends: { after: 'due', days: 2 },
} as const;
/** In force until the worker withdraws it; it then stays visible for a while. */
const STANDS = { after: 'closed', days: EVIDENCE, isOpen: ({ until }) => until === null } as const satisfies End;
/** A waiting request, or one granted without an end, is in force. */
const DECIDED = {
  ...({ after: 'closed', days: EVIDENCE } as const),
  isOpen: ({ state, until }) => state === 'asked' || state === 'appealed' || (state === 'granted' && until === null),
} as const satisfies End;
/** Segments from the time of a pause that arrive later than this are too old to be accepted. */
const PAUSED = { after: 'told', days: 2 } as const;

/**
 * Every item of the participation table. People are not among the readers: workers, and those who decide about
 * exemptions, use the function, which takes their identity from the token.
 */
export const PARTICIPATION_ITEMS = {
  lastPause: participation({
    ...OWN,
    ...{ sk: 'last#pause', schema: lastPause, ends: PAUSED },
    says: 'the latest pause, and how much of the day is paused',
  }),
  lastObjection: participation({
    ...OWN,
    ...{ sk: 'last#objection', schema: span, ends: STANDS },
    says: 'the latest objection',
  }),
  lastConsent: participation({
    ...OWN,
    ...{ sk: 'last#consent', schema: span, ends: STANDS },
    says: 'the latest agreement',
  }),
  pause: participation({
    ...OWN,
    ...{ sk: 'pause#{from}', schema: span, ends: PAUSED },
    says: 'when somebody paused',
  }),
  objection: participation({
    ...OWN,
    ...{ sk: 'objection#{from}', schema: span, ends: STANDS },
    says: 'when somebody objected',
  }),
  consent: participation({
    ...OWN,
    ...{ sk: 'consent#{from}', schema: span, ends: STANDS },
    says: 'when somebody agreed',
  }),
  exemption: participation({
    ...OWN,
    ...{ sk: 'exemption#{id}', schema: exemption, ends: DECIDED },
    says: 'a request not to be recorded, and what was decided about it',
  }),
  request: participation({
    ...OWN,
    ...{ sk: 'request#{kind}#{number}', schema: rightsRequest },
    ends: { after: 'told', days: EVIDENCE },
    says: 'that somebody asked for a copy, or for erasure',
  }),
  heldDay: participation({
    ...HELD,
    ...{ sk: 'day#{day}#{jurisdiction}#{epoch}', schema: heldDay },
    says: 'how much was received on a day, by kind',
  }),
  heldSegment: participation({
    ...HELD,
    ...{ sk: 'counted#{day}#{batch}', schema: counted },
    says: 'that a recording is counted, and how much of each kind came with it',
  }),
  packageAsked: participation({
    ...{
      pk: 'packages',
      sk: '{id}',
      schema: packageAsked,
      reads: ['worker', 'package'],
      writes: ['worker', 'package'],
    },
    ends: { after: 'closed', days: EVIDENCE },
    says: 'that an access package was asked for, by whom, and whether it is made',
  }),
  packagePlan: participation({
    ...{ pk: 'package#{participant}', sk: 'plan#{id}#{part}', schema: packagePlan },
    ...{ reads: ['package'], writes: ['package'], ends: { after: 'due', days: 2 } },
    says: 'which recordings an access package is made from',
  }),
  packageVolume: participation({
    ...{ pk: 'package#{participant}', sk: 'volume#{id}#{name}', schema: packageVolume },
    ...{ reads: ['worker', 'package'], writes: ['package'], ends: { after: 'due', days: 2 } },
    says: 'where the files of an access package lie, and how many records each holds',
  }),
  queued: participation({
    ...{ pk: 'queue', sk: '{id}', schema: queued, reads: ['worker'], writes: ['worker'] },
    ends: { after: 'closed', days: EVIDENCE },
    says: 'that a request waits for an officer who decides',
  }),
  asked: participation({
    ...{ pk: 'parity', sk: '{level}#{participant}', schema: asked, reads: ['worker'], writes: ['worker'] },
    ends: { after: 'written', days: EVIDENCE },
    says: 'who asked for an exemption at which job level, and whether it was granted',
  }),
} as const satisfies Record<string, ItemRow>;
