import { REFUSALS, type RefusalCode } from '../refusals.ts';

/** Ingest, and then the collector, give the refusal's code as the reason for a missing event. */
const REFUSED = Object.fromEntries(Object.keys(REFUSALS).map((code) => [code, ''])) as Readonly<
  Record<RefusalCode, ''>
>;

/** Reasons of control events: this project's own, and those that recorders commonly give. */
export const CONTROL_REASONS = {
  ...REFUSED,
  ...{
    start: 'started begin',
    stop: 'stopped end ended',
    import: '',
    shift: '',
    worker: 'user',
    recorder: '',
    admin: '',
  },
  ...{ withheld: '', crash: '', lost: '', late: '', overflow: '', silence: '', refused: '', gate: '', network: '' },
  ...{ 'quiet-hours': '', disk: '', day: '', question: '', unconfirmed: '', 'clock-jump': '', offline: '', paused: '' },
  ...{ 'queue-damaged': '', 'queue-expired': '', 'queue-full': '', 'line.truncated': '', 'record.invalid': '' },
  ...{ 'password-field': 'securefield', 'secret-parameter': '', 'record-missing': '', 'record-unreadable': '' },
  ...{ policy: '', permission: '', lock: 'locked', unlock: 'unlocked', sleep: 'suspend', wake: '', idle: '', away: '' },
  ...{ break: '', logoff: 'logout', logon: 'login', shutdown: '', restart: '', update: '', error: '', timeout: '' },
  other: '',
} as const satisfies Readonly<Record<string, string>>;
