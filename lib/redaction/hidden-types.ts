/** What follows from the type of a hidden value. A trait that is left out does not hold. */
interface Traits {
  /** The value names a person or opens something: it is masked wherever else it occurs in the session. */
  readonly spreads?: true;
  /** Equal values may be shown to be equal: they name a person or a thing, and open nothing. */
  readonly tagged?: true;
  /** Only its words tell it from other text: it has no form of its own. */
  readonly byWords?: true;
  /** It gives a field to its owner alone: no count, no timing, no edits of the text typed there. */
  readonly secret?: true;
}

/** Every type that a hidden value can have. A placeholder is one of these in brackets, and nothing else is. */
export const HIDDEN_TYPES = {
  // People, and what belongs to them.
  PERSON: { spreads: true, tagged: true, byWords: true },
  ORGANIZATION: { spreads: true, tagged: true, byWords: true },
  CUSTOMER: { spreads: true, tagged: true },
  CODE_NAME: { spreads: true, tagged: true },
  ADDRESS: { spreads: true, tagged: true, byWords: true },
  LOCATION: { tagged: true, byWords: true },
  ZIP_CODE: { spreads: true },
  JOB_TITLE: { spreads: true },
  EMAIL_ADDRESS: { spreads: true, tagged: true },
  PHONE_NUMBER: { spreads: true, tagged: true },
  USERNAME: { spreads: true, tagged: true },
  HANDLE: { spreads: true, tagged: true },
  VEHICLE: { spreads: true },
  DATE_OF_BIRTH: { spreads: true },
  AGE: {},
  NRP: {},
  HEALTH: {},
  MONEY: {},
  DATE_TIME: {},
  // Numbers of accounts and papers.
  BANK_ACCOUNT: { spreads: true, tagged: true },
  IBAN_CODE: { spreads: true, tagged: true },
  CREDIT_CARD: { spreads: true, tagged: true },
  WALLET: { spreads: true },
  ID_NUMBER: { spreads: true, tagged: true },
  MEDICAL_RECORD: { spreads: true, tagged: true },
  NATIONAL_ID: { spreads: true, tagged: true },
  PASSPORT: { spreads: true },
  TAX_ID: { spreads: true },
  DE_TAX_ID: { spreads: true },
  ES_NIF: { spreads: true },
  FR_NIR: { spreads: true },
  IT_FISCAL_CODE: { spreads: true },
  NL_BSN: { spreads: true },
  PL_PESEL: { spreads: true },
  SE_PERSONNUMMER: { spreads: true },
  UK_NHS: { spreads: true },
  UK_NINO: { spreads: true },
  US_DRIVER_LICENSE: { spreads: true },
  US_ITIN: { spreads: true },
  US_SSN: { spreads: true },
  // Machines and places of data.
  IP_ADDRESS: { spreads: true, tagged: true },
  MAC_ADDRESS: { spreads: true, tagged: true },
  HOSTNAME: { spreads: true, tagged: true },
  NETWORK: { spreads: true },
  DEVICE_ID: { spreads: true },
  PATH: { spreads: true },
  REPOSITORY: { spreads: true },
  CHANNEL: { spreads: true },
  URL: {},
  // Values that open something.
  PASSWORD: { spreads: true, secret: true },
  SECRET: { spreads: true, secret: true },
  PRIVATE_KEY: { spreads: true, secret: true },
  JWT: { spreads: true, secret: true },
  COOKIE: { spreads: true, secret: true },
  CONNECTION_STRING: { spreads: true, secret: true },
  URL_TOKEN: { spreads: true, secret: true },
  // Text that is hidden for its place, whatever it says.
  SECURE: { secret: true },
  TRANSCRIPT: {},
  OTHER_LANGUAGE: {},
  MAIL: {},
  PRIVATE_CONVERSATION: {},
  PERFORMANCE_REVIEW: {},
  PRIVATE_BROWSING: {},
  PRIVATE_WINDOW: {},
  UNKNOWN: {},
  MODEL: {},
} as const satisfies Readonly<Record<string, Traits>>;

export type HiddenType = keyof typeof HIDDEN_TYPES;

const ROWS: readonly (readonly [type: string, traits: Traits])[] = Object.entries(HIDDEN_TYPES);

/** The types with a trait. */
export const typesThat = (trait: keyof Traits): ReadonlySet<HiddenType> =>
  new Set(ROWS.filter(([, traits]) => traits[trait] === true).map(([type]) => type as HiddenType));

export const isHiddenType = (type: string): type is HiddenType => Object.hasOwn(HIDDEN_TYPES, type);

/** A type by its name, as a stored mask or a model has it; an unknown name gives UNKNOWN. */
export const typeNamed = (type: string): HiddenType => (isHiddenType(type) ? type : 'UNKNOWN');
