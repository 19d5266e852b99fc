import { partsOf, plain, squash } from './names.ts';

/** Browsers, squashed. The last part of their window's title is their own name; the part before it names the page's site. */
const BROWSERS: ReadonlySet<string> = new Set([
  ...[
    'googlechrome',
    'chrome',
    'chromium',
    'ungoogledchromium',
    'mozillafirefox',
    'firefox',
    'firefoxdeveloperedition',
  ],
  ...[
    'microsoftedge',
    'edge',
    'msedge',
    'safari',
    'opera',
    'operagx',
    'brave',
    'bravebrowser',
    'vivaldi',
    'arc',
    'zen',
  ],
  ...['zenbrowser', 'duckduckgo', 'torbrowser', 'librewolf', 'waterfox', 'yandex', 'yandexbrowser', 'samsunginternet'],
  ...['orion', 'epiphany', 'gnomeweb', 'falkon', 'konqueror', 'internetexplorer', 'iexplore', 'naverwhale', 'whale'],
  ...['browser', 'webbrowser', 'webview', 'dia', 'comet', 'floorp', 'palemoon', 'seamonkey', 'maxthon', 'thorium'],
]);

/** Programs that open windows of other programs, under their own name. */
const HOSTS: ReadonlySet<string> = new Set([
  'applicationframehost',
  'electron',
  'java',
  'javaw',
  'chromeapp',
  'msedgewebview',
]);

const isBrowserName = (part: string): boolean =>
  BROWSERS.has(squash(part)) || BROWSERS.has(squash(part.replace(/[([].*$/, '')).replace(/\d+$/, ''));

/** Whether an application shows pages or programs of others, so that its title is more specific than its name. */
export const showsOthers = (names: ReadonlySet<string>, appClass: string): boolean =>
  /^(?:web-?)?browser$/.test(plain(appClass)) || [...names].some((name) => BROWSERS.has(name) || HOSTS.has(name));

/** Edge writes the name of its profile between the page and itself, and how many other pages there are. */
const EDGE = /^(?:microsoft)?edge/;
const OTHER_PAGES = / and \d+ more pages?$/;

/** Candidates for the name of the site or program in the title of a browser's window: the part before the browser's own name. */
export function sitesOf(title: string): string[] {
  const parts = partsOf(title).filter((part) => !isPrivateMark(part));
  const browser = parts.findLastIndex(isBrowserName);
  const before = browser < 0 ? parts : parts.slice(0, browser);
  const profiles = EDGE.test(squash(parts[browser] ?? '')) ? 2 : 1;
  return before.slice(-profiles).map((part) => part.replace(OTHER_PAGES, ''));
}

/**
 * Marks that browsers write into a title of private browsing, in the languages of their interfaces (Chrome's "Incognito", Edge's
 * "InPrivate", Firefox's and Safari's "Private Browsing", Opera's and Brave's "Private", Samsung's "Secret mode").
 */
const MARKS: readonly string[] = [
  ...['incognito', 'incognito mode', 'incognito window', 'inprivate', 'private', 'private browsing', 'private window'],
  ...['private mode', 'private with tor', 'private tab', 'secret mode', 'guest', 'tor', 'fire window'],
  ...[
    'inkognito',
    'inkognito-modus',
    'inkognitomodus',
    'privat',
    'privater modus',
    'privates fenster',
    'privates surfen',
  ],
  ...['navigation privée', 'fenêtre privée', 'mode navigation privée', 'mode privé', 'privé', 'privée'],
  ...[
    'incógnito',
    'de incógnito',
    'navegación privada',
    'ventana privada',
    'modo privado',
    'privado',
    'modo incógnito',
  ],
  ...['navigazione in incognito', 'in incognito', 'navigazione anonima', 'finestra anonima', 'navigazione privata'],
  ...['navegação privada', 'navegação anônima', 'navegação anónima', 'anônima', 'janela privada', 'janela anônima'],
  ...['privénavigatie', 'privévenster', 'privé-navigatie', 'incognitovenster', 'privémodus'],
  ...['tryb prywatny', 'przeglądanie prywatne', 'okno prywatne', 'tryb incognito', 'prywatne'],
  ...[
    'privat browsing',
    'privat surfning',
    'privat fönster',
    'privat vindue',
    'privat nettlesing',
    'yksityinen selaus',
  ],
  ...['приватный просмотр', 'частный доступ', 'приватное окно', 'инкогнито', 'режим инкогнито', 'приватний перегляд'],
  ...['gizli', 'gizli pencere', 'gizli gezinti', 'gizli mod', 'anonymní', 'anonymní okno', 'anonymní prohlížení'],
  ...[
    'soukromé prohlížení',
    'súkromné prehliadanie',
    'privát böngészés',
    'inkognitó',
    'navigare privată',
    'incognito-modus',
  ],
  ...[
    'ιδιωτική περιήγηση',
    'ανώνυμη περιήγηση',
    'גלישה בסתר',
    'גלישה פרטית',
    'التصفح المتخفي',
    'التصفح الخاص',
    'تصفّح خاص',
  ],
  ...['シークレット', 'シークレット モード', 'プライベートブラウジング', 'プライベート', 'プライベートウィンドウ'],
  ...[
    '隐身',
    '隐身模式',
    '无痕',
    '无痕模式',
    '無痕',
    '無痕式',
    '無痕模式',
    '隐私浏览',
    '隱私瀏覽',
    '隐私模式',
    '私密浏览',
    '無痕式視窗',
  ],
  ...['시크릿', '시크릿 모드', '사생활 보호', '사생활 보호 모드', 'गुप्त', 'निजी ब्राउज़िंग', 'ẩn danh', 'riêng tư'],
];
const PRIVATE: ReadonlySet<string> = new Set(MARKS.map(squash));
const BRACKET = /[([（［【]([^()[\]（）［］【】]*)[)\]）］】]/gu;
/** Words that alone are too common for a part of a title, and count in brackets or beside the browser's name. */
const COMMON: ReadonlySet<string> = new Set(
  ['private', 'privat', 'privado', 'privé', 'privée', 'guest', 'tor'].map(squash),
);

const isPrivateMark = (part: string): boolean => PRIVATE.has(squash(part));

/** Whether a title marks its window as private browsing. */
export function isPrivateBrowsing(title: string): boolean {
  for (const [, within] of plain(title).matchAll(BRACKET)) if (isPrivateMark(within ?? '')) return true;
  const parts = partsOf(title);
  return parts.some((part, at) => {
    const name = squash(part);
    // A common word is a mark only where the browser writes: at the end, or before the browser's own name.
    if (PRIVATE.has(name)) return !COMMON.has(name) || (parts.length > 1 && at >= parts.length - 2);
    return beside(name);
  });
}

/** A browser's name with the mark directly beside it: `Mozilla Firefox Private Browsing`. */
function beside(name: string): boolean {
  for (const browser of BROWSERS)
    if (
      name.startsWith(browser)
        ? PRIVATE.has(name.slice(browser.length))
        : name.endsWith(browser) && PRIVATE.has(name.slice(0, -browser.length))
    )
      return true;
  return false;
}
