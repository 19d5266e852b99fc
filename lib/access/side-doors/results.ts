import { globPattern, literalPattern } from '../decide/atoms.ts';
import { type Act, take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Identity, Workgroup } from '../model/app.ts';
import { at } from '../model/values.ts';
import { isRecord } from '../policy/record.ts';
import { holds, s3Path } from '../query/lake-permissions.ts';
import { actorNode, mayBecome, opened } from '../stores/stores.ts';

export function* teamFindings(inquiry: Inquiry, dataClass: FoundClass): Generator<Finding> {
  for (const role of inquiry.app.roles)
    if (inquiry.teams.some((team) => team.roleArn === role.arn)) yield* queryFindings(inquiry, dataClass, role);
}

/** Where the text and the results of a principal's queries may go. */
export function* queryFindings(inquiry: Inquiry, dataClass: FoundClass, role: Identity): Generator<Finding> {
  const { workgroups } = inquiry.app;
  const node = actorNode(inquiry, role);
  const start = (act: Omit<Act, 'action'>) => take(inquiry, node, [{ action: 'athena:StartQueryExecution', ...act }]);
  const out = start({
    resources: [globPattern('arn:*:athena:*:*:workgroup/?*')],
    exceptResources: workgroups.map((workgroup) => literalPattern(workgroup.arn)),
  });
  if (out)
    yield opened(out.sure, role.arn, out.steps, `${role.name} can query in a work group that is not in the templates`);
  for (const workgroup of workgroups)
    if (start({ resources: [literalPattern(workgroup.arn)] }))
      yield* workgroupFindings(inquiry, dataClass, role, workgroup);
}

/** Settings of a work group that are read here, or send nothing anywhere. */
const SETTINGS = new Set([
  ...['EnforceWorkGroupConfiguration', 'ManagedQueryResultsConfiguration', 'ResultConfiguration', 'ExecutionRole'],
  ...['PublishCloudWatchMetricsEnabled', 'RequesterPaysEnabled', 'BytesScannedCutoffPerQuery', 'EngineVersion'],
]);

function* workgroupFindings(
  inquiry: Inquiry,
  dataClass: FoundClass,
  role: Identity,
  workgroup: Workgroup,
): Generator<Finding> {
  yield* settingFindings(inquiry, dataClass, role, workgroup);
  const { app } = inquiry;
  const textReaders = textReadersOf(inquiry, dataClass);
  for (const other of [...app.roles, ...app.users])
    if (other.arn !== role.arn && !dataClass.exempt.includes(other.arn))
      yield* readerFindings(inquiry, { role, workgroup, other, mayReadTexts: textReaders.has(other.arn) });
}

/** Settings of a work group that send results of a role to a place where others may read them. */
function* settingFindings(
  { classes, app }: Inquiry,
  dataClass: FoundClass,
  role: Identity,
  workgroup: Workgroup,
): Generator<Finding> {
  const wrong = (setting: string, because: string) =>
    opened(true, role.arn, [settingStep(workgroup, 'athena:GetQueryResults', workgroup.arn, setting)], because);
  if (!workgroup.enforced) yield wrong('EnforceWorkGroupConfiguration', 'a query may send its results elsewhere');
  if (workgroup.executionRole !== undefined)
    yield wrong(
      `ExecutionRole ${workgroup.executionRole}`,
      `${workgroup.name} runs code, whose results are not followed`,
    );
  const configuration = at(workgroup.properties, 'WorkGroupConfiguration');
  const unknown = isRecord(configuration) && Object.keys(configuration).find((setting) => !SETTINGS.has(setting));
  if (unknown)
    yield { verdict: 'undecided', because: `what ${unknown} of work group ${workgroup.name} changes is not known` };
  const location = s3Path(workgroup.outputLocation) ?? '';
  const inClass = classes.some(
    (candidate) =>
      candidate.buckets.some((bucket) => holds(bucket.name, location)) && mayBecome(dataClass, candidate, role.arn),
  );
  if (!workgroup.managedResults && !inClass)
    yield wrong(
      `OutputLocation ${workgroup.outputLocation ?? 'none'}`,
      `results of ${role.name} go to a bucket of no class that it may read`,
    );
  if (workgroup.managedResults && !app.keys.some((key) => key.arn === workgroup.keyArn))
    yield wrong('ManagedQueryResultsConfiguration', 'results are not encrypted with a key of these templates');
  const owner = classes.find(
    (candidate) => candidate.keys.some((key) => key.arn === workgroup.keyArn) && !candidate.exempt.includes(role.arn),
  );
  if (owner)
    yield wrong(`KmsKey ${workgroup.keyArn}`, `results of ${role.name} are encrypted with the key of ${owner.name}`);
}

/** Calls by which another principal gets the results of a role, or the texts of its queries. */
function* readerFindings(
  inquiry: Inquiry,
  {
    role,
    workgroup,
    other,
    mayReadTexts,
  }: { role: Identity; workgroup: Workgroup; other: Identity; mayReadTexts: boolean },
): Generator<Finding> {
  for (const [what, actions] of Object.entries(ANSWERS))
    for (const action of what === 'texts' && mayReadTexts ? [] : actions) {
      const acts = [{ action, resources: [literalPattern(workgroup.arn)] }];
      const taken = take(inquiry, actorNode(inquiry, other), acts);
      if (taken)
        yield opened(taken.sure, other.arn, taken.steps, `${other.name} can read the ${what} of ${of(what, role)}`);
    }
}

const of = (part: string, { name }: Identity): string => (part === 'texts' ? `queries of ${name}` : name);

/** Calls that give a result, and calls that give the text of a query, which may quote what its author had read. */
const ANSWERS = {
  results: ['athena:GetQueryResults', 'athena:GetQueryResultsStream'],
  texts: ['athena:GetQueryExecution', 'athena:BatchGetQueryExecution'],
} as const;

/** Approved readers of a class of texts, unless that class is guarded less than the class that a text may quote. */
const textReadersOf = ({ classes }: Inquiry, dataClass: FoundClass): ReadonlySet<string> =>
  new Set(
    classes
      .filter(
        ({ declared }) =>
          declared.queryTexts === true && !isLower(declared.sensitivity, dataClass.declared.sensitivity),
      )
      .flatMap(({ exempt }) => exempt),
  );

/** What is not known is the lowest of a class of texts, and the highest of what they may quote. */
const isLower = (texts: string | undefined, quoted: string | undefined): boolean =>
  Number(texts?.slice(1) ?? -1) < Number(quoted?.slice(1) ?? 4);
