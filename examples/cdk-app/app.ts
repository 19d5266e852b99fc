import { App, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccessClaims } from 'strongroom/access';

/** Two locks are not asked for: this bucket has one. The claims file would say so to a reviewer. */
const claims = {
  classes: [{ name: 'uploads', buckets: ['Uploads/Bucket'], approvedReaders: ['Uploads/Scanner'] }],
  trustedBase: [],
  claims: ['two-locks/uploads/bucket', 'no-escalation/uploads/templates'],
};

/** @param locked whether the bucket shuts out everybody but the scanner. Without that, the synth fails. */
export function uploads(outdir: string, locked: boolean): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Uploads');
  const scanner = new Role(stack, 'Scanner', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const bucket = new Bucket(stack, 'Bucket', { enforceSSL: true, removalPolicy: RemovalPolicy.RETAIN });
  scanner.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
  if (locked) bucket.addToResourcePolicy(onlyFor(scanner, bucket));
  Validations.of(stack).acknowledge({ id: 'AwsSolutions-S1', reason: 'an example has no log bucket' });
  Validations.of(stack).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::<Bucket83908E77.Arn>/*]',
    reason: 'the scanner reads every object',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new AccessClaims(claims));
  return app;
}

const onlyFor = (reader: Role, bucket: Bucket): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:GetObject*'],
    resources: [bucket.arnForObjects('*')],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': reader.roleArn } },
  });

if (import.meta.main) uploads('cdk.out', !process.argv.includes('--open')).synth();
