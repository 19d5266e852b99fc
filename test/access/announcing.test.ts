import { describe, expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import type { Resources } from './side-doors.ts';

/** What counts as announced: a trail has the call, and a rule matches it, however the rule compares. */
function verdictOf(change: (r: Resources) => void, region = lakePlace.region): string | undefined {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  change(template.Resources);
  const declaration = { ...lakeDeclaration, claims: ['no-silent-administrator/raw'] };
  return prove({ Lake: template }, declaration, { ...lakePlace, region }).claims.find(
    ({ id }) => id === 'no-silent-administrator/raw',
  )?.verdict;
}

const trail = (more: object) => (r: Resources) => {
  Object.assign(r.Trail.Properties, more);
};
/** Every name of the rule, compared in another way. */
const names = (compared: (name: string) => unknown) => (r: Resources) => {
  const { detail } = r.Watch.Properties.EventPattern;
  detail.eventName = detail.eventName.map(compared);
};
const only = (pattern: unknown) => (r: Resources) => {
  r.Watch.Properties.EventPattern.detail.eventName = [pattern];
};

describe('a call of IAM, which has one place for all regions', () => {
  it.each<readonly [string, (r: Resources) => void, string, string]>([
    ['a trail of all regions', trail({}), 'eu-west-1', 'proved'],
    ['a trail of one region', trail({ IsMultiRegionTrail: false }), 'eu-west-1', 'refuted'],
    ['a trail of which it is not said', trail({ IsMultiRegionTrail: undefined }), 'eu-west-1', 'refuted'],
    [
      'a trail of which only the deployment knows',
      trail({ IsMultiRegionTrail: { Ref: 'All' } }),
      'eu-west-1',
      'refuted',
    ],
    ['a trail of the region of IAM', trail({ IsMultiRegionTrail: false }), 'us-east-1', 'proved'],
  ])('with %s', (_, change, region, verdict) => {
    expect(verdictOf(change, region)).toBe(verdict);
  });
});

describe('names of events', () => {
  it.each<readonly [string, (r: Resources) => void, string]>([
    ['by how they begin', names((name) => ({ prefix: name.slice(0, 4) })), 'proved'],
    ['by how they end', names((name) => ({ suffix: name.slice(-4) })), 'proved'],
    ['in any case', names((name) => ({ 'equals-ignore-case': name.toUpperCase() })), 'proved'],
    ['with stars', names((name) => ({ wildcard: `${name.slice(0, 3)}*${name.slice(-3)}` })), 'proved'],
    ['in another case', names((name) => name.toUpperCase()), 'refuted'],
    ['with question marks, which are plain there', names((name) => ({ wildcard: name.replace(/.$/, '?') })), 'refuted'],
    ['of some ends only', only({ suffix: 'Grant' }), 'refuted'],
    ['all but some', only({ 'anything-but': ['PutKeyPolicy'] }), 'refuted'],
    ['by a comparison that is not known', names((name) => ({ sounds: name })), 'refuted'],
  ])('%s', (_, change, verdict) => {
    expect(verdictOf(change)).toBe(verdict);
  });
});

describe('a function that alone is told', () => {
  /** The rule sends what it matches to one function, which may run as often as `reserved` says. */
  const toldAlone =
    (...reserved: unknown[]) =>
    (r: Resources) => {
      r.Told = structuredClone(r.RedactFunction);
      if (reserved.length > 0) r.Told.Properties.ReservedConcurrentExecutions = reserved[0];
      r.Told.Properties.FunctionName = 'told';
      r.Told.Properties.Role = 'arn:aws:iam::111122223333:role/told';
      const Arn = { 'Fn::GetAtt': ['Told', 'Arn'] };
      r.Watch.Properties.Targets = [{ Id: 'a', Arn }];
      r.May = {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'Told' },
          Principal: 'events.amazonaws.com',
        },
      };
    };

  it.each<readonly [string, (r: Resources) => void, string]>([
    ['as often as it likes', toldAlone(), 'proved'],
    ['five times at once', toldAlone(5), 'proved'],
    ['never', toldAlone(0), 'refuted'],
    ['as often as the deployment says', toldAlone({ Ref: 'Often' }), 'refuted'],
  ])('runs %s', (_, change, verdict) => {
    expect(verdictOf(change)).toBe(verdict);
  });
});
