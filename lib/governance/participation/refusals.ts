import { StrongroomError } from '../../activity/errors.ts';

interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** Shown to a worker on their page, so in plain words. */
  readonly text: string;
  readonly todo: string;
}

/** Every refusal of the workers' API. The codes are stable. */
export const WORKER_REFUSALS = {
  'caller.unknown': { status: 401, text: 'You are not signed in.', todo: 'Sign in and try again.' },
  'caller.not-officer': {
    status: 403,
    text: 'Only people who decide about exemptions can do this.',
    todo: 'Ask your administrator if this is part of your work.',
  },
  'route.unknown': { status: 404, text: 'There is nothing at this address.', todo: 'Go back to the start page.' },
  'body.invalid': { status: 400, text: 'The request was not understood.', todo: 'Check what you entered.' },
  'body.too-large': { status: 413, text: 'The text is too long.', todo: 'Shorten it.' },
  shortage: {
    status: 503,
    text: 'This cannot be done just now.',
    todo: 'Look at the page again in a minute, and repeat it if it is still needed. A pause on your device holds at once.',
  },
  raced: {
    status: 409,
    text: 'Something else changed at the same moment.',
    todo: 'Look at the page again, and repeat it if it is still needed.',
  },
  'pause.length': { status: 400, text: 'A pause cannot be this long.', todo: 'Choose a length within the limits.' },
  'pause.running': { status: 409, text: 'A pause is running already.', todo: 'You can pause again when it is over.' },
  'pause.gap': {
    status: 409,
    text: 'It is too soon after the last pause.',
    todo: 'Wait a little, then pause again.',
  },
  'pause.daily-cap': {
    status: 409,
    text: 'This is more than is left of today’s pause time.',
    todo: 'Choose a shorter pause, ask for an exemption, or object.',
  },
  'pause.none': { status: 409, text: 'No pause is running.', todo: 'There is nothing to end.' },
  'exemption.ground': { status: 400, text: 'This is not one of the grounds.', todo: 'Choose a ground from the list.' },
  'exemption.pending': {
    status: 409,
    text: 'You have asked already, and nobody has decided yet.',
    todo: 'Wait for the decision, or withdraw the request and ask again.',
  },
  'exemption.unknown': { status: 404, text: 'There is no such request.', todo: 'Look at the page again.' },
  'exemption.closed': {
    status: 409,
    text: 'This request cannot be changed that way any more.',
    todo: 'Look at the page again to see where it stands.',
  },
  'exemption.appeal-late': {
    status: 409,
    text: 'The time for an appeal is over.',
    todo: 'You can ask for an exemption again.',
  },
  'exemption.no-appeal': {
    status: 409,
    text: 'There is no appeal where you work.',
    todo: 'You can ask for an exemption again, or object.',
  },
  'exemption.own': { status: 403, text: 'This request is your own.', todo: 'Somebody else must decide it.' },
  'exemption.same-decider': {
    status: 403,
    text: 'You decided this request before.',
    todo: 'Somebody else must decide the appeal.',
  },
  'objection.not-offered': {
    status: 403,
    text: 'The rules of your place offer no objection.',
    todo: 'You can ask for an exemption.',
  },
  'objection.standing': { status: 409, text: 'Your objection stands already.', todo: 'Nothing more is needed.' },
  'objection.none': { status: 409, text: 'There is no objection to take back.', todo: 'Nothing more is needed.' },
  'consent.standing': { status: 409, text: 'You have agreed already.', todo: 'Nothing more is needed.' },
  'consent.none': { status: 409, text: 'There is no agreement to take back.', todo: 'Nothing more is needed.' },
  'request.pending': {
    status: 409,
    text: 'You have asked for this already.',
    todo: 'The page shows until when it must be answered.',
  },
  'package.unknown': {
    status: 404,
    text: 'There is no such file, or it was destroyed.',
    todo: 'Look at the page again, and ask for a new copy if you need one.',
  },
  'request.begun': {
    status: 409,
    text: 'This cannot be taken back any more: it has begun, or is done.',
    todo: 'Look at the page again to see what is still there.',
  },
} as const satisfies Record<string, Refusal>;

export type WorkerRefusalCode = keyof typeof WORKER_REFUSALS;

/** A refusal as an error. `detail` is shown to the worker, and never quotes the worker's own text. */
export class WorkerRefusedError extends StrongroomError {
  declare readonly code: WorkerRefusalCode;
  readonly status: number;
  readonly detail: string | null;

  constructor(code: WorkerRefusalCode, detail?: string) {
    const { status, text, todo } = WORKER_REFUSALS[code];
    super(code, text, todo);
    this.status = status;
    this.detail = detail ?? null;
  }
}
