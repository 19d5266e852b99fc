import { globPattern, literalPattern } from '../decide/atoms.ts';
import { type Act, take } from '../escalate/asking.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Role, Workgroup } from '../model/app.ts';
import { list, text } from '../model/values.ts';
import { holds, s3Path } from '../query/lake-permissions.ts';
import { actorNode, opened } from './doors.ts';

/** Settings by which S3 itself copies objects out of a bucket. */
export function* copies(
  inquiry: Inquiry,
  found: FoundClass,
  bucket: FoundClass['buckets'][number],
): Generator<Finding> {
  for (const rule of list(bucket.properties, 'ReplicationConfiguration.Rules')) {
    const destination = text(rule, 'Destination.Bucket') ?? 'unknown';
    if (found.buckets.some((each) => each.arn === destination)) continue;
    const step = settingStep(bucket, 's3:ReplicateObject', destination, 'ReplicationConfiguration');
    yield opened(
      true,
      text(bucket.properties, 'ReplicationConfiguration.Role') ?? 's3.amazonaws.com',
      [step],
      `${bucket.name} is copied to ${destination}`,
    );
  }
  const points = inquiry.app.resources.filter(
    (each) => each.type === 'AWS::S3ObjectLambda::AccessPoint' || each.type === 'AWS::S3::MultiRegionAccessPoint',
  );
  for (const point of points.filter((each) => JSON.stringify(each.properties).includes(bucket.name))) {
    yield {
      verdict: 'undecided',
      because: `what access point ${point.logicalId} lets through is not decided here`,
      witness: { principal: 'anybody', path: [settingStep(point, 's3:GetObject', bucket.arn, point.type)] },
    };
  }
}

export function* resultFindings(inquiry: Inquiry, found: FoundClass): Generator<Finding> {
  const { app } = inquiry;
  const teams = app.roles.filter((role) => inquiry.teams.some((team) => team.roleArn === role.arn));
  const known = app.workgroups.map((each) => literalPattern(each.arn));
  for (const role of teams) {
    const act: Act = {
      action: 'athena:StartQueryExecution',
      resources: [globPattern('arn:*:athena:*:*:workgroup/?*')],
      exceptResources: known,
    };
    const out = take(inquiry, actorNode(inquiry, role), [act]);
    if (out)
      yield opened(
        out.sure,
        role.arn,
        out.steps,
        `${role.name} can query in a work group that is not in the templates`,
      );
    for (const workgroup of app.workgroups) {
      const starts = take(inquiry, actorNode(inquiry, role), [
        { action: 'athena:StartQueryExecution', resources: [literalPattern(workgroup.arn)] },
      ]);
      if (starts) yield* workgroupFindings(inquiry, found, role, workgroup);
    }
  }
}

function* workgroupFindings(inquiry: Inquiry, found: FoundClass, role: Role, workgroup: Workgroup): Generator<Finding> {
  const wrong = (setting: string, because: string) =>
    opened(true, role.arn, [settingStep(workgroup, 'athena:GetQueryResults', workgroup.arn, setting)], because);
  if (!workgroup.enforced) yield wrong('EnforceWorkGroupConfiguration', 'a query may send its results elsewhere');
  const inClass = inquiry.classes.some((each) =>
    each.buckets.some((bucket) => holds(bucket.name, s3Path(workgroup.outputLocation) ?? '')),
  );
  if (!workgroup.managedResults && !inClass)
    yield wrong(`OutputLocation ${workgroup.outputLocation ?? 'none'}`, 'results go to a bucket of no class');
  const key = inquiry.app.keys.some((each) => each.arn === workgroup.keyArn);
  if (workgroup.managedResults && !key)
    yield wrong('ManagedQueryResultsConfiguration', 'results are not encrypted with a key of these templates');
  for (const other of inquiry.app.roles.filter((each) => each.arn !== role.arn && !found.exempt.includes(each.arn))) {
    const taken = take(inquiry, actorNode(inquiry, other), [
      { action: 'athena:GetQueryResults', resources: [literalPattern(workgroup.arn)] },
    ]);
    if (taken) yield opened(taken.sure, other.arn, taken.steps, `${other.name} can read the results of ${role.name}`);
  }
}
