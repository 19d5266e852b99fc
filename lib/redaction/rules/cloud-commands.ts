import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const VALUE = '[^\\s"\'|;&<>]{4,400}';
const QUOTE = '["\']?';
const ARGS = '[^\\n|;]{0,200}?\\s';
const literal = (value: string) => realSecret(value) && !/^[-$%@/~.]|^file:/.test(value);

/** A command, the flag or place that takes its secret, a line that has one, and a line of the same command that has none. */
const COMMANDS: readonly (readonly [id: string, before: string, hit: string, miss: string])[] = [
  [
    'az.secret',
    `\\baz keyvault (?:secret|key) set\\b${ARGS}--value[= ]`,
    'az keyvault secret set --vault-name pay --name dbpw --value ⟦Humm1ngbird⟧',
    'az keyvault secret list --vault-name pay',
  ],
  [
    'aws.secret',
    `\\baws secretsmanager\\b${ARGS}--secret-(?:string|binary)[= ]`,
    'aws secretsmanager create-secret --name db --secret-string ⟦Humm1ngbird⟧',
    'aws secretsmanager get-secret-value --secret-id db',
  ],
  [
    'aws.parameter',
    `\\baws ssm put-parameter\\b${ARGS}--value[= ]`,
    'aws ssm put-parameter --name /pay/pw --type SecureString --value ⟦Humm1ngbird⟧',
    'aws ssm get-parameter --name /pay/pw',
  ],
  [
    'gh.secret',
    `\\b(?:gh|glab) (?:secret|variable) set\\b${ARGS}(?:--body|-b|--value|-v)[= ]`,
    'gh secret set API_TOKEN --body "⟦hx93kq0vm2ls8d7f⟧"',
    'gh secret set API_TOKEN < token.txt',
  ],
  [
    'set.pair',
    `\\b${oneOf('fly(?:ctl)?|heroku|wrangler|railway|doppler|supabase|vercel|netlify|convex')}\\b[^\\n]{0,30}\\b(?:secrets?|config|config:set|variables|env)(?: set| add|:set)?${ARGS}[A-Z_]{2,40}=`,
    'fly secrets set DB_PASS=⟦Humm1ngbird⟧',
    'fly secrets list',
  ],
  [
    'set.words',
    '\\b(?:doppler|wrangler|railway|infisical|gh|glab) (?:secrets?|variables?) set [A-Z][A-Z_\\d]{2,40} ',
    'doppler secrets set DB_PW ⟦Gravel0rgan⟧',
    'doppler secrets set DB_PW --no-interactive',
  ],
  [
    'kubectl.literal',
    `\\bkubectl create secret\\b${ARGS}--from-literal[= ][\\w.-]{1,60}=`,
    'kubectl create secret generic db --from-literal=pw=⟦Humm1ngbird⟧',
    'kubectl get secret db',
  ],
  [
    'openssl.key',
    `\\bopenssl (?:enc|aes\\S{0,20}|des\\S{0,10})\\b${ARGS}(?:-k|-K|-pass pass:|-passin pass:)\\s?`,
    'openssl enc -aes-256-cbc -k ⟦Humm1ngbird⟧ -in pay.csv',
    'openssl enc -aes-256-cbc -in pay.csv',
  ],
  [
    'client.upper',
    `\\b(?:mosquitto_(?:pub|sub)|sqlcmd|isql|bcp|ldapsearch|tabcmd|impdp)\\b${ARGS}(?:-P|-w)\\s?`,
    'mosquitto_pub -u hr -P ⟦Humm1ngbird⟧ -t pay',
    'mosquitto_pub -u hr -t pay',
  ],
  [
    'client.lower',
    `\\b${oneOf('useradd|usermod', 'snowsql|clickhouse-client|cqlsh|sshpass|mongosh?|mysql\\w{0,8}|arangosh|docker login|podman login', 'helm registry login|nmcli|hdbsql|vsql|dbt|trino|impala-shell|oc login|argocd login|cf login')}\\b${ARGS}-p\\s?`,
    'snowsql -a xy77.eu-central-1 -u HRBATCH -p ⟦Tr0mbone#9⟧',
    'snowsql -a xy77.eu-central-1 -u HRBATCH',
  ],
  ['wpa', '\\bwpa_passphrase\\s{1,3}\\S{1,40}\\s{1,3}', 'wpa_passphrase OfficeNet ⟦Humm1ngbird⟧', 'man wpa_passphrase'],
  [
    'nmcli',
    `\\bnmcli\\b${ARGS}(?:password|wifi-sec\\.psk)\\s{1,3}`,
    'nmcli dev wifi connect OfficeNet password ⟦Humm1ngbird⟧',
    'nmcli dev wifi list',
  ],
  [
    'networksetup',
    '\\bnetworksetup -setairportnetwork \\S{1,12} \\S{1,40} ',
    'networksetup -setairportnetwork en0 OfficeNet ⟦Humm1ngbird⟧',
    'networksetup -listallhardwareports',
  ],
  [
    'vault.put',
    `\\bvault (?:kv put|write)\\b${ARGS}[\\w-]{0,20}(?:pass\\w{0,8}|pw|secret|token|key)[\\w-]{0,20}=`,
    'vault kv put secret/db password=⟦Humm1ngbird⟧',
    'vault kv get secret/db',
  ],
  [
    'security.add',
    `\\bsecurity (?:add-\\w{1,20}-password|unlock-keychain)\\b${ARGS}-[wp] `,
    'security add-generic-password -a hr -s db -w ⟦Humm1ngbird⟧',
    'security find-generic-password -s db',
  ],
  [
    'pulumi.secret',
    '\\bpulumi config set (?:--\\S{1,20} )?--secret [\\w:.-]{1,60} ',
    'pulumi config set --secret dbPassword ⟦Gravel0rgan⟧',
    'pulumi config set region eu-west-1',
  ],
  [
    'pulumi.secret-last',
    '\\bpulumi config set [\\w:.-]{1,60} (?=\\S{4,200} --secret\\b)',
    'pulumi config set dbPassword ⟦Gravel0rgan⟧ --secret',
    'pulumi config set dbPassword --secret',
  ],
  [
    'here-string',
    `\\b${oneOf('gcloud|gh secret|vault|passwd|chpasswd|docker login|kubectl|openssl|gpg|cryptsetup|aws|az')}\\b[^\\n|;]{0,120}<<<\\s?`,
    'gcloud secrets create smtp --data-file=- <<< "⟦Gravel0rgan⟧"',
    'grep heron <<< "Gravel0rgan"',
  ],
  [
    'from-echo',
    '<\\((?:echo|printf)\\s{1,3}(?:-n\\s)?',
    'rsync --password-file=<(echo "⟦Gravel0rgan⟧") a b',
    'diff <(cat a) <(sort b)',
  ],
  [
    'user-secrets',
    '\\bdotnet user-secrets set "?[\\w:.-]{1,60}"? ',
    'dotnet user-secrets set "Smtp:Password" "⟦Gravel0rgan⟧"',
    'dotnet user-secrets list',
  ],
  [
    'composer',
    '\\bcomposer config (?:--\\S{1,20} )?http-basic\\.\\S{1,60} \\S{1,60} ',
    'composer config http-basic.x.test hr ⟦Gravel0rgan⟧',
    'composer config http-basic.x.test',
  ],
  [
    'password-command',
    '--?(?:password|pass|passphrase)-?(?:command|cmd)[= ]["\']?(?:echo|printf)\\s{1,3}',
    "restic --password-command 'echo ⟦Gravel0rgan⟧' snapshots",
    "restic --password-command 'pass show x' snapshots",
  ],
  [
    'ansible-vault',
    '\\bansible-vault encrypt_string\\s{1,3}(?:--\\S{1,60}\\s{1,3}\\S{1,60}\\s{1,3}){0,3}(?!-)',
    "ansible-vault encrypt_string '⟦Humm1ngbird⟧' --name db_pass",
    'ansible-vault encrypt_string --stdin-name db_pass',
  ],
  ['cmdkey', `\\bcmdkey\\b${ARGS}/pass:`, 'cmdkey /add:fs02 /user:hr /pass:⟦Humm1ngbird⟧', 'cmdkey /list'],
  ['dscl', '\\bdscl \\. -passwd \\S{1,60} ', 'dscl . -passwd /Users/hr ⟦Humm1ngbird⟧', 'dscl . -list /Users'],
];

export const CLOUD_COMMANDS: readonly Rule[] = [
  ...COMMANDS.map(([id, before, hit, miss]) =>
    rule({
      id: `cli.${id}`,
      type: 'PASSWORD',
      before: `${before}${QUOTE}`,
      value: VALUE,
      valid: literal,
      hits: [hit],
      misses: [miss],
    }),
  ),
  rule({
    id: 'cli.login-user',
    type: 'USERNAME',
    before: `\\b(?:docker|podman|oc|argocd|helm registry|az|cf|npm) login\\b${ARGS}(?:-u|--username)[= ]${QUOTE}`,
    value: '[\\w.@+-]{2,80}',
    hits: ['docker login -u ⟦swhitfield⟧ -p x reg.test', 'podman login --username=⟦swhitfield⟧ reg.test'],
    misses: ['docker login reg.test'],
  }),
];
