import { digits, hex, lower, mixed, upper } from './fill.ts';
import { oneOf } from './rule.ts';

/** What the tokens of an issuer begin with, each before the shortest rest that one can have. */
const starts = (beginnings: string, rest: string): readonly string[] =>
  beginnings.split(' ').map((beginning) => beginning + rest);

/**
 * Tokens that say themselves what they are: issuer, how they begin and what follows, and one of each of its forms, as short as
 * it can be. Where a word has to stand before it, the token is between ⟦ and ⟧.
 */
export const ISSUERS: readonly (readonly [
  issuer: string,
  pattern: string,
  shortest: readonly string[],
  /** The same with a part that can be left out. */
  longer?: readonly string[],
])[] = [
  [
    'aws',
    '(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|APKA|ASCA)[A-Z0-9]{16}',
    [
      ...starts('A3T', `${upper(1)}${upper(16)}`),
      ...starts('AKIA ASIA ABIA ACCA AGPA AIDA AROA AIPA ANPA ANVA APKA ASCA', upper(16)),
    ],
  ],
  ['aws-bedrock', '(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{60,300}', starts('ABSK bedrock-api-key-', mixed(60))],
  [
    'github',
    '(?:gh[pousr]_[A-Za-z0-9]{20,255}|v1\\.[a-f0-9]{40})',
    [...starts('ghp_ gho_ ghu_ ghs_ ghr_', mixed(20)), ...starts('v1.', hex(40))],
  ],
  ['github-fine', 'github_pat_[A-Za-z0-9_]{22,255}', starts('github_pat_', mixed(22))],
  [
    'gitlab',
    '(?:gl(?:pat|dt|rt|cbt|ptt|ft|soat|oas|imt|agent|ffct|rtr|wt)-|GR1348941)[A-Za-z0-9_.-]{16,300}',
    starts(
      'glpat- gldt- glrt- glcbt- glptt- glft- glsoat- gloas- glimt- glagent- glffct- glrtr- glwt- GR1348941',
      mixed(16),
    ),
  ],
  ['slack', 'xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{8,250}', starts('xoxp-', mixed(8)), starts('xoxp.xoxp-', mixed(8))],
  ['slack-app', 'xapp-\\d-[A-Za-z0-9-]{10,250}', starts('xapp-', `${digits(1)}-${mixed(10)}`)],
  [
    'slack-hook',
    'hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_-]{20,120}',
    starts('hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/', mixed(20)),
  ],
  [
    'stripe',
    '(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,250}',
    starts('sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_', mixed(10)),
  ],
  ['stripe-hook', 'whsec_[A-Za-z0-9+/=]{16,80}', starts('whsec_', mixed(16))],
  ['google-api', 'AIza[A-Za-z0-9_-]{30,45}', starts('AIza', mixed(30))],
  ['google-oauth', '(?:ya29\\.|GOCSPX-|1//0)[A-Za-z0-9_-]{20,500}', starts('ya29. GOCSPX- 1//0', mixed(20))],
  [
    'google-client',
    '\\d{6,20}-[a-z0-9]{20,40}\\.apps\\.googleusercontent\\.com',
    [`${digits(6)}-${lower(20)}.apps.googleusercontent.com`],
  ],
  [
    'openai',
    'sk-(?:proj-|svcacct-|admin-|ant-|or-v1-|lf-)?[A-Za-z0-9_-]{18,250}',
    starts('sk-', mixed(18)),
    starts('sk-proj- sk-svcacct- sk-admin- sk-ant- sk-or-v1- sk-lf-', mixed(18)),
  ],
  [
    'ai',
    '(?:hf_|api_org_|r8_|gsk_|xai-|pplx-|fw_|nvapi-|lsv2_(?:pt|sk)_|jina_|voyage-)[A-Za-z0-9_-]{20,200}',
    starts('hf_ api_org_ r8_ gsk_ xai- pplx- fw_ nvapi- lsv2_pt_ lsv2_sk_ jina_ voyage-', mixed(20)),
  ],
  [
    'models',
    `${oneOf('pcsk_|tgp_v1_|csk-|co_|sgp_(?:[a-f0-9]{16}_)?|sk-or-v1-|AQ\\.|tvly-(?:dev-|prod-)?|fc-|exa_|mem0_', 'hf_oauth_|nvapi-')}[A-Za-z0-9_-]{24,200}`,
    starts('pcsk_ tgp_v1_ csk- co_ sgp_ sk-or-v1- AQ. tvly- fc- exa_ mem0_ hf_oauth_ nvapi-', mixed(24)),
  ],
  [
    'hosts',
    '(?:napi_|polar_(?:oat|pat|whs)_|chpt_|railway_|koyeb_|cfut_|cfat_|cfk_|vc[pirkat]_|vcp_)[A-Za-z0-9_-]{20,120}',
    starts(
      'napi_ polar_oat_ polar_pat_ polar_whs_ chpt_ railway_ koyeb_ cfut_ cfat_ cfk_ vcp_ vci_ vcr_ vck_ vca_ vct_ vcp_',
      mixed(20),
    ),
  ],
  ['cloudflare-ca', 'v1\\.0-[a-f0-9]{24}-[a-f0-9]{100,160}', starts('v1.0-', `${hex(24)}-${hex(100)}`)],
  [
    'payments',
    oneOf(
      'rzp_(?:live|test)_[A-Za-z0-9]{14,24}|(?:live|test)_[A-Za-z0-9_-]{30,45}|c[ks]_[a-f0-9]{40}',
      'sq0[a-z]{3}-[A-Za-z0-9_-]{22,60}|AQE[A-Za-z0-9+/]{80,200}={0,2}',
    ),
    [
      ...starts('rzp_live_ rzp_test_', mixed(14)),
      ...starts('live_ test_', mixed(30)),
      ...starts('ck_ cs_', hex(40)),
      ...starts('sq0ppp-', mixed(22)),
      ...starts('AQE', mixed(80)),
    ],
  ],
  [
    'plaid',
    'access-(?:sandbox|development|production)-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}',
    starts(
      'access-sandbox- access-development- access-production-',
      `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    ),
  ],
  [
    'asana',
    '[01]/\\d{12,20}(?:/\\d{12,20})?:[a-f0-9]{32}',
    [...starts('0/ 1/', `${digits(12)}:${hex(32)}`), ...starts('0/ 1/', `${digits(12)}/${digits(12)}:${hex(32)}`)],
  ],
  ['scaleway', 'SCW[A-Z0-9]{17}', starts('SCW', upper(17))],
  [
    'sentry-dsn',
    'https://[a-f0-9]{32}(?::[a-f0-9]{32})?@[a-z0-9.-]{3,80}/\\d{1,20}',
    [
      ...starts('https://', `${hex(32)}@${lower(3)}/${digits(1)}`),
      ...starts('https://', `${hex(32)}:${hex(32)}@${lower(3)}/${digits(1)}`),
    ],
  ],
  ['azure-function', '[A-Za-z0-9_-]{40,54}AzFu[A-Za-z0-9_-]{4,12}={0,2}', [`${mixed(40)}AzFu${mixed(4)}`]],
  [
    'azure-key',
    '[A-Za-z0-9]{70,80}(?:JQQJ99|AAAAC|ACOG)[A-Za-z0-9]{4,40}',
    [`${mixed(70)}JQQJ99${mixed(4)}`, `${mixed(70)}AAAAC${mixed(4)}`, `${mixed(70)}ACOG${mixed(4)}`],
  ],
  [
    'kube',
    '(?<=(?:client-key-data|token-data):\\s{1,3})[A-Za-z0-9+/=]{40,4000}',
    [`client-key-data: ⟦${mixed(40)}⟧`, `token-data: ⟦${mixed(40)}⟧`],
  ],
  ['npm', 'npm_[A-Za-z0-9]{30,80}', starts('npm_', mixed(30))],
  ['pypi', 'pypi-[A-Za-z0-9_-]{16,400}', starts('pypi-', mixed(16))],
  [
    'packages',
    '(?:rubygems_|oy2|cio|dckr_(?:pat|oat)_|CLOJARS_)[A-Za-z0-9_-]{32,100}',
    starts('rubygems_ oy2 cio dckr_pat_ dckr_oat_ CLOJARS_', mixed(32)),
  ],
  ['digitalocean', 'do[oprt]_v1_[a-f0-9]{40,80}', starts('doo_v1_ dop_v1_ dor_v1_ dot_v1_', hex(40))],
  [
    'doppler',
    'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{30,80}',
    starts('dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', mixed(30)),
  ],
  ['databricks', 'dapi[a-f0-9]{32}(?:-\\d)?', starts('dapi', hex(32)), [`dapi${hex(32)}-4`]],
  [
    'dynatrace',
    'dt0[a-z]\\d{2}\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{32,64}',
    starts('dt0p', `${digits(2)}.${upper(8)}.${upper(32)}`),
  ],
  ['sendgrid', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}', starts('SG.', `${mixed(16)}.${mixed(16)}`)],
  ['sendinblue', 'xkeysib-[a-f0-9]{32,64}-[A-Za-z0-9]{8,24}', starts('xkeysib-', `${hex(32)}-${mixed(8)}`)],
  ['mailgun', '(?:key|pubkey)-[a-f0-9]{32}', starts('key- pubkey-', hex(32))],
  ['mailchimp', '[a-f0-9]{32}-us\\d{1,2}', [`${hex(32)}-us${digits(1)}`]],
  ['twilio', '(?:SK|AC)[a-f0-9]{32}', starts('SK AC', hex(32))],
  ['shopify', 'shp(?:at|ca|pa|ss|tka)_[A-Fa-f0-9]{32}', starts('shpat_ shpca_ shppa_ shpss_ shptka_', hex(32))],
  ['square', '(?:sq0[a-z]{3}-|EAAA)[A-Za-z0-9_-]{20,80}', starts('sq0ppp- EAAA', mixed(20))],
  [
    'paypal',
    'access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}',
    starts('access_token$production$ access_token$sandbox$', `${lower(16)}$${hex(32)}`),
  ],
  ['telegram', '\\d{8,10}:AA[A-Za-z0-9_-]{30,40}', [`${digits(8)}:AA${mixed(30)}`]],
  [
    'discord',
    '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}',
    starts('M N O', `${mixed(23)}.${mixed(6)}.${mixed(27)}`),
  ],
  [
    'discord-hook',
    'discord(?:app)?\\.com/api/webhooks/\\d{10,22}/[A-Za-z0-9_-]{40,90}',
    starts('discord.com/api/webhooks/ discordapp.com/api/webhooks/', `${digits(10)}/${mixed(40)}`),
  ],
  [
    'teams-hook',
    '[a-z0-9.-]{1,60}\\.webhook\\.office\\.com/webhookb2/[A-Za-z0-9@/_-]{40,250}',
    [`${lower(1)}.webhook.office.com/webhookb2/${mixed(40)}`],
  ],
  [
    'azure-client',
    '[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}',
    [`${mixed(3)}7Q~${mixed(31)}`, `${mixed(3)}8Q~${mixed(31)}`],
  ],
  [
    'azure-devops',
    '[a-z0-9]{52}AZDO[a-z0-9]{4}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}',
    [`${lower(52)}AZDO${lower(4)}`, `${mixed(76)}AZDO${mixed(4)}`],
  ],
  [
    'azure-storage',
    '[A-Za-z0-9+/]{70,80}(?:ASt|ACDb|ARm|AEh)[A-Za-z0-9+/]{4,10}==',
    [
      `${mixed(70)}ASt${mixed(4)}==`,
      `${mixed(70)}ACDb${mixed(4)}==`,
      `${mixed(70)}ARm${mixed(4)}==`,
      `${mixed(70)}AEh${mixed(4)}==`,
    ],
  ],
  ['heroku', 'HRKU-[A-Za-z0-9_-]{30,64}', starts('HRKU-', mixed(30))],
  ['linear', 'lin_(?:api|oauth)_[A-Za-z0-9]{32,64}', starts('lin_api_ lin_oauth_', mixed(32))],
  ['notion', '(?:secret_[A-Za-z0-9]{40,50}|ntn_[A-Za-z0-9]{40,60})', starts('secret_ ntn_', mixed(40))],
  ['figma', 'fig[dou]r?h?_[A-Za-z0-9_-]{30,60}', starts('figd_ figo_ figu_', mixed(30))],
  ['airtable', 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}', starts('pat', `${mixed(14)}.${hex(64)}`)],
  ['atlassian', 'AT(?:ATT3x|CTT3x|BB|SC)[A-Za-z0-9_=-]{20,250}', starts('ATATT3x ATCTT3x ATBB ATSC', mixed(20))],
  [
    'vault',
    '(?:hv[sbr]\\.[A-Za-z0-9_-]{20,250}|[sb]\\.[A-Za-z0-9]{24}(?![A-Za-z0-9.(]))',
    [...starts('hvs. hvb. hvr.', mixed(20)), ...starts('s. b.', mixed(24))],
  ],
  ['terraform', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{50,80}', [`${mixed(14)}.atlasv1.${mixed(50)}`]],
  ['pulumi', 'pul-[a-f0-9]{40}', starts('pul-', hex(40))],
  ['grafana', '(?:glc_|glsa_)[A-Za-z0-9+/_]{30,400}={0,3}', starts('glc_ glsa_', mixed(30))],
  [
    'newrelic',
    '(?:NRAK|NRII|NRIQ|NRRA|NRAA|NRJS|NRSP)-[A-Za-z0-9_-]{19,40}',
    starts('NRAK- NRII- NRIQ- NRRA- NRAA- NRJS- NRSP-', mixed(19)),
  ],
  ['sentry', 'sntry[su]_[A-Za-z0-9+/=_-]{40,400}', starts('sntrys_ sntryu_', mixed(40))],
  [
    'planetscale',
    'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9=._-]{30,64}',
    starts('pscale_tkn_ pscale_pw_ pscale_oauth_', mixed(30)),
  ],
  ['supabase', 'sb(?:p_|_secret_)[A-Za-z0-9_]{30,60}', starts('sbp_ sb_secret_', mixed(30))],
  [
    'hosting',
    '(?:nfp_|nfc_|fo1_|fm[12][ra]?_|vercel_blob_rw_|rnd_|render_)[A-Za-z0-9+/=_-]{30,250}',
    starts('nfp_ nfc_ fo1_ fm1_ fm2_ vercel_blob_rw_ rnd_ render_', mixed(30)),
  ],
  [
    'tailscale',
    'tskey-[a-z]{1,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,40}',
    starts('tskey-p-', `${mixed(8)}-${mixed(16)}`),
  ],
  [
    'onepassword',
    '(?:ops_eyJ[A-Za-z0-9+/=]{100,400}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{5,11}-){2,6}[A-Z0-9]{5,11})',
    [...starts('ops_eyJ', mixed(100)), ...starts('A3-', `${upper(6)}-${upper(5)}-${upper(5)}-${upper(5)}`)],
  ],
  ['age', 'AGE-SECRET-KEY-1[A-Z0-9]{50,64}', starts('AGE-SECRET-KEY-1', upper(50))],
  ['postman', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}', starts('PMAK-', `${hex(24)}-${hex(34)}`)],
  ['prefect', 'pn[ub]_[A-Za-z0-9]{36}', starts('pnu_ pnb_', mixed(36))],
  ['readme', 'rdme_[a-z0-9]{60,80}', starts('rdme_', lower(60))],
  [
    'shipping',
    '(?:EZ[AT]K[A-Za-z0-9]{54}|shippo_(?:live|test)_[a-f0-9]{40}|duffel_(?:live|test)_[A-Za-z0-9_-]{43})',
    [
      ...starts('EZAK EZTK', mixed(54)),
      ...starts('shippo_live_ shippo_test_', hex(40)),
      ...starts('duffel_live_ duffel_test_', mixed(43)),
    ],
  ],
  [
    'flutterwave',
    'FLW(?:SEC|PUB)K_(?:TEST|LIVE)-[A-Za-z0-9]{12,40}(?:-X)?',
    starts('FLWSECK_TEST- FLWSECK_LIVE- FLWPUBK_TEST- FLWPUBK_LIVE-', mixed(12)),
    [`FLWSECK_TEST-${mixed(12)}-X`],
  ],
  ['adafruit', 'aio_[A-Za-z0-9]{28}', starts('aio_', mixed(28))],
  ['alibaba', 'LTAI[A-Za-z0-9]{12,24}', starts('LTAI', mixed(12))],
  ['tencent', 'AKID[A-Za-z0-9]{32}', starts('AKID', mixed(32))],
  ['typeform', 'tfp_[A-Za-z0-9_.-]{40,64}', starts('tfp_', mixed(40))],
  ['sonar', 'sq[pua]_[a-f0-9]{40}', starts('sqp_ squ_ sqa_', hex(40))],
  [
    'jfrog',
    '(?:AKCp[A-Za-z0-9]{10,80}|cmVmdGtu[A-Za-z0-9+/=]{40,80})',
    [...starts('AKCp', mixed(10)), ...starts('cmVmdGtu', mixed(40))],
  ],
  [
    'mapbox',
    '[ps]k\\.eyJ[A-Za-z0-9_-]{40,120}\\.[A-Za-z0-9_-]{16,40}',
    starts('pk.eyJ sk.eyJ', `${mixed(40)}.${mixed(16)}`),
  ],
  ['openshift', 'sha256~[A-Za-z0-9_-]{43}', starts('sha256~', mixed(43))],
  ['salesforce', '00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{60,160}', starts('00D', `${mixed(12)}!${mixed(60)}`)],
  ['salesforce-refresh', '5Aep861[A-Za-z0-9._]{60,120}', starts('5Aep861', mixed(60))],
  ['posthog', 'ph[cxa]_[A-Za-z0-9]{30,60}', starts('phc_ phx_ pha_', mixed(30))],
  ['facebook', 'EAA[A-Za-z0-9]{60,250}', starts('EAA', mixed(60))],
  ['twitter', 'A{16,24}[A-Za-z0-9%]{60,120}', [`${'A'.repeat(16)}${mixed(60)}`]],
  ['dropbox', 'sl\\.[A-Za-z0-9_-]{100,250}', starts('sl.', mixed(100))],
  ['firebase', 'AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{130,150}', starts('AAAA', `${mixed(7)}:${mixed(130)}`)],
  ['contentful', 'CFPAT-[A-Za-z0-9_-]{43}', starts('CFPAT-', mixed(43))],
  [
    'ci',
    '(?:bk(?:ua|at|ar)_[A-Za-z0-9]{36,60}|CCIP(?:AT|RJ)_[A-Za-z0-9_]{16,60}_[a-f0-9]{40})',
    [...starts('bkua_ bkat_ bkar_', mixed(36)), ...starts('CCIPAT_ CCIPRJ_', `${mixed(16)}_${hex(40)}`)],
  ],
  [
    'yandex',
    '(?:AQVN|t1\\.[A-Za-z0-9]|y0_)[A-Za-z0-9_-]{35,220}',
    [...starts('AQVN y0_', mixed(35)), ...starts('t1.', `${mixed(1)}${mixed(35)}`)],
  ],
  [
    'launchdarkly',
    '(?:sdk|api|mob)-[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[a-f0-9]{4}-[a-f0-9]{12}',
    starts('sdk- api- mob-', `${hex(8)}-${hex(4)}-4${hex(3)}-${hex(4)}-${hex(12)}`),
  ],
  [
    'zapier-hook',
    'hooks\\.zapier\\.com/hooks/catch/\\d{3,12}/[A-Za-z0-9]{4,12}',
    starts('hooks.zapier.com/hooks/catch/', `${digits(3)}/${mixed(4)}`),
  ],
  ['frame', 'fio-u-[A-Za-z0-9_=-]{64}', starts('fio-u-', mixed(64))],
  [
    'infra',
    '(?:ico-[A-Za-z0-9]{32}|tk-us-[A-Za-z0-9_-]{48}|pat\\.[A-Za-z0-9_-]{20,24}\\.[a-f0-9]{20,26}\\.[A-Za-z0-9]{16,24})',
    [
      ...starts('ico-', mixed(32)),
      ...starts('tk-us-', mixed(48)),
      ...starts('pat.', `${mixed(20)}.${hex(20)}.${mixed(16)}`),
    ],
  ],
  [
    'hubspot',
    'pat-(?:na|eu)\\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}',
    starts('pat-na pat-eu', `${digits(1)}-${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`),
  ],
  ['okta', 'SSWS\\s00[A-Za-z0-9_-]{40}', [`SSWS 00${mixed(40)}`]],
  ['elevenlabs', 'sk_[a-f0-9]{40,60}', starts('sk_', hex(40))],
  ['clerk', 'sk_(?:live|test)_[A-Za-z0-9]{30,60}', starts('sk_live_ sk_test_', mixed(30))],
  ['resend', 're_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{16,30}', starts('re_', `${mixed(6)}_${mixed(16)}`)],
  ['groq', 'gsk_[A-Za-z0-9]{40,60}', starts('gsk_', mixed(40))],
  [
    'cloudinary',
    'cloudinary://\\d{6,20}:[A-Za-z0-9_-]{10,60}@[a-z0-9_-]{1,60}',
    starts('cloudinary://', `${digits(6)}:${mixed(10)}@${lower(1)}`),
  ],
  ['bitbucket', 'ATCTT[A-Za-z0-9_=-]{40,250}', starts('ATCTT', mixed(40))],
  ['fly', 'FlyV1\\s{1,2}fm\\d?[A-Za-z0-9_+/=,-]{40,600}', [`FlyV1 fm${mixed(40)}`]],
  ['rails', '\\bsecret_key_base:\\s{0,4}[a-f0-9]{64,128}', starts('secret_key_base:', hex(64))],
  [
    'shadow',
    '\\$(?:1|5|6|y|gy|apr1)\\$[^\\s:$]{1,40}\\$[A-Za-z0-9./$]{20,120}',
    starts('$1$ $5$ $6$ $y$ $gy$ $apr1$', `${mixed(1)}$${mixed(20)}`),
  ],
  ['bcrypt', '\\$2[abxy]\\$\\d{2}\\$[A-Za-z0-9./]{53}', starts('$2a$ $2b$ $2x$ $2y$', `${digits(2)}$${mixed(53)}`)],
  [
    'argon',
    '\\$argon2(?:id|i|d)\\$v=\\d{1,3}\\$[A-Za-z0-9=,]{5,40}\\$[A-Za-z0-9+/]{8,60}\\$[A-Za-z0-9+/]{20,120}',
    starts('$argon2id$v= $argon2i$v= $argon2d$v=', `${digits(1)}$${mixed(5)}$${mixed(8)}$${mixed(20)}`),
  ],
];
