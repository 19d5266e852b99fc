import { type Rule, rule } from './rule.ts';

/** Issuer, form, an example that was made up in that form, and what only looks like it. */
type Format = readonly [issuer: string, form: string, hit: string, miss: string];

const A36 = 'Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5Mi';
const HEX64 = 'b891baf90d0d3bf16295d06910bf3f5fb85967f532f3ab3cc2d0b698d5c7e41b';
const B32 = 'SUAK3WZP6XQ2LTRB7VYH4MDNEC5GJFOAS2ULXKQ7TWBRZ3PYVHM6NDC4GE';

/** A prefix of the issuer and the right length say that it is one, whatever fills it. */
const FORMATS: readonly Format[] = [
  ['shopify.any', 'shp(?:at|ca|pa|ss|tka|ua)_[A-Za-z0-9]{32}', 'shpss_4bV3AyAVHnyrvWdFrK9xiRGHOY32nfr5', 'shpss_short'],
  ['postman.mcp', 'PMAT-[A-Z0-9]{26}', 'PMAT-01HV7QX3K9ZB2M4N6P8R0T2V4W', 'PMAT-01HV'],
  ['posthog.secret', 'ph[csxar]_[A-Za-z0-9]{30,60}', `phs_${A36}XkR`, 'phs_count'],
  ['llamacloud', 'llx-[A-Za-z0-9]{40,64}', `llx-${A36}XkRtB4cD8eF`, 'llx-parse'],
  ['cosmonic', 'cosmo_[A-Za-z0-9]{24,64}', `cosmo_${A36}`, 'cosmo_db'],
  ['bitbucket.server', 'BBDC-[A-Za-z0-9+/@_=-]{40,60}', `BBDC-${A36}MTIzNA`, 'BBDC-1042'],
  [
    'swarm',
    'SWMTKN-1-[a-z0-9]{40,60}-[a-z0-9]{20,30}',
    `SWMTKN-1-${'3pu6hszjas19xyp7'.repeat(3)}-1awxwuwd3z9j1z3puu7rcgdbx`,
    'SWMTKN-1',
  ],
  ['nats.seed', 'S[AUONCX][A-Z2-7]{54,56}', B32, 'SUMMARY'],
  ['key.hex', 'key_[a-f0-9]{32,64}', `key_${HEX64}`, 'key_name'],
  [
    'fal',
    '[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}:[a-f0-9]{32}',
    `a4ea5ee8-74ae-7689-447a-b57a683536c4:${HEX64.slice(32)}`,
    'a4ea5ee8-74ae-7689-447a-b57a683536c4',
  ],
  ['onepassword.service', 'ops_eyJ[A-Za-z0-9+/=_-]{60,2000}', `ops_eyJ${A36}-_-_${A36}`, 'ops_eyJ'],
  ['openai.long', 'sk-(?:proj|svcacct|admin|or-v1|lf)-[A-Za-z0-9_-]{32,200}', `sk-proj-${A36}`, 'sk-proj-name'],
  ['anthropic', 'sk-ant-[a-z]{2,8}\\d{2}-[A-Za-z0-9_-]{32,120}', `sk-ant-api03-${A36}`, 'sk-ant-api03-key'],
  ['xai', 'xai-[A-Za-z0-9]{60,100}', `xai-${A36}${A36}`, 'xai-model'],
  ['perplexity', 'pplx-[A-Za-z0-9]{40,64}', `pplx-${A36}${A36}`.slice(0, 53), 'pplx-online'],
  ['huggingface', '(?:hf|api_org)_[A-Za-z]{34}', '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', 'hf_model'],
  ['replicate', 'r8_[A-Za-z0-9]{37,40}', `r8_${A36}X`, 'r8_unorm'],
  [
    'langsmith',
    'lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}',
    `lsv2_pt_${HEX64.slice(0, 32)}_${HEX64.slice(0, 10)}`,
    'lsv2_pt_x',
  ],
  ['tavily', 'tvly-(?:dev-)?[A-Za-z0-9]{32,40}', `tvly-${A36}`, 'tvly-search'],
  ['pinecone', 'pcsk_[A-Za-z0-9_]{50,90}', `pcsk_${A36}${A36}`, 'pcsk_index'],
  ['exa.firecrawl', 'fc-[a-f0-9]{32}', `fc-${HEX64.slice(0, 32)}`, 'fc-cache'],
  [
    'deepinfra.together',
    '(?:tgp_v1|fw|nvapi|csk|jina|esecret)[_-][A-Za-z0-9_-]{40,90}',
    `nvapi-${A36}${A36}`.slice(0, 70),
    'nvapi-docs',
  ],
  ['stripe.hook', 'whsec_[A-Za-z0-9+/=]{32,64}', `whsec_${A36}`, 'whsec_test'],
  ['svix.razorpay', 'rzp_(?:live|test)_[A-Za-z0-9]{14,24}', 'rzp_live_Qv7mZ2rKc9LxT4', 'rzp_live_'],
  [
    'cloudflare',
    '(?:v1\\.0-[a-f0-9]{24}-[a-f0-9]{140,150}|cf(?:ut|at|k)_[A-Za-z0-9]{40,60})',
    `cfut_${A36}XkRt`,
    'cfut_x',
  ],
  ['neon.turso', 'napi_[a-z0-9]{60,70}', `napi_${HEX64}`, 'napi_value'],
  ['netlify', 'nf[pcou]_[A-Za-z0-9]{36,44}', `nfp_${A36}`, 'nfp_x'],
  [
    'gitlab.long',
    'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|rtr)-[A-Za-z0-9_.-]{20,320}',
    `glpat-${A36}`,
    'glpat-x',
  ],
  ['docker', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}', 'dckr_pat_Qv7mZ2rKc9LxT4bWn8JdS3fHg6Y', 'dckr_pat_x'],
  [
    'rubygems.crates',
    '(?:rubygems_[a-f0-9]{48}|cio[A-Za-z0-9]{32}|oy2[a-z0-9]{43})',
    `rubygems_${HEX64.slice(0, 48)}`,
    'rubygems_version',
  ],
  ['sourcegraph', 'sgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}', `sgp_${HEX64.slice(0, 40)}`, 'sgp_x'],
  [
    'slack.app',
    'xapp-\\d-[A-Z0-9]{8,14}-\\d{10,14}-[a-f0-9]{64}',
    `xapp-1-A01B2C3D4E5-1234567890123-${HEX64}`,
    'xapp-1-A01',
  ],
  [
    'google.oauth',
    '(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\\.[A-Za-z0-9_-]{30,400}|1//0[A-Za-z0-9_-]{40,120})',
    `GOCSPX-${A36.slice(0, 28)}`,
    'GOCSPX-x',
  ],
  [
    'zuplo.unkey',
    '(?:zpka|unkey|ak|pk|rk)_(?:live_|test_|prod_)?[A-Za-z0-9]{32,64}(?:_[a-f0-9]{8})?',
    `zpka_${HEX64.slice(0, 32)}_${HEX64.slice(0, 8)}`,
    'pk_id',
  ],
];

export const TOKEN_ROWS: readonly Rule[] = [
  ...FORMATS.map(([issuer, form, hit, miss]) =>
    rule({
      id: `token.${issuer}`,
      type: 'SECRET',
      value: `(?<![A-Za-z0-9])(?:${form})`,
      after: '(?![A-Za-z0-9])',
      // Documentation fills the form with one sign or with words.
      valid: (value) =>
        new Set(value.slice(-16)).size >= 5 && !/(?:x{6}|X{6}|\*{4}|0{12}|EXAMPLE|your[-_]|placeholder)/.test(value),
      hits: [`⟦${hit}⟧`, `TOKEN=⟦${hit}⟧`, `the key is ⟦${hit}⟧, keep it`],
      misses: [miss, `${issuer} says ${miss} is fine`],
    }),
  ),
  rule({
    id: 'ssh.public-key',
    type: 'SECRET',
    value: '(?<![A-Za-z0-9])AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh)[A-Za-z0-9+/=]{12,2000}',
    // In code it is meant to be read. On screens and in talk it says whose machine it is.
    on: ['prose', 'ui'],
    hits: ['cat deploy.pub → ssh-rsa ⟦AAAAB3NzaC1yc2EAAAADAQABAAACAQDLm9⟧'],
    misses: ['AAAAB3'],
  }),
];
