import { take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Fn, Identity } from '../model/app.ts';
import { IDENTITIES } from '../model/identities.ts';
import { mayMean, textsIn } from '../model/names.ts';
import { textsAt } from '../model/texts-at.ts';
import type { Statement } from '../policy/document.ts';
import { arnParts, UNRESOLVED } from '../policy/pattern.ts';
import { opened, requestedOf, resourcesOf } from '../stores/stores.ts';
import { isKnownType } from '../understood/known-types.ts';
import { isBound } from './bound.ts';
import { foreignPrograms } from './foreign-programs.ts';
import { wrongInFront } from './fronts.ts';
import { openPrograms } from './open-programs.ts';
import { isOurs } from './outside.ts';

const CALLS = ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'];

/** Code of an approved reader that a principal outside may call, or choose the input of. */
export function* callers(inquiry: Inquiry, dataClass: FoundClass, writers: readonly Identity[]): Generator<Finding> {
  const { app } = inquiry;
  const outside = inquiry.anybody.filter((actor) => actor.type !== 'service' && actor.account !== app.place.accountId);
  const readers = writers.map(({ arn }) => arn);
  for (const fn of app.functions.filter(({ roleArn = '' }) => readers.includes(roleArn) || mayMean(roleArn, readers))) {
    const isReader = readers.includes(fn.roleArn ?? '');
    for (const actor of outside) {
      for (const action of CALLS) {
        const act = { action, resources: requestedOf(fn.arn), policy: fn.policy };
        const taken = take(inquiry, { key: 'a principal outside the account', actor, except: [] }, [act]);
        if (taken)
          yield opened(
            isReader && taken.sure,
            taken.principal,
            taken.steps,
            `a principal outside the account can call ${fn.name}`,
          );
      }
    }
    for (const finding of ofReader(app, dataClass, fn)) yield isReader ? finding : perhaps(fn, finding);
  }
  yield* foreignPrograms(inquiry, dataClass, writers);
  yield* openPrograms(inquiry, dataClass, writers);
  for (const workgroup of app.workgroups) {
    const { executionRole } = workgroup;
    if (executionRole === undefined || !writers.some((role) => role.arn === executionRole)) continue;
    const step = settingStep(workgroup, 'athena:StartSession', workgroup.arn, `ExecutionRole ${executionRole}`);
    yield opened(
      true,
      `each principal that may start a session in ${workgroup.name}`,
      [step],
      `a principal that starts a Spark session in work group ${workgroup.name} runs code as ${executionRole}`,
    );
  }
}

/** What lets others into a function that reads, but for calls of their own. */
function* ofReader(app: App, dataClass: FoundClass, fn: Fn): Generator<Finding> {
  for (const statement of fn.policy?.statements ?? []) yield* serviceCallers(app, dataClass, fn, statement);
  yield* foreignCode(app, dataClass, fn);
  yield* foreignSources(app, fn);
  yield* answering(app, dataClass, fn);
}

/** A role that only the deployment knows might be that of a reader, or of a principal that reads nothing. */
const perhaps = ({ name }: Fn, finding: Finding): Finding => ({
  ...finding,
  verdict: 'undecided',
  because: `if the role of ${name}, which only the deployment knows, is an approved reader: ${finding.because ?? ''}`,
});

/**
 * Accounts of AWS that publish layers, with where they are documented. What others publish, nobody of this account has looked at.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-extension-versionsx86-64.html
 * https://docs.aws.amazon.com/powertools/typescript/latest/getting-started/lambda-layers/ and its pages of other languages
 */
const LAYERS_OF_AWS: readonly string[] = ['580247275435', '094274105915', '017000801446'];

/**
 * Buckets that code is taken from at a deployment, of the function and of the layers that the templates make for it. One that only the
 * deployment knows is the choice of the deployer, who chooses the templates too.
 */
function* foreignBuckets(app: App, fn: Fn): Generator<string> {
  const layers = textsAt(fn.properties, 'Layers[]');
  const made = resourcesOf(app, 'AWS::Lambda::LayerVersion').filter(({ arn = '' }) => layers.includes(arn));
  for (const [properties, path] of [
    [fn.properties, 'Code.S3Bucket'],
    ...made.map((layer) => [layer.properties, 'Content.S3Bucket'] as const),
  ] as const)
    for (const bucket of textsAt(properties, path))
      if (!bucket.includes(UNRESOLVED) && !isOurs(app, bucket)) yield bucket;
}

/** A layer or an image of another account, or of one that only the deployment knows, runs as the function's role. */
function* foreignCode(app: App, dataClass: FoundClass, fn: Fn): Generator<Finding> {
  const layers = textsAt(fn.properties, 'Layers[]').map((arn) => [arnParts(arn)?.[4], `layer ${arn}`] as const);
  const images = textsAt(fn.properties, 'Code.ImageUri').map(
    (uri) => [/^(\d{12})\./.exec(uri)?.[1], `image ${uri}`] as const,
  );
  for (const [account = UNRESOLVED, code] of [...layers, ...images]) {
    if (account === app.place.accountId || LAYERS_OF_AWS.includes(account)) continue;
    const step = settingStep(fn, 'lambda:InvokeFunction', fn.arn, code);
    yield opened(
      false,
      `account ${account}`,
      [step],
      `code of account ${account} runs as ${fn.name}, which reads ${dataClass.name}, and what it does is not known (${code}): publish a copy of it in this account`,
    );
  }
  for (const bucket of foreignBuckets(app, fn))
    yield opened(
      false,
      `the owner of bucket ${bucket}`,
      [settingStep(fn, 'lambda:InvokeFunction', fn.arn, `code in bucket ${bucket}`)],
      `code from bucket ${bucket}, which is not of these templates, runs as ${fn.name}, which reads ${dataClass.name}: take it from a bucket of these templates or of the account's own assets`,
    );
}

/** Resources through which others have a function answer them, without a permission that says so. */
const ANSWERS: readonly { readonly type: string; readonly path: string; readonly to: string }[] = [
  // A catalogue over a connection has the function of the connection answer: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-connections.html
  {
    type: 'AWS::Glue::Connection',
    path: 'ConnectionInput.AthenaProperties.*',
    to: 'everyone who queries a catalogue over connection',
  },
  {
    type: 'AWS::S3ObjectLambda::AccessPoint',
    path: 'ObjectLambdaConfiguration.TransformationConfigurations[].ContentTransformation.AwsLambda.FunctionArn',
    to: 'everyone who gets an object through access point',
  },
  { type: 'AWS::AppSync::DataSource', path: 'LambdaConfig.LambdaFunctionArn', to: 'everyone who asks the API of' },
  // Rows of a query are what the function of its catalogue answers: https://docs.aws.amazon.com/athena/latest/APIReference/API_DataCatalog.html
  ...['function', 'record-function', 'metadata-function'].map((name) => ({
    type: 'AWS::Athena::DataCatalog',
    path: `Parameters.${name}`,
    to: 'everyone who queries catalogue',
  })),
];

function* answering(app: App, dataClass: FoundClass, fn: Fn): Generator<Finding> {
  for (const { type, path, to } of ANSWERS) {
    for (const resource of resourcesOf(app, type)) {
      if (!textsAt(resource.properties, path).some((name) => feeds(name, fn))) continue;
      yield opened(
        true,
        `${to} ${resource.logicalId}`,
        [settingStep(resource, 'lambda:InvokeFunction', fn.arn, path)],
        `${fn.name} reads ${dataClass.name} and answers ${to} ${resource.logicalId}`,
      );
    }
  }
  yield* overConnections(app, dataClass, fn);
  yield* byStrangers(app, dataClass, fn);
}

/** Resources of types that the model does not know and that name the function: which callers they let it answer is not known. */
function* byStrangers(app: App, dataClass: FoundClass, fn: Fn): Generator<Finding> {
  for (const resource of app.resources) {
    const { type, logicalId, properties } = resource;
    if (isKnownType(type) || type in IDENTITIES || ANSWERS.some((answer) => answer.type === type)) continue;
    if (![...textsIn(properties)].some((place) => feeds(place.text, fn))) continue;
    yield opened(
      false,
      `those that ${type} serves`,
      [settingStep(resource, 'lambda:InvokeFunction', fn.arn, type)],
      `${fn.name} reads ${dataClass.name} and may answer those that ${logicalId} serves: what a resource of type ${type} does with a function is not known`,
    );
  }
}

/** Catalogues of queries over a connection that these templates do not make: which function answers there is not known. */
function* overConnections(app: App, dataClass: FoundClass, fn: Fn): Generator<Finding> {
  const made = resourcesOf(app, 'AWS::Glue::Connection').flatMap(({ properties }) =>
    textsAt(properties, 'ConnectionInput.Name').map((name) => `connection/${name}`),
  );
  for (const catalog of resourcesOf(app, 'AWS::Athena::DataCatalog')) {
    const [connection] = textsAt(catalog.properties, 'Parameters.connection-arn');
    if (connection === undefined || made.some((name) => connection.endsWith(`:${name}`))) continue;
    yield opened(
      false,
      `everyone who queries catalogue ${catalog.logicalId}`,
      [settingStep(catalog, 'lambda:InvokeFunction', fn.arn, 'Parameters.connection-arn')],
      `${fn.name} reads ${dataClass.name} and may answer everyone who queries catalogue ${catalog.logicalId}: its connection is not of these templates`,
    );
  }
}

/** A service calls on behalf of a principal, which the permission has to name. */
function* serviceCallers(app: App, dataClass: FoundClass, fn: Fn, statement: Statement): Generator<Finding> {
  if (statement.effect === 'Deny' || !statement.principal) return;
  for (const { kind, value } of statement.principal.items) {
    if (kind !== 'Service') continue;
    const step = {
      ...settingStep(
        fn,
        'lambda:InvokeFunction',
        fn.arn,
        `Allow ${statement.sid ?? `statement ${statement.index + 1}`}`,
      ),
    };
    if (!isBound(app, statement))
      yield opened(
        true,
        value,
        [step],
        `${value} may call ${fn.name} on behalf of any account: the permission names neither a source nor an account`,
      );
    const front = wrongInFront(app, dataClass, fn, value);
    if (front) yield opened(front.sure, value, [step], `${fn.name} reads ${dataClass.name} and ${front.says}`);
  }
}

/** Queues and streams of others that feed the function: their owners choose what it works on. */
function* foreignSources(app: App, fn: Fn): Generator<Finding> {
  for (const mapping of resourcesOf(app, 'AWS::Lambda::EventSourceMapping')) {
    const [name = UNRESOLVED] = textsAt(mapping.properties, 'FunctionName');
    const isOurs = feeds(name, fn) || mayMean(name, [fn.arn]);
    if (!isOurs) continue;
    const source = textsAt(mapping.properties, 'EventSourceArn')[0];
    if (source !== undefined && arnParts(source)?.[4] === app.place.accountId) continue;
    yield opened(
      source !== undefined && ![source, name].some((origin) => origin.includes(UNRESOLVED)),
      source ?? 'a source that is not of this account',
      [settingStep(mapping, 'lambda:InvokeFunction', fn.arn, `EventSourceArn ${source ?? 'none'}`)],
      `${fn.name} works on what ${source ?? 'a source outside AWS'} gives it, which is not of this account`,
    );
  }
}

const feeds = (name: string, fn: Fn): boolean =>
  name === fn.name || name === fn.arn || name.startsWith(`${fn.arn}:`) || name.startsWith(`${fn.name}:`);
