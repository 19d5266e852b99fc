/** What is sensitive in the sample, by type, and why. Every name, number and secret is made up. */
export interface Sensitive {
  readonly type: string;
  readonly value: string;
  readonly why: string;
}

const WHY = {
  PERSON: 'names a customer or a colleague',
  EMAIL: 'reaches one person',
  PHONE: 'reaches one person',
  ADDRESS: 'says where somebody lives',
  DATE_OF_BIRTH: 'identifies a customer',
  CUSTOMER_ID: 'identifies a customer',
  ORDER_ID: 'identifies a purchase of a customer',
  EMPLOYEE_ID: 'identifies a colleague',
  IDENTITY: 'names the worker and the machine, which are pseudonyms everywhere else',
  MONEY: 'commercial: what a customer paid',
  IBAN: 'a bank account',
  CARD: 'a payment card',
  PASSWORD: 'a credential',
  TOKEN: 'a credential',
  PRIVATE_CONVERSATION: 'a private conversation between colleagues, about health',
  PERFORMANCE_REVIEW: 'an assessment of a colleague',
} as const;

const VALUES: Record<keyof typeof WHY, readonly string[]> = {
  PERSON: [
    'Marta Oyelaran',
    'Marta Oyelran', // mistyped first, corrected with the arrow keys
    'Marta',
    'Priya Nandakumar',
    'Jonas Halvorsen',
    'Tomas Lindqvist',
    'Mina Castellanos',
    'Tomas',
  ],
  EMAIL: ['ines.varga@tidewater.example', 'marta.oyelaran@postbox.example'],
  PHONE: ['+1 202 555 0147', '+1 202 555 0193'],
  ADDRESS: ['218 Juniper Lane, Harrowgate, OR 97419'],
  DATE_OF_BIRTH: ['14 March 1979'],
  CUSTOMER_ID: ['TW-204-88173', '2048817'],
  ORDER_ID: ['SO-771204', 'SO-771390', 'SO-772015'],
  EMPLOYEE_ID: ['E-40917'],
  IDENTITY: ['mina@build-07'],
  MONEY: ['$ 1,249.00', '$ 86.50', '$ 31.20'],
  IBAN: ['DE74 1002 0030 0987 6543 21'],
  CARD: ['4111 1111 1111 1111'],
  PASSWORD: ['Blue!Kettle-48', 'Blue!Kettle-489', 'copper-lantern-7'],
  TOKEN: ['tdw_9fQx72LkVbR4sZp1'],
  PRIVATE_CONVERSATION: [
    'Are you in tomorrow?',
    'Only until noon, I have a scan at the clinic.',
    'Oh no, is it your back again?',
    'The results come on Thursday, please keep it to yourself.',
  ],
  PERFORMANCE_REVIEW: [
    'Meets expectations',
    'Tomas is patient with difficult callers and explains every step.',
    'He was late with two handovers in April and should plan ahead.',
  ],
};

export const SENSITIVE: readonly Sensitive[] = Object.entries(VALUES).flatMap(([type, values]) =>
  values.map((value) => ({ type, value, why: WHY[type as keyof typeof WHY] })),
);
