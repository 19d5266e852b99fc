type Attributes = Readonly<Record<string, unknown>>;

/**
 * Marks by which accessibility trees, pages and toolkits show that an element hides its text: a flag, the kind of
 * element, a state, or words of the system's language. Attribute names are compared by their letters alone.
 */
const FLAGS =
  /^(?:ax|aria|ui|dom|html|element|field|input|accessibility|contains|is|has|data)*(?:password|passwordfield|passwordproperty|protected|protectedcontent|secured?|securetextentry|obscured?|obscuretext|masked|secret|sensitive)$/;

/** Attributes that give the kind of element. */
const KINDS =
  /^(?:ax|aria|dom|xml|html|element|field|input|control|ui|localized|accessibility|atspi|java)*(?:role|subrole|roledescription|roletext|rolename|controltype|controltypename|localizedcontroltype|type|inputtype|fieldtype|tag|tagname|nodename|autocomplete|autofilltype|autofillhints?|textcontenttype|contenttype|inputpurpose|keyboardtype|kind)$/;
/** Attributes that name one element or its styles. They count where the element is editable, or name a field outright. */
const NAMES =
  /^(?:ax|dom|html|element)*(?:automationid|class|classname|identifier|id|domidentifier|domclasslist|resourceid|viewidresourcename|testid|datatestid)$/;
const OUTRIGHT = /(?:pass-?word|passwd|pwd|passcode|pin|secure(?:text)?)[-_]?(?:box|edit|entry|field|input)/;
const EDITABLE = /edit|entry|text.?(?:field|box|area|view|input)|input|combo|search|^text$|document/i;
/** Attributes that hold states, and those that hold further attributes. */
const STATES = /^(?:ax|aria|legacyiaccessible|element|accessibility)*(?:states?|traits?|flags?)$/;
const NESTED =
  /^(?:ax|html|dom|element|accessibility|legacyiaccessible)*(?:attributes|attrs|properties|props|patterns?|info|details)$/;

/** Words for a password, in the languages of the large systems, and the names of toolkits. */
const PASSWORD =
  /pass-?(?:word|code|phrase|wd)|passwort|kennwort|pwd|\bpin(?:entry|box|field)?\b|\botp\b|one-?time-?code|cc-?csc|contrase[nñ]|contrasenya|mot ?de ?passe|\bsenha|palavra-?passe|wachtwoord|lösenord|adgangskode|\bpassord|salasana|hasł[oa]|\bhesl[oa]\b|jelszó|parol[aăe]|lozink|κωδικ[όο]|şifre|парол|сырсөз|パスワード|暗証番号|비밀번호|암호|密码|密碼|口令|รหัสผ่าน|mật khẩu|kata ?(?:sandi|laluan)|كلمة (?:ال)?(?:مرور|سر)|סיס?מ[הא]|पासवर्ड/;
/** Styles that display marks instead of characters. */
const HIDES = /text-security: ?(?:disc|circle|square)/i;
/** Words for secure and protected in the role descriptions of macOS, Windows and Linux. */
const SECURE =
  /secure|protected|\bsicher|geschützt|sécuris|protég|segur[oa]?\b|protegid|sicur[oa]|protett[oa]|beveiligd|veilig|säker|skydda|sikker|beskytt|suojat|turvalli|bezpieczn|chronion|zabezpeč|bezpečn|chráněn|chránen|biztonság|védett|securizat|protejat|sigurn|zaštić|защит|ασφαλ|προστατευ|güvenli|korumalı|защищ|безопас|захищ|безпечн|セキュ|保護|보안|보호|安全|受保护|受保護|ปลอดภัย|bảo mật|\baman\b|selamat|آمن|محمي|מאובטח|מוגן|सुरक्षित/;

/** IAccessible's STATE_SYSTEM_PROTECTED. */
const PROTECTED_STATE = 0x2000_0000;
/** Android's InputType: its class, and the variations of text and of numbers that are passwords. */
const ANDROID = { class: 0xf, variation: 0xff0, text: 1, passwords: [0x80, 0x90, 0xe0], number: 2, pin: 0x10 };
const MAX_DEPTH = 3;
const MAX_ATTRIBUTES = 200;

/** The same few roles and names recur. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = work(text);
    if (known.size < 2_000 && text.length <= 64) known.set(text, now);
    return now;
  };
}

/** Whether the role of an element, in any vocabulary or language, shows that it hides its text. */
export const isSecureRole: (role: string) => boolean = remembered((role) => {
  const word = folded(role);
  return PASSWORD.test(word) || SECURE.test(word);
});

/** The meaning of an attribute with this name. */
const saidBy = remembered((attribute): 'flag' | 'style' | 'state' | 'kind' | 'name' | 'nested' | 'nothing' => {
  const name = attribute.toLowerCase().replace(/[^a-z]/g, '');
  if (FLAGS.test(name)) return 'flag';
  if (name === 'style') return 'style';
  if (STATES.test(name)) return 'state';
  if (KINDS.test(name)) return 'kind';
  if (NAMES.test(name)) return 'name';
  return NESTED.test(name) ? 'nested' : 'nothing';
});

/** Whether any attribute of an element hints that it hides its text. A value that does not clearly say "no" is a hint. */
export const isSecureElement = (element: Attributes): boolean => hints(element, isEditable(element), 0);

function hints(attributes: Attributes, editable: boolean, depth: number): boolean {
  const entries = Object.entries(attributes);
  return (
    entries.length > MAX_ATTRIBUTES || entries.some(([name, value]) => hint(name, unwrapped(value), editable, depth))
  );
}

function hint(attribute: string, value: unknown, editable: boolean, depth: number): boolean {
  switch (saidBy(attribute)) {
    case 'flag':
      return !isNo(value);
    case 'style':
      return HIDES.test(String(value));
    case 'state':
      return isProtectedState(value) || within(value, editable, depth);
    case 'kind':
      return wordsOf(value).some(isSecureRole) || (/input/i.test(attribute) && isAndroidPassword(Number(value)));
    case 'name':
      return wordsOf(value)
        .map(folded)
        .some((word) => OUTRIGHT.test(word) || (editable && PASSWORD.test(word)));
    case 'nested':
      return within(value, editable, depth);
    default:
      return false;
  }
}

/** A list of states, a map of attributes, or a list of pairs of a name and a value. */
function within(value: unknown, editable: boolean, depth: number): boolean {
  if (Array.isArray(value))
    return (
      value.length > MAX_ATTRIBUTES || value.some((state) => isProtectedState(state) || within(state, editable, depth))
    );
  if (!isObject(value)) return false;
  if (depth >= MAX_DEPTH) return true;
  const { name, value: paired } = value;
  return (
    hints(value, editable, depth + 1) ||
    (typeof name === 'string' && paired !== undefined && hint(name, unwrapped(paired), editable, depth + 1))
  );
}

/** Some tools wrap attribute values. */
const unwrapped = (value: unknown): unknown => (isObject(value) && 'value' in value ? value.value : value);

function isProtectedState(value: unknown): boolean {
  if (typeof value === 'number') return (value & PROTECTED_STATE) !== 0;
  return typeof value === 'string' && (isSecureRole(value) || (Number(value) & PROTECTED_STATE) !== 0);
}

const isEditable = (element: Attributes): boolean =>
  Object.entries(element).some(
    ([name, value]) => saidBy(name) === 'kind' && wordsOf(unwrapped(value)).some((word) => EDITABLE.test(word)),
  );

function isAndroidPassword(type: number): boolean {
  const variation = type & ANDROID.variation;
  const kind = type & ANDROID.class;
  return (
    (kind === ANDROID.text && ANDROID.passwords.includes(variation)) ||
    (kind === ANDROID.number && variation === ANDROID.pin)
  );
}

const isNo = (value: unknown): boolean =>
  value === null || value === undefined || /^(?:|0|false|no|none|off|n|f)$/i.test(String(value).trim());

const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, 50).map(String) : typeof value === 'string' ? [value] : [];

const folded = (word: string): string =>
  word
    .slice(0, 512)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();
const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
