import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecureElement, isSecureRole } from '../../lib/activity/secure-element.ts';

describe('an element that hides its text', () => {
  const rows: readonly [string, Record<string, unknown>][] = [
    ['macOS: role', { AXRole: 'AXSecureTextField' }],
    ['macOS: subrole', { AXRole: 'AXTextField', AXSubrole: 'AXSecureTextField' }],
    ['macOS: description of the role', { AXRole: 'AXTextField', AXRoleDescription: 'secure text field' }],
    ['macOS: protected content', { AXRole: 'AXTextField', AXIsAccessibilityProtected: 1 }],
    ['UIKit: traits', { role: 'textField', traits: ['SecureTextField', 'KeyboardKey'] }],
    ['UIKit: secure entry', { type: 'UITextField', isSecureTextEntry: true }],
    ['Appium', { type: 'XCUIElementTypeSecureTextField' }],
    ['UI Automation', { ControlType: 'EditControl', IsPassword: true }],
    ['UI Automation, as text', { ControlType: 'Edit', IsPassword: 'True' }],
    ['UI Automation, in lower case', { controlType: 'edit', is_password: 'yes' }],
    ['UI Automation, as a number', { ControlType: 50004, IsPassword: 1 }],
    ['UI Automation, wrapped', { IsPasswordProperty: { type: 'bool', value: true } }],
    ['UI Automation: kind in the language of the system', { LocalizedControlType: 'Kennwort' }],
    ['IAccessible: state', { role: 42, State: 0x20000000 | 0x100004 }],
    ['IAccessible: state, as text', { 'LegacyIAccessible.State': '537919492' }],
    ['IAccessible: states by name', { role: 'editable text', states: 'focusable, protected, focused' }],
    ['IAccessible2: states', { states: ['FOCUSABLE', 'PROTECTED'] }],
    ['WPF: class', { ControlType: 'CustomControl', ClassName: 'PasswordBox' }],
    ['Delphi: class', { ControlType: 'PaneControl', ClassName: 'TPasswordEdit' }],
    ['a name that a developer gave', { ControlType: 'EditControl', AutomationId: 'txtPassword' }],
    ['ATK', { role: 'password text' }],
    ['AT-SPI', { role_name: 'ROLE_PASSWORD_TEXT' }],
    ['Java Access Bridge', { role: 'password text', role_en_US: 'password text' }],
    ['Android: flag', { class: 'android.widget.EditText', password: 'true' }],
    ['Android: input type', { class: 'android.widget.EditText', inputType: 129 }],
    ['Android: a password that is shown', { class: 'android.widget.EditText', inputType: '145' }],
    ['Android: a number', { class: 'android.widget.EditText', inputType: 18 }],
    ['Android: input type by name', { inputType: 'textVisiblePassword' }],
    ['Android: what may be filled in', { autofillHints: ['username', 'password'] }],
    ['web: type', { tagName: 'INPUT', type: 'password' }],
    ['web: type among attributes', { tag: 'input', attributes: { type: 'password', name: 'p' } }],
    ['web: type in a list of attributes', { nodeName: 'INPUT', attributes: [{ name: 'type', value: 'password' }] }],
    ['web: a code that is sent', { tag: 'input', type: 'text', autocomplete: 'one-time-code' }],
    ['web: style', { tag: 'input', style: 'color: red; -webkit-text-security: disc' }],
    ['web: a password that is shown', { tag: 'input', type: 'text', id: 'login-password' }],
    [
      'CDP',
      { role: { value: 'textbox' }, properties: [{ name: 'protected', value: { type: 'boolean', value: true } }] },
    ],
    ['Flutter', { role: 'textField', flags: { isObscured: true } }],
    ['React Native', { type: 'TextInput', secureTextEntry: true }],
    ['a value that nobody knows', { IsPassword: 'maybe' }],
    ['more attributes than anything has', Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}`, i]))],
  ];
  test.each(rows)('%s', (_case, element) => {
    expect(isSecureElement(element)).toBe(true);
  });

  const DESCRIPTIONS = [
    ['ar', 'حقل نص آمن'],
    ['bg', 'защитено текстово поле'],
    ['ca', 'camp de text segur'],
    ['cs', 'zabezpečené textové pole'],
    ['da', 'sikkert tekstfelt'],
    ['de', 'sicheres Textfeld'],
    ['el', 'πεδίο ασφαλούς κειμένου'],
    ['en', 'secure text field'],
    ['es', 'campo de texto seguro'],
    ['fi', 'suojattu tekstikenttä'],
    ['fr', 'champ de texte sécurisé'],
    ['fr, decomposed', 'champ de texte sécurisé'.normalize('NFD')],
    ['he', 'שדה מלל מאובטח'],
    ['hi', 'सुरक्षित टेक्स्ट फ़ील्ड'],
    ['hr', 'sigurno polje za tekst'],
    ['hu', 'biztonságos szövegmező'],
    ['id', 'bidang teks aman'],
    ['it', 'campo di testo sicuro'],
    ['ja', 'セキュアテキストフィールド'],
    ['ko', '보안 텍스트 필드'],
    ['ms', 'medan teks selamat'],
    ['nb', 'sikkert tekstfelt'],
    ['nl', 'veilig tekstveld'],
    ['pl', 'bezpieczne pole tekstowe'],
    ['pt', 'campo de texto seguro'],
    ['ro', 'câmp de text securizat'],
    ['ru', 'защищенное текстовое поле'],
    ['sk', 'zabezpečené textové pole'],
    ['sv', 'säkert textfält'],
    ['th', 'ช่องข้อความที่ปลอดภัย'],
    ['tr', 'güvenli metin alanı'],
    ['uk', 'захищене текстове поле'],
    ['vi', 'trường văn bản bảo mật'],
    ['zh-Hans', '安全文本字段'],
    ['zh-Hant', '安全文字欄位'],
  ] as const;
  test.each(DESCRIPTIONS)('in the language of the system: %s', (_language, AXRoleDescription) => {
    expect(isSecureElement({ AXRole: 'AXTextField', AXRoleDescription })).toBe(true);
  });

  test('in any spelling of the attribute, with any value that is not a clear no', () => {
    const name = fc
      .constantFrom('isPassword', 'protected', 'secureTextEntry', 'isObscured')
      .chain((item) =>
        fc.constantFrom(item, item.toUpperCase(), item.replace(/(?=[A-Z])/g, '_').toLowerCase(), `@${item}`),
      );
    const value = fc.oneof(
      fc.constantFrom(true, 1, 'true', 'TRUE', '1', 'yes', 'on', 2, {}),
      fc.stringMatching(/^[a-z]{6}$/),
    );
    fc.assert(fc.property(name, value, (key, said) => isSecureElement({ [key]: said })));
  });
});

describe('an element that does not hide its text', () => {
  const rows: readonly [string, Record<string, unknown>][] = [
    ['a text field', { AXRole: 'AXTextField', AXSubrole: 'AXSearchField', AXRoleDescription: 'search text field' }],
    ['one that says no', { ControlType: 'EditControl', IsPassword: false, protected: 'false', secure: 0 }],
    ['one that says nothing', { IsPassword: null, states: [], State: 0x100000 }],
    [
      'a link to a page about passwords',
      { ControlType: 'HyperlinkControl', AutomationId: 'forgotPassword', Name: 'Forgot password?' },
    ],
    ['a label', { AXRole: 'AXStaticText', AXTitle: 'Password', id: 'password-label' }],
    ['a part of a page with a style', { tag: 'div', class: 'secure-checkout' }],
    ['a form', { tag: 'form', id: 'password-form' }],
    ['input types of Android', { class: 'android.widget.EditText', inputType: 1, password: 'false' }],
    ['an address of mail', { inputType: 33 }],
    ['a text field that React Native shows', { type: 'TextInput', secureTextEntry: false }],
  ];
  test.each(rows)('%s', (_case, element) => {
    expect(isSecureElement(element)).toBe(false);
  });

  test('roles of ARIA, AX, UI Automation and ATK', () => {
    const roles =
      `alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox
      complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group
      heading img insertion link list listbox listitem log main marquee math menu menubar menuitem meter navigation none note option
      paragraph progressbar radio region row rowheader scrollbar search searchbox separator slider spinbutton status strong switch tab
      table tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem AXApplication AXBrowser AXButton AXCell AXCheckBox
      AXColumn AXComboBox AXDockItem AXGrid AXGroup AXHandle AXImage AXIncrementor AXLink AXList AXMenu AXMenuBar AXMenuItem AXOutline
      AXPopUpButton AXRadioButton AXRow AXScrollArea AXScrollBar AXSheet AXSlider AXSplitter AXStaticText AXTabGroup AXTextArea
      AXTextField AXToolbar AXWebArea AXWindow ButtonControl CalendarControl CheckBoxControl ComboBoxControl CustomControl DataGridControl
      DocumentControl EditControl GroupControl HeaderControl HyperlinkControl ImageControl ListControl MenuControl PaneControl
      ProgressBarControl RadioButtonControl SpinnerControl SplitButtonControl StatusBarControl TabControl TextControl ThumbControl
      TitleBarControl ToolBarControl TreeControl WindowControl accelerator-label autocomplete canvas dial editbar entry filler frame
      glass-pane icon label layered-pane notification page-tab panel push-button root-pane ruler spin-button split-pane statusbar text
      toggle-button viewport unknown`.split(/\s+/);
    expect(roles.filter(isSecureRole)).toEqual([]);
  });
});
