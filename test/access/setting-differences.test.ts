import { expect, test } from 'vitest';
import { settingDifferences } from '../../lib/access/differences/settings.ts';
import { type App, readApp } from '../../lib/access/index.ts';

const appOf = (type: string, properties: object): App =>
  readApp({ t: { Resources: { It: { Type: type, Properties: properties } } } });

const told = (type: string, was: object, is: object): string[] =>
  settingDifferences(appOf(type, was), appOf(type, is)).settings.map(({ text }) => text);

const rules = (...days: number[]) => ({
  LifecycleConfiguration: { Rules: days.map((ExpirationInDays) => ({ Id: 'x', Status: 'Enabled', ExpirationInDays })) },
});

test.each([
  [
    'of a rule of a lifecycle, which number changed',
    ...['AWS::S3::Bucket', rules(7, 90), rules(7, 120)],
    ['t-it keeps longer: LifecycleConfiguration.Rules.2.ExpirationInDays was 90 and is 120'],
  ],
  [
    'of a lifecycle with a rule less, which one went',
    ...['AWS::S3::Bucket', rules(7, 90), rules(90)],
    [expect.stringMatching(/^t-it: LifecycleConfiguration\.Rules lost \[\{[^}]*:7\}\]$/)],
  ],
  [
    'of a list of names, what it lost and gained',
    ...['AWS::Events::Rule', { EventPattern: { name: ['a', 'b'] } }, { EventPattern: { name: ['b', 'c'] } }],
    ['t-It: EventPattern.name lost ["a"] and gained ["c"]'],
  ],
  [
    'of a list with an order, in another one, both',
    ...['AWS::Lambda::Function', { Layers: ['a', 'b'] }, { Layers: ['b', 'a'] }],
    ['t-It: Layers was ["a","b"] and is ["b","a"]'],
  ],
  [
    'of a list that AWS takes as a set, in another order, nothing',
    ...['AWS::Events::Rule', { EventPattern: { name: ['a', 'b'] } }, { EventPattern: { name: ['b', 'a'] } }],
    [],
  ],
  [
    'of a number as a text, nothing',
    ...['AWS::SQS::Queue', { MessageRetentionPeriod: 60 }, { MessageRetentionPeriod: '60' }],
    [],
  ],
] as [string, string, object, object, string[]][])('says %s', (_, type, was, is, texts) => {
  expect(told(type, was, is)).toEqual(texts);
  expect(told(type, was, was)).toEqual([]);
});
