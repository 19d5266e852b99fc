import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Identity, Resource } from '../model/app.ts';
import { textsIn } from '../model/names.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { guardOf } from '../query/carriers.ts';
import type { Act } from './asking.ts';
import { computeOf } from './compute.ts';

/**
 * Properties in which a type names the objects that it takes its code from whenever it runs. Functions are not among them: they
 * keep a copy of their code. https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const CODE: Readonly<Record<string, RegExp>> = {
  'AWS::Glue::Job': /^(ScriptLocation|--(scriptLocation|extra-(py-files|jars|files)|additional-python-modules))$/,
  'AWS::EMR::Cluster': /^(Path|Jar|Args)$/,
  'AWS::CodeBuild::Project': /^Location$/,
  'AWS::MWAA::Environment': /^SourceBucketArn$/,
};

/** Where objects lie that the compute of a role runs, as ARNs with wildcards. */
function codeOf({ type, properties }: Resource, partition: string): string[] {
  const keys = CODE[type];
  if (keys === undefined) return [];
  return [...textsIn(properties)]
    .filter(({ key }) => keys.test(key))
    .flatMap(({ text }) => text.split(','))
    .flatMap((text) => {
      const place = /^(?:s3[an]?:\/\/|arn:[^:]*:s3:::)?([^/]+)(?:\/(.*))?$/.exec(text.trim());
      // Of arguments of a command, those that look like programs.
      if (!place || (type === 'AWS::EMR::Cluster' && !/\.(py|jar|sh|r|scala)$/i.test(text))) return [];
      return [`arn:${partition}:s3:::${place[1]}/${place[2] || '*'}`.replaceAll(UNRESOLVED, '*')];
    });
}

/** The sets of acts of which each puts other code in the place of what runs as the target, beginning with the objects themselves. */
export function writingCodeOf({ app }: Inquiry, target: Identity, action: string): Act[][] {
  return computeOf(app, target.arn)
    .flatMap((resource) => codeOf(resource, app.place.partition))
    .flatMap((object): Act[][] => {
      const bucket = object.slice(0, object.indexOf('/'));
      const { policy } = guardOf(app, bucket);
      const more = { policy, ...(bucket.includes('*') ? { unsure: true } : {}) };
      const write: Act = { action, resources: [globPattern(object)], ...more };
      const open: Act = { action: 's3:PutBucketPolicy', resources: [literalPattern(bucket)], ...more };
      return action === 's3:PutObject' && !bucket.includes('*') ? [[write], [open]] : [[write]];
    });
}
