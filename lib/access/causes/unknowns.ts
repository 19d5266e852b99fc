import type { AdvisedCause } from './case.ts';

/** What to do about an unknown, by the words in which the proof reports it. */
const TELLS: readonly { readonly when: RegExp; readonly todo: string }[] = [
  {
    when: /managed policy|group /,
    todo: 'Give the template that makes it, or name the principal with its policies in environment.principals.',
  },
  {
    when: /macro|[Tt]ransform/,
    todo: 'Give the processed template: aws cloudformation get-template --template-stage Processed.',
  },
  {
    when: /gives no column a sensitivity/,
    todo: 'Say how sensitive each column of the tables is, partition keys included, in columns of the claims file: {"name": …, "sensitivity": "S0" to "S4"} (docs/threat-model.md).',
  },
  {
    when: /no AWS::LakeFormation::DataLakeSettings/,
    todo: 'Add an AWS::LakeFormation::DataLakeSettings with empty CreateDatabaseDefaultPermissions and CreateTableDefaultPermissions, and with Admins; or give the template that has it.',
  },
  {
    when: /deployment|parameter/i,
    todo: 'Say its value: environment.parameters, or the account and region of the deployment.',
  },
  {
    when: /service reference of/,
    todo: 'Correct its name, or take it out of the statement. If AWS has made it since: bring the reference up to date (npm run catalogue), and read what it does.',
  },
  {
    when: /boots machine image/,
    todo: 'The id of a machine image does not say what is on it. Run this as a function, as a job, or as a task with an image that its digest names; or accept the finding, with who makes the image as the reason.',
  },
  {
    when: /runs image/,
    todo: 'Copy the image into a repository of this account and name it there by its digest (@sha256:…); or accept the finding, with who makes the image as the reason.',
  },
  {
    when: /takes? (its|their|packages|the|variables)|has the (job|cluster) take|hands the build programs/,
    todo: 'Put the programs into a bucket of these templates, where the proof asks who writes them; or accept the finding, with who writes them as the reason.',
  },
  {
    when: /calls with the rights of the role/,
    todo: 'Have it call a function or a store of these templates; or accept the finding, with what the call does as the reason.',
  },
  {
    when: /may be able to s3:(Put|Replicate)Object on/,
    todo: 'Keep it from that object, from which the code of a function is taken when it is deployed: narrow Resource to the buckets that it writes into, or deny s3:PutObject and s3:ReplicateObject on the bucket with the code. A role that publishes code belongs among deployers of the claims file.',
  },
  { when: /condition operator/, todo: 'Correct the operator, or write the condition with one that AWS documents.' },
  { when: /was not answered/, todo: 'Let the reading make that call, and read the account again.' },
  { when: /budget|intricate/, todo: 'Write the policies with fewer wildcards and conditions.' },
  {
    when: /\(\w+::|resource type|Custom::/,
    todo: 'Read what it does, and accept the finding with that as the reason; or keep what names the class out of it.',
  },
];

/** What would make it known, by the texts in which the proof says that it is not. */
export function tell({ unknown, fallen }: AdvisedCause): string[] {
  const text = [...unknown, ...fallen.map(({ because = '' }) => because)].join(' ');
  const found = TELLS.filter(({ when }) => when.test(text)).map(({ todo }) => todo);
  return found.length > 0
    ? found
    : ['Write it in a form that the proof understands (docs/limits.md), or accept the finding with a reason.'];
}
