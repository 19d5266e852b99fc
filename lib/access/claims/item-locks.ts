import { type Actor, everybody } from '../decide/actor.ts';
import { literalPattern } from '../decide/atoms.ts';
import type { SolverQuestion } from '../decide/question.ts';
import { type Act, exactly, take } from '../escalate/asking.ts';
import { nodeOf } from '../escalate/node.ts';
import { shortestPath } from '../escalate/reach.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding, nobodyCan, PROVED } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Identity, Resource } from '../model/app.ts';
import { at, text } from '../model/values.ts';
import { type Policy, readPolicy } from '../policy/document.ts';
import { ITEM_OPENERS } from '../stores/doors.ts';
import { fromOutside, mayChangeRules } from './no-escalation.ts';
import { outsiders } from './outsiders.ts';
import { noKeyOf } from './two-locks.ts';

/**
 * Actions that return what an item holds, or copy it elsewhere. Writes are among them: they can return the item as it was.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
const ITEM_READS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'ConditionCheckItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'ExportTableToPointInTime',
].map((name) => `dynamodb:${name}`);

/**
 * Claims 1 and 2 for tables of items. The table's own policy shuts out each principal that is not approved, whatever its identity
 * policies; that the key does so too is claimed with the keys of the class.
 */
export function itemLocks(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) =>
    dataClass.channels
      .filter(({ type }) => type === 'AWS::DynamoDB::Table')
      .flatMap((table) => [
        claim(
          dataClass,
          'A',
          `two-locks/${dataClass.name}/table/${table.logicalId}`,
          tableLock(inquiry, dataClass, table),
          {
            text: `Even if its key were open, nobody but the approved readers of ${dataClass.name} gets at an item of ${table.name}, and nobody outside this account can change who may.`,
          },
        ),
        claim(
          dataClass,
          'A',
          `two-locks/${dataClass.name}/encryption/${table.logicalId}`,
          encryption(inquiry, dataClass, table),
          {
            text: `Items of ${table.name} are encrypted with a key of ${dataClass.name}.`,
          },
        ),
        claim(
          dataClass,
          'B',
          `no-escalation/${dataClass.name}/${table.logicalId}`,
          escalation(inquiry, dataClass, table),
          {
            text: `No principal of the templates can become an approved reader of ${dataClass.name}, or open ${table.name} or send its items elsewhere; nor does anybody of another account become one.`,
          },
        ),
      ]),
  );
}

const claim = (
  dataClass: FoundClass,
  tier: Claim['tier'],
  id: string,
  finding: Finding,
  { text: says }: { readonly text: string },
): Claim => ({ id, class: dataClass.name, tier, text: says, ...finding, guards: [] });

const policyOf = (table: Resource): Policy | undefined => {
  const document = at(table.properties, 'ResourcePolicy.PolicyDocument');
  return document === undefined ? undefined : readPolicy(document, `policy of ${table.logicalId}`, 'resource', table);
};

function tableLock(inquiry: Inquiry, dataClass: FoundClass, table: Resource): Finding {
  const policy = policyOf(table);
  const find = (actor: Actor, action: string): Finding => {
    const question: SolverQuestion = {
      ...{ action, actor, resources: [literalPattern(table.arn ?? '')] },
      resourceAccount: inquiry.app.place.accountId,
      ...(policy && { resourcePolicy: policy }),
    };
    return nobodyCan(inquiry, [question], dataClass.exempt);
  };
  const anybody = [...inquiry.anybody, ...named(inquiry, policy)];
  function* findings(): Generator<Finding> {
    for (const actor of anybody) for (const action of ITEM_READS) yield find(actor, action);
    yield* outsiders({ ...inquiry, anybody }, ITEM_OPENERS, find);
  }
  return firstFinding(inquiry, findings());
}

/** One principal of each account that the table's policy names: these may be treated apart. */
function named({ app }: Inquiry, policy: Policy | undefined): Actor[] {
  const accounts = JSON.stringify(policy?.statements ?? []).match(/(?<!\d)\d{12}(?!\d)/g) ?? [];
  return everybody([...new Set([app.place.accountId, ...accounts])], app.place.partition);
}

function encryption({ app }: Inquiry, dataClass: FoundClass, table: Resource): Finding {
  const named = text(table.properties, 'SSESpecification.KMSMasterKeyId') ?? '';
  const key = app.keys.find(({ arn, name }) => [arn, name].includes(named));
  if (key !== undefined && dataClass.keys.some(({ arn }) => arn === key.arn)) return PROVED;
  const step = settingStep(
    table,
    'dynamodb:GetItem',
    table.arn ?? '',
    `SSESpecification uses ${named || 'no key of ours'}`,
  );
  const witness = { principal: 'anybody whom the table lets in', path: [step] };
  return { verdict: 'refuted', because: `the table has no second lock: ${noKeyOf(dataClass, key?.arn)}`, witness };
}

function escalation(inquiry: Inquiry, dataClass: FoundClass, table: Resource): Finding {
  const { app } = inquiry;
  const others = [...app.roles, ...app.users].filter((identity) => !mayChangeRules(inquiry, dataClass, identity));
  const path =
    shortestPath(inquiry, dataClass, {
      from: others.map((identity) => nodeOf(app, identity)),
      allows: () => true,
      trustIsEnough: true,
    }) ?? shortestPath(inquiry, dataClass, fromOutside(inquiry, dataClass));
  if (path !== undefined) {
    const steps = path.steps.map(({ action, resource }) => `${action} on ${resource}`).join(', then ');
    return {
      verdict: path.sure ? 'refuted' : 'undecided',
      because: path.sure
        ? `${path.principal} can ${steps}, and so act as an approved reader`
        : `${path.principal} may be able to ${steps}, and so to act as an approved reader`,
      witness: { principal: path.principal, path: path.steps },
    };
  }
  return firstFinding(inquiry, openings(inquiry, others, table));
}

function* openings(inquiry: Inquiry, others: readonly Identity[], table: Resource): Generator<Finding> {
  const policy = policyOf(table);
  for (const identity of others)
    for (const action of ITEM_OPENERS) {
      const act: Act = { action, resources: exactly(table.arn ?? ''), policy };
      const taken = take(inquiry, nodeOf(inquiry.app, identity), [act]);
      if (taken)
        yield {
          verdict: taken.sure ? 'refuted' : 'undecided',
          because: `${identity.name} ${taken.sure ? 'can' : 'may be able to'} open ${table.name}`,
          witness: { principal: identity.arn, path: taken.steps },
        };
    }
}
