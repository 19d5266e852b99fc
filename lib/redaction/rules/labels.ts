import { oneOf } from './rule.ts';

/** Passwords have no form: the words beside them identify them. Sources of expressions, not flags. */
export const PASSWORD = oneOf(
  'pass(?:word|wort|wd|phrase|code|wrd|key)|contrase[nñ]a|mot[ _-]?de[ _-]?passe|kennwort|wachtwoord|senha',
  'l[oö]senord|(?<![a-z])mdp(?![a-z])',
  'palavra[ -]?passe|clave (?:de acceso|secreta|personal|del? wi-?fi)',
  '(?:introdu[zc]ca|escriba) (?:la|su) clave|code secret',
  'has[lł]o|heslo|parola|[sş]ifre|salasana|adgangskode|jelsz[oó]|passord|pswrd|passw|pwd|pswd|psw',
  '(?<!com|by|over|under|tres)pass(?![a-z])|(?<![a-z])(?:pw|ww)(?![a-z])',
);
/** The same in scripts without Latin letters. */
export const PASSWORD_BEYOND = oneOf(
  '비밀번호|암호|비번|패스워드|パスワード|暗証番号|暗号|密码|密碼|口令|пароль|гасло|κωδικός|סיסמה|סיסמא',
  'كلمة المرور|كلمة السر|الرقم السري|رمز المرور',
);
export const KEY = oneOf(
  'secret|token|api[ _.-]?key|apikey|access[ _.-]?key|auth[ _.-]?key|private[ _.-]?key|signing[ _.-]?key',
  'encryption[ _.-]?key|encrypt[ _.-]?key|master[ _.-]?key|shared[ _.-]?key|session[ _.-]?key|storage[ _.-]?key',
  'account[ _.-]?key|client[ _.-]?key|license[ _.-]?key|app[ _.-]?key|secret[ _.-]?key|hmac[ _.-]?key',
  'aes[ _.-]?key|deploy[ _.-]?key|webhook|credentials?|(?<![a-z])auth|signature|salt|nonce|(?<![a-z])iv(?![a-z])',
  // The same in other languages.
  '(?<![a-z])(?:clave|chiave|chave|klucz|clef|cl[eé])(?![a-z])|(?:schl(?:ü|ue?)ssel|sleutel)(?![a-z])',
  "cl[eé]s?[ _.-]?(?:d['’_ ])?(?:api|secr[eè]te|priv[eé]e|acc[eè]s|chiffrement)|jeton|zugangstoken",
  '(?:api|geheim|zugriffs|zugangs|schnittstellen)[ _.-]?(?:schl(?:ü|ue?)ssel|sleutel)|(?:geheime|toegangs)[ _.-]?sleutel',
  "(?:clave|chiave|chave|klucz)[ _.-]?(?:de[ _.-]|d['’])?(?:api|secreta|privada|segreta|privata|tajny|prywatny|acceso)",
  // Any other key of that name, but no animal, game or shortcut.
  '(?<!mon|tur|don|hoc|joc|whis|hot)key(?![a-z])|certificate|bearer|jwt|cookie|pepper|seed(?![a-z])|otp(?![a-z])',
  '(?<![a-z])pin(?:[ _-]?code)?(?![a-z])|(?<![a-z])pat(?![a-z])|(?<![a-z])dsn(?![a-z])',
);
export const TAIL = '[\\w.-]{0,40}';

const TYPED =
  ":\\s?&?\\s?(?:const\\s|static\\s|mut\\s|')?[A-Za-z&][\\w<>[\\]|.&]{0,30}\\s{0,3}=|As\\s[A-Z]\\w{1,20}\\s?=";
const ASSIGNED = ':=|=>|={1,3}|!={1,2}|\\?=|\\|\\|=?|\\?\\?=?|\\+=|::?|->|,|\\|';
const CALL = '(?:new\\s{1,3}[A-Z]\\w{0,20}\\(|&?[\\w.:]{0,40}\\(\\s{0,3})?';
/** A prefix of strings, as programming languages have them. */
const STRING = '(?:[brufLN@$]{0,2}(?=["\'`]))?';
/** The characters between a label and its quoted value: brackets, a type, a sign of assignment, a call or a prefix of strings. */
export const BETWEEN = `(?:\\[\\w{0,10}\\])?["'\`\\])>]{0,3}\\s{0,8}${oneOf(TYPED, ASSIGNED)}\\s{0,12}${CALL}${STRING}`;

const CHOSEN_SECRETS = oneOf(
  'client|api|app|application|consumer|jwt|session|cookie|hmac|shared|auth|oauth|webhook|signing|encryption',
);
/** Keys that are written by hand, and may be words: at the end of a name only. */
export const CHOSEN = oneOf(
  'secret(?:[ _.-]?(?:key|token|phrase|base|word))?',
  `${CHOSEN_SECRETS}[ _.-]?secret`,
  '(?<![a-z])salt|(?:password|hash|crypt|security)[ _.-]?salt|nonce|(?<![a-z])iv(?![a-z])',
  'init(?:ialization)?[ _.-]?vector|pepper',
  '(?:encryption|encrypt|aes|des|hmac|crypto?|master|signing|session|private)[ _.-]?key',
);
