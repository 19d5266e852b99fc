import type { Resource } from '../model/app.ts';
import type { AccountState, Untold } from './change.ts';
import type { KeyGrantRecord } from './grants.ts';

/** Kinds of things about which an answer of AWS may speak without naming one. */
export type Subject = 'bucket' | 'key' | 'role' | 'user' | 'group' | 'policy';

/** An answer that names no subject itself: the file, the folder or the call around it may. */
export interface Loose {
  readonly file: string;
  /** What it holds: `encryption of a bucket`. */
  readonly what: string;
  readonly subjects: readonly Subject[];
  /** Texts around the answer, the nearest first. */
  readonly around: readonly string[];
  readonly put: (subject: Subject, name: string) => void;
}

/** What separate answers told of the policies of one identity. */
interface Inline {
  listed?: readonly string[];
  attached?: true;
  file?: string;
  readonly got: Set<string>;
}

/** Everything that the answers of one moment told. */
export class Told {
  readonly resources: Resource[] = [];
  readonly grants: KeyGrantRecord[] = [];
  readonly versions = new Map<string, unknown>();
  readonly loose: Loose[] = [];
  /** ARNs by the names under which files may speak of them, by kind; a bucket has its name alone. */
  readonly names: Readonly<Record<Subject, Map<string, string>>> = {
    ...{ bucket: new Map(), key: new Map(), role: new Map(), user: new Map(), group: new Map(), policy: new Map() },
  };
  /** What was told of a resource, by its ARN. */
  readonly told = new Map<string, Set<Untold>>();
  /** Names of inline policies that an identity has, as far as a list of them is here, and those whose text is here. */
  readonly inline = new Map<string, Inline>();

  tell(arn: string, ...gaps: readonly Untold[]): void {
    this.told.set(arn, new Set([...(this.told.get(arn) ?? []), ...gaps]));
  }

  inlineOf(arn: string): Inline {
    const found = this.inline.get(arn) ?? { got: new Set<string>() };
    this.inline.set(arn, found);
    return found;
  }
}

/** A file of which the subject could not be found. */
export interface Unplaced {
  readonly file: string;
  readonly code: 'policies.unplaced';
  readonly problem: string;
  readonly fix: string;
}

/** Puts each answer without a subject where the names around it say, else where only one thing can be meant. */
export function placed(told: Told): { readonly unplaced: Unplaced[]; readonly guessed: string[] } {
  const unplaced: Unplaced[] = [];
  const guessed: string[] = [];
  let open: readonly Loose[] = told.loose;
  // Places that one answer gives are names for the next: the key of a bucket, then the policy of that key.
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter((loose) => {
      const found = named(loose, told);
      if (found) loose.put(found.subject, found.name);
      return found === undefined;
    });
  }
  for (const loose of open) {
    const alone = open.filter(({ what }) => what === loose.what).length === 1 ? onlyOne(loose, told) : undefined;
    if (alone) {
      loose.put(alone.subject, alone.name);
      guessed.push(`${loose.file} was taken for the ${loose.what} ${alone.name}: no other is in the policies`);
    } else unplaced.push(unplacedOf(loose));
  }
  for (const [owner, { file }] of told.inline)
    if (!owner.startsWith('arn:') && file !== undefined)
      unplaced.push({
        ...{ file, code: 'policies.unplaced', problem: `${file} holds a policy of ${owner}, which no answer lists` },
        fix: `add the answer of get-role, get-user or get-group for ${owner}, or of get-account-authorization-details`,
      });
  return { unplaced, guessed };
}

function unplacedOf({ file, what, subjects }: Loose): Unplaced {
  const subject = subjects[0] ?? 'bucket';
  const base = file.split('/').at(-1) ?? file;
  const example = base.replace(/(\.\w+)?$/, (end) => `.NAME${end || '.json'}`);
  return {
    file,
    code: 'policies.unplaced',
    problem: `${file} holds the ${what}, and nothing says of which ${subject}`,
    fix: `call it ${example} with the name or the id of the ${subject} for NAME, or put it into a folder of that name`,
  };
}

interface NamedSubject {
  readonly subject: Subject;
  readonly name: string;
}

/** The options with which the AWS CLI names a subject. */
const OPTIONS: Readonly<Record<Subject, RegExp>> = {
  bucket: /--bucket[= ]+["']?([a-z0-9][a-z0-9.-]{2,62})/,
  key: /--key-id[= ]+["']?([\w:/-]+)/,
  role: /--role-name[= ]+["']?([\w+=,.@-]+)/,
  user: /--user-name[= ]+["']?([\w+=,.@-]+)/,
  group: /--group-name[= ]+["']?([\w+=,.@-]+)/,
  policy: /--policy-arn[= ]+["']?([\w:/+=,.@-]+)/,
};

const ARNS: Readonly<Record<Subject, RegExp>> = {
  bucket: /arn:[^:\s]+:s3:::([a-z0-9][a-z0-9.-]{2,62})/,
  key: /(arn:[^:\s]+:kms:[^:\s]*:\d{12}:key\/[\w-]+)/,
  role: /arn:[^:\s]+:iam::\d{12}:role\/(?:[\w./-]*\/)?([\w+=,.@-]+)/,
  user: /arn:[^:\s]+:iam::\d{12}:user\/(?:[\w./-]*\/)?([\w+=,.@-]+)/,
  group: /arn:[^:\s]+:iam::\d{12}:group\/(?:[\w./-]*\/)?([\w+=,.@-]+)/,
  policy: /(arn:[^:\s]+:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+)/,
};

/** Words of the names of calls: what is left of a file's name without them may be the name of its subject. */
const CALL =
  /\b(aws|s3api|s3control|s3|kms|iam|get|describe|list|put|bucket|buckets|encryption|policy|policies|key|keys|role|roles|user|users|group|groups|attached|inline|version|document|output|default|answer|cli)\b/gi;

function named({ subjects, around, file }: Loose, told: Told): NamedSubject | undefined {
  for (const text of around) {
    for (const subject of subjects) {
      const name =
        OPTIONS[subject].exec(text)?.[1] ?? ARNS[subject].exec(text)?.[1] ?? knownIn(text, told.names[subject]);
      if (name !== undefined) return { subject, name };
    }
  }
  if (!subjects.includes('bucket')) return subjects.includes('key') ? keyIdIn(file) : undefined;
  const rest = (file.split('/').at(-1) ?? '').replace(/\.(json|txt|out|gz)/g, '').replaceAll(CALL, '');
  const name = rest.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return /^[a-z0-9][a-z0-9.-]{2,62}$/.test(name) && !/^\d[\d-]*$/.test(name) ? { subject: 'bucket', name } : undefined;
}

const keyIdIn = (file: string): NamedSubject | undefined => {
  const id = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|mrk-[0-9a-f]{32})/.exec(file)?.[1];
  return id === undefined ? undefined : { subject: 'key', name: id };
};

/** The longest known name within a text, as a word of it; undefined when two different ones are. */
function knownIn(text: string, names: ReadonlyMap<string, string>): string | undefined {
  const within = [...names.keys()].filter((name) => {
    const at = text.toLowerCase().indexOf(name.toLowerCase());
    const [before = '', after = ''] = [text[at - 1], text[at + name.length]];
    return name !== '' && at >= 0 && !/[a-z0-9]/i.test(before) && !/[a-z0-9]/i.test(after);
  });
  const [longest, ...more] = within.toSorted((a, b) => b.length - a.length);
  if (longest === undefined || more.some((name) => !longest.toLowerCase().includes(name.toLowerCase())))
    return undefined;
  return longest;
}

/** The one thing of its kind that is known at all. */
function onlyOne({ subjects }: Loose, told: Told): NamedSubject | undefined {
  const [subject, ...more] = subjects;
  if (subject === undefined || more.length > 0) return undefined;
  const all = [...new Set(told.names[subject].values())];
  return all.length === 1 ? { subject, name: all[0] as string } : undefined;
}

/** The state that the answers tell, and what none of them told. */
export function stateOf(told: Told): AccountState {
  const resources = distinct(told.resources, told);
  const untold = new Map<string, Untold[]>();
  for (const { type, arn } of resources) {
    if (arn === undefined) continue;
    const wanted: Untold[] =
      type === 'AWS::S3::Bucket'
        ? ['policy', 'encryption']
        : type === 'AWS::IAM::Role' || type === 'AWS::IAM::User'
          ? ['policies']
          : [];
    const missing = wanted.filter((gap) => !told.told.get(arn)?.has(gap) && !isWhole(gap, told, arn));
    if (missing.length > 0) untold.set(arn, missing);
  }
  return { resources, grants: told.grants, versions: told.versions, untold };
}

/** Whether the lists of an identity's policies are here, and the text of each inline one. */
function isWhole(gap: Untold, told: Told, arn: string): boolean {
  if (gap !== 'policies') return false;
  const { listed, attached, got } = told.inlineOf(arn);
  return attached === true && listed !== undefined && listed.every((name) => got.has(name));
}

/** Of a bucket or an identity several answers tell something: its list, its policy, its encryption. */
function distinct(resources: readonly Resource[], told: Told): Resource[] {
  const JOINED = /^AWS::(S3::Bucket|KMS::Key|IAM::(Role|User|Group))$/;
  const keyed = resources.map((resource) =>
    resource.type === 'AWS::KMS::Key'
      ? { ...resource, arn: told.names.key.get(resource.arn ?? '') ?? resource.arn ?? '' }
      : resource,
  );
  const groups = Map.groupBy(
    keyed.filter(({ type }) => JOINED.test(type)),
    ({ type, arn, name }) => `${type} ${arn ?? name}`,
  );
  return [
    ...keyed.filter(({ type }) => !JOINED.test(type)),
    ...[...groups.values()].flatMap((answers) =>
      answers.slice(0, 1).map((resource) => ({ ...resource, properties: joined(answers) })),
    ),
  ];
}

/** Lists of policies add up; of everything else the last answer holds. */
function joined(answers: readonly Resource[]): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const { properties } of answers)
    for (const [key, value] of Object.entries(properties)) {
      const before = all[key];
      all[key] =
        Array.isArray(value) && Array.isArray(before)
          ? [
              ...before,
              ...value.filter((item) => !before.some((other) => JSON.stringify(other) === JSON.stringify(item))),
            ]
          : isEmptyTrust(key, value) && before !== undefined
            ? before
            : value;
    }
  return all;
}

const isEmptyTrust = (key: string, value: unknown): boolean =>
  key === 'AssumeRolePolicyDocument' && JSON.stringify(value) === '{"Statement":[]}';
