import { oneOf, type Rule, rule } from './rule.ts';

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const mixed = (value: string) => /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
/** Destinations of coins. */
const SENT = '(?:wallets?|address|addr|sol|solana|phantom|xmr|monero|deposit|withdraw(?:al)?|send|sent|payout)';
const COINS = oneOf(
  '[Dd]oge(?:coin)?|DOGE|[Ll]ite?coin|ltc|LTC|[Dd]ash|DASH|[Zz]cash|ZEC|zec|[Rr]ipple|xrp|XRP',
  '[Tt]ezos|xtz|XTZ|[Ss]tellar|xlm|XLM|[Cc]elo',
);
/** Names of chains before a number of letters and digits. Its check is not asked for: a slip is an address all the same. */
const SEGWIT = '(?:bc|ltc|addr|stake|cosmos|osmo|tb|inj|sei|celestia|juno|akash|kava|thor|dydx|axelar)';
const ALONE = { after: '(?![A-Za-z0-9])' } as const;

/** Keys and addresses of wallets: each has a prefix, an alphabet and a length of its own. */
export const WALLETS: readonly Rule[] = [
  rule({
    id: 'wallet.hex-key',
    type: 'SECRET',
    value: '(?<![A-Za-z0-9])0x[a-fA-F0-9]{64}',
    ...ALONE,
    on: ['prose', 'ui'],
    hits: ['⟦0xe500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c58ac583⟧'],
    misses: [
      '0xe500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c58ac58',
      'x0xe500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c58ac583',
      '0xe500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c58ac5831',
    ],
  }),
  rule({
    id: 'wallet.evm',
    type: 'WALLET',
    value: '(?<![A-Za-z0-9])0x[a-fA-F0-9]{40}',
    ...ALONE,
    valid: (value) => new Set(value.slice(2)).size > 5,
    hits: ['send to ⟦0x52908400098527886E0F7030069857D2E4169EE7⟧'],
    misses: [
      '0x0000000000000000000000000000000000000000',
      '0x52908400098527886E0F7030069857D2E4169EE',
      'x0x52908400098527886E0F7030069857D2E4169EE7',
      '0x52908400098527886E0F7030069857D2E4169EE70',
    ],
  }),
  rule({
    id: 'wallet.wif',
    type: 'SECRET',
    value: `(?<![A-Za-z0-9])(?:5[HJK]${BASE58}{49}|[KL]${BASE58}{51})`,
    ...ALONE,
    valid: mixed,
    hits: ['⟦Kxp35weqQDuubzj5yxqnR7GEE833wtqh6uqhhKX797sqiEKMNUH2⟧'],
    misses: [
      'Kxp35weqQDuubzj5yxqnR7GEE833wtqh6uqhhKX797sqiEKMNUH',
      'KeepThisVeryLongIdentifierOutOfTheListOfKeysPleaseNow',
    ],
  }),
  rule({
    id: 'wallet.tron',
    type: 'WALLET',
    value: `(?<![A-Za-z0-9])T[1-9A-HJ-NP-Z]${BASE58}{32}`,
    ...ALONE,
    valid: mixed,
    hits: ['⟦TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE⟧'],
    misses: [
      'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLS',
      'xTQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE',
      'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE7',
    ],
  }),
  rule({
    id: 'wallet.bitcoin',
    type: 'WALLET',
    value: `(?<![A-Za-z0-9])(?:${SEGWIT}1[a-z0-9]{25,100}|[13]${BASE58}{25,33})`,
    ...ALONE,
    valid: (value) => /\d[^\d]{1,40}\d/.test(value) && /[a-z]/.test(value),
    hits: [
      'send it to ⟦bc1q4m8boi1x7v2k9d3w5n6p8r0t2y4u6a8s0f1⟧',
      'stake via ⟦inj1k9d3w5n6p8r0t2y4u6a8s0f1g3h5j7l⟧',
      '⟦bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq⟧',
      '⟦1BoatSLRHtKNngkdXEeobR76b53LETtpyT⟧',
    ],
    misses: ['abc1q4m8boi1x7v2k9d3w5n6p8r0t2y4u6a8s0f1', 'bc1qar0', '123456789012345678901234567890'],
  }),
  rule({
    id: 'wallet.base58',
    type: 'WALLET',
    before: `\\b${SENT}\\b[^\\n]{0,40}?[\\s:]`,
    value: `(?:${BASE58}{43,44}|[48][0-9AB]${BASE58}{93})`,
    after: '(?![A-Za-z0-9+/=_-])',
    flags: 'i',
    on: ['prose', 'ui'],
    valid: (value) => mixed(value) && (value.match(/\d/g)?.length ?? 0) > 2 && !/^[a-z]{1,20}[A-Z][a-z]{4}/.test(value),
    hits: [
      'my sol wallet ⟦7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU⟧',
      'xmr ⟦44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A⟧',
    ],
    misses: [
      'wallet 7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgA',
      'wallet 7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU=',
      'xmrs 44AFFq',
      'wallet 0xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU',
    ],
  }),
  rule({
    id: 'wallet.coin',
    type: 'WALLET',
    before: `(?<![\\w])(?:${COINS})(?![\\w])[^\\n]{0,40}?[\\s:=]`,
    value: `(?:[DALMX9EQtrG][a-km-zA-HJ-NP-Z1-9]{24,34}|(?:tz[123]|KT1)${BASE58}{33}|G[A-Z2-7]{55}|(?:ltc1|zs1|terra1|celo1)[a-z0-9]{30,90})`,
    ...ALONE,
    flags: '',
    valid: (value) => mixed(value) || /^G[A-Z2-7]{55}$/.test(value) || /^(?:ltc|zs|terra|celo)1/.test(value),
    hits: ['doge: ⟦DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L⟧', 'my litecoin address ⟦LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1⟧'],
    misses: [
      'doge: DH5yaieqoZN36fDVciN',
      'a dog: DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L',
      'doge: DOGEISTHEBESTCOINTHATEVERWASMADE',
    ],
  }),
  rule({
    id: 'wallet.extended',
    type: 'SECRET',
    value: `(?<![A-Za-z0-9])[xyzt]p(?:rv|ub)${BASE58}{100,112}`,
    ...ALONE,
    hits: [
      `⟦xprv${'9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi'}⟧`,
    ],
    misses: [
      `xprv${'9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk3'.slice(1)}`,
    ],
  }),
];
