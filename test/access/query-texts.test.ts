import { describe, expect, it } from 'vitest';
import { noSideDoors } from '../../lib/access/claims/no-side-doors.ts';
import type { DataClass } from '../../lib/access/index.ts';
import { openInquiry } from '../../lib/access/inquiry/inquiry.ts';
import { readApp } from '../../lib/access/model/index.ts';
import { present } from '../present.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';
import { mayAlso, type Resources } from './side-doors.ts';

const TEXTS: DataClass = { name: 'texts', approvedReaders: ['Keeper'], queryTexts: true, sensitivity: 'S3' };
const SENSITIVITY = { raw: 'S4', redacted: 'S3' } as Readonly<Record<string, string>>;

/** The claim about results, with a role `Keeper` that may call `action` on every work group. */
function results(action: string, texts: Partial<DataClass> | null = {}, of = SENSITIVITY) {
  const template = structuredClone(lakeTemplate()) as { Resources: Resources };
  template.Resources.Keeper = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
    },
  };
  mayAlso(template.Resources, 'Keeper', action);
  const declaration = {
    ...lakeDeclaration,
    classes: [
      ...lakeDeclaration.classes.map((dataClass) => ({
        ...dataClass,
        ...(of[dataClass.name] && { sensitivity: of[dataClass.name] }),
      })),
      ...(texts === null ? [] : [{ ...TEXTS, ...texts }]),
    ],
  };
  const inquiry = openInquiry(readApp({ Lake: template }, lakePlace), declaration as typeof lakeDeclaration);
  return present(noSideDoors(inquiry).find(({ id }) => id === 'no-side-doors/redacted/results'));
}

describe('a role that may fetch the text of the queries of a team', () => {
  it.each(['athena:GetQueryExecution', 'athena:BatchGetQueryExecution'])(
    'is refuted with %s, unless it is approved for a class of texts',
    (action) => {
      expect(results(action).verdict).toBe('proved');
      const refuted = results(action, null);
      expect(refuted.verdict).toBe('refuted');
      expect(refuted.because).toMatch(/can read the texts of queries of/);
      for (const other of [{ queryTexts: false }, { approvedReaders: ['RedactRole'] }])
        expect(results(action, other).verdict).toBe('refuted');
    },
  );

  it.each(['athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetQuery*', 'athena:*'])(
    'is refuted with %s, approved or not',
    (action) => {
      expect(results(action).because).toMatch(/can read the results of/);
      expect(results(action, null).verdict).toBe('refuted');
    },
  );

  it('is refuted where the class of texts is less sensitive than what they may quote, or either is not known', () => {
    const fetch = 'athena:GetQueryExecution';
    expect(results(fetch, { sensitivity: 'S4' }).verdict).toBe('proved');
    expect(results(fetch, { sensitivity: 'S2' }).verdict).toBe('refuted');
    const { sensitivity: _, ...unknown } = TEXTS;
    expect(results(fetch, { ...unknown, sensitivity: undefined as never }).verdict).toBe('refuted');
    expect(results(fetch, {}, {}).verdict).toBe('refuted');
  });
});
