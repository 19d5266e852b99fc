import { nth } from '../../activity/there.ts';
import { oneOf } from '../rules/rule.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Commands that print a secret, and nothing else: managers of passwords, stores of secrets, generators, clients that sign in. */
const PRINTS = oneOf(
  '(?:go)?pass (?:show|otp|generate)|passage show|bw get (?:password|totp)|rbw get|op read|op item get [^\\n]{0,80}--(?:otp|reveal|fields)',
  'lpass show [^\\n]{0,40}(?:-p\\b|--password)|keepassxc-cli show [^\\n]{0,80}(?:-s\\b|-a)|secret-tool lookup|keyring get',
  'security find-(?:generic|internet)-password [^\\n]{0,120}-w|vault (?:kv get|read) [^\\n]{0,40}-field=|vault print token|chamber read -q',
  'gcloud auth (?:application-default )?print-(?:access|identity)-token|gcloud secrets versions access|az account get-access-token [^\\n]{0,80}tsv',
  'aws ecr get-login-password|aws (?:secretsmanager get-secret-value|ssm get-parameter) [^\\n]{0,160}--output text|az acr login [^\\n]{0,60}--expose-token',
  'heroku (?:auth:token|config:get)|doppler secrets get [^\\n]{0,60}--plain|gh auth token|glab auth token|oc whoami -t|kubectl create token|argocd account generate-token',
  'kubectl [^\\n]{0,60}get secrets?[^\\n]{0,160}base64 (?:-d|--decode|-D)|openssl rand|pwgen|apg|xkcdpass|diceware|makepasswd|mkpasswd|oathtool|totp',
  'argocd admin initial-password|ykman oath accounts code|sops (?:-d|decrypt) [^\\n]{0,40}--extract|credstash get|htpasswd -n\\w{0,2}|tailscale key|wg (?:genkey|genpsk)',
);
const PROMPT = '(?:[^\\n]{0,60}[$#%>❯»] {1,2})?(?:sudo )?';
/** A command that prints a secret, and the line below it. */
const PRINTED = new RegExp(
  `^${PROMPT}(?:[\\w.]{1,20} \\| )?${PRINTS}\\b[^\\n]{0,200}\\n([^\\n]{4,400})(?=\\r?\\n|$)`,
  'gm',
);
/** For the gate that decides which of them can match. */
export const PRINTED_BY = { PRINTED } as const;
/** A message instead of a secret, or the next command. */
const NO_SECRET =
  /^\s{0,8}(?:error|usage|warning|fatal|failed|unable|not |no |could|command|\S{1,30}: |[$#%>❯»]|[-=]{3}|\{|\[\w{1,20}\])|not found|denied|[$#%❯»] /i;
const WORDS = /^\S{4,300}(?:[ -]\S{2,20}){0,9}$/;

/** What a command prints whose only answer is a secret. @param possible patterns that can match in the text */
export function findPrinted(text: string, possible: ReadonlySet<RegExp>): Found[] {
  if (!possible.has(PRINTED)) return [];
  return matchesOf(PRINTED, text).flatMap((match) => {
    const line = nth(match, 1);
    const value = line.trim();
    if (NO_SECRET.test(line) || !WORDS.test(value)) return [];
    const start = match.index + match[0].length - line.length + line.indexOf(value);
    return [{ start, end: start + value.length, type: 'PASSWORD', rank: RANK.labelled }];
  });
}
