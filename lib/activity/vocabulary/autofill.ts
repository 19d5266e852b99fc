/**
 * Tokens of `autocomplete` (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill); the last
 * of a list counts.
 */
export const AUTOFILL = {
  ...{ on: '', off: 'false none nope' },
  ...{ name: '', 'honorific-prefix': '', 'given-name': '', 'additional-name': '', 'family-name': '' },
  ...{ 'honorific-suffix': '', nickname: '', 'organization-title': '', organization: '' },
  ...{ username: '', 'new-password': '', 'current-password': '', 'one-time-code': '', webauthn: '' },
  ...{ 'street-address': '', 'address-line1': '', 'address-line2': '', 'address-line3': '' },
  ...{ 'address-level1': '', 'address-level2': '', 'address-level3': '', 'address-level4': '' },
  ...{ country: '', 'country-name': '', 'postal-code': '' },
  ...{ 'cc-name': '', 'cc-given-name': '', 'cc-additional-name': '', 'cc-family-name': '', 'cc-number': '' },
  ...{ 'cc-exp': '', 'cc-exp-month': '', 'cc-exp-year': '', 'cc-csc': '', 'cc-type': '' },
  ...{ 'transaction-currency': '', 'transaction-amount': '', language: '', sex: '', url: '', photo: '', email: '' },
  ...{ bday: '', 'bday-day': '', 'bday-month': '', 'bday-year': '', impp: '' },
  ...{ tel: '', 'tel-country-code': '', 'tel-national': '', 'tel-area-code': '', 'tel-local': '', 'tel-extension': '' },
  other: '',
} as const satisfies Readonly<Record<string, string>>;
