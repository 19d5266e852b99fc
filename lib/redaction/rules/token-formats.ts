import { base32, digits, hex, letters, lower, mixed, upper } from './fill.ts';
import { type Issuer, starts } from './token.ts';

/** Tokens recognised by an issuer's prefix and the right length, whatever characters fill them. */
export const FORMATS: readonly Issuer[] = [
  [
    'shopify.any',
    'shp(?:at|ca|pa|ss|tka|ua)_[A-Za-z0-9]{32}',
    starts('shpat_ shpca_ shppa_ shpss_ shptka_ shpua_', mixed(32)),
  ],
  ['postman.mcp', 'PMAT-[A-Z0-9]{26}', starts('PMAT-', upper(26))],
  ['posthog.secret', 'ph[csxar]_[A-Za-z0-9]{30,60}', starts('phc_ phs_ phx_ pha_ phr_', mixed(30))],
  ['llamacloud', 'llx-[A-Za-z0-9]{40,64}', starts('llx-', mixed(40))],
  ['cosmonic', 'cosmo_[A-Za-z0-9]{24,64}', starts('cosmo_', mixed(24))],
  ['bitbucket.server', 'BBDC-[A-Za-z0-9+/@_=-]{40,60}', starts('BBDC-', mixed(40))],
  ['swarm', 'SWMTKN-1-[a-z0-9]{40,60}-[a-z0-9]{20,30}', starts('SWMTKN-1-', `${lower(40)}-${lower(20)}`)],
  ['nats.seed', 'S[AUONCX][A-Z2-7]{54,56}', starts('SA SU SO SN SC SX', base32(54))],
  ['key.hex', 'key_[a-f0-9]{32,64}', starts('key_', hex(32))],
  [
    'fal',
    '[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}:[a-f0-9]{32}',
    [`${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}:${hex(32)}`],
  ],
  ['onepassword.service', 'ops_eyJ[A-Za-z0-9+/=_-]{60,2000}', starts('ops_eyJ', mixed(60))],
  [
    'openai.long',
    'sk-(?:proj|svcacct|admin|or-v1|lf)-[A-Za-z0-9_-]{32,200}',
    starts('sk-proj- sk-svcacct- sk-admin- sk-or-v1- sk-lf-', mixed(32)),
  ],
  ['anthropic', 'sk-ant-[a-z]{2,8}\\d{2}-[A-Za-z0-9_-]{32,120}', starts('sk-ant-pp', `${digits(2)}-${mixed(32)}`)],
  ['xai', 'xai-[A-Za-z0-9]{60,100}', starts('xai-', mixed(60))],
  ['perplexity', 'pplx-[A-Za-z0-9]{40,64}', starts('pplx-', mixed(40))],
  ['huggingface', '(?:hf|api_org)_[A-Za-z]{34}', starts('hf_ api_org_', letters(34))],
  ['replicate', 'r8_[A-Za-z0-9]{37,40}', starts('r8_', mixed(37))],
  ['langsmith', 'lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}', starts('lsv2_pt_ lsv2_sk_', `${hex(32)}_${hex(10)}`)],
  ['tavily', 'tvly-(?:dev-)?[A-Za-z0-9]{32,40}', starts('tvly- tvly-dev-', mixed(32))],
  ['pinecone', 'pcsk_[A-Za-z0-9_]{50,90}', starts('pcsk_', mixed(50))],
  ['exa.firecrawl', 'fc-[a-f0-9]{32}', starts('fc-', hex(32))],
  [
    'deepinfra.together',
    '(?:tgp_v1|fw|nvapi|csk|jina|esecret)[_-][A-Za-z0-9_-]{40,90}',
    starts('tgp_v1_ fw_ nvapi_ csk_ jina_ esecret_', mixed(40)),
  ],
  ['stripe.hook', 'whsec_[A-Za-z0-9+/=]{32,64}', starts('whsec_', mixed(32))],
  ['svix.razorpay', 'rzp_(?:live|test)_[A-Za-z0-9]{14,24}', starts('rzp_live_ rzp_test_', mixed(14))],
  [
    'cloudflare',
    '(?:v1\\.0-[a-f0-9]{24}-[a-f0-9]{140,150}|cf(?:ut|at|k)_[A-Za-z0-9]{40,60})',
    [...starts('v1.0-', `${hex(24)}-${hex(140)}`), ...starts('cfut_ cfat_ cfk_', mixed(40))],
  ],
  ['neon.turso', 'napi_[a-z0-9]{60,70}', starts('napi_', lower(60))],
  ['netlify', 'nf[pcou]_[A-Za-z0-9]{36,44}', starts('nfp_ nfc_ nfo_ nfu_', mixed(36))],
  [
    'gitlab.long',
    'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|rtr)-[A-Za-z0-9_.-]{20,320}',
    starts('glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat- gloas- glrtr-', mixed(20)),
  ],
  ['docker', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}', starts('dckr_pat_ dckr_oat_', mixed(27))],
  [
    'rubygems.crates',
    '(?:rubygems_[a-f0-9]{48}|cio[A-Za-z0-9]{32}|oy2[a-z0-9]{43})',
    [...starts('rubygems_', hex(48)), ...starts('cio', mixed(32)), ...starts('oy2', lower(43))],
  ],
  [
    'sourcegraph',
    'sgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}',
    starts('sgp_ sgp_local_', hex(40)),
    [`sgp_${hex(16)}_${hex(40)}`],
  ],
  [
    'slack.app',
    'xapp-\\d-[A-Z0-9]{8,14}-\\d{10,14}-[a-f0-9]{64}',
    starts('xapp-', `${digits(1)}-${upper(8)}-${digits(10)}-${hex(64)}`),
  ],
  [
    'google.oauth',
    '(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\\.[A-Za-z0-9_-]{30,400}|1//0[A-Za-z0-9_-]{40,120})',
    [...starts('GOCSPX-', mixed(28)), ...starts('ya29.', mixed(30)), ...starts('1//0', mixed(40))],
  ],
  [
    'zuplo.unkey',
    '(?:zpka|unkey|ak|pk|rk)_(?:live_|test_|prod_)?[A-Za-z0-9]{32,64}(?:_[a-f0-9]{8})?',
    starts('zpka_ unkey_ ak_ pk_ rk_ zpka_live_ pk_test_ rk_prod_', mixed(32)),
    [`zpka_${mixed(32)}_${hex(8)}`],
  ],
];
