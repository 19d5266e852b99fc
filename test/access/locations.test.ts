import { describe, expect, test } from 'vitest';
import { readApp } from '../../lib/access/index.ts';
import { UNRESOLVED } from '../../lib/access/policy/pattern.ts';
import { overlap, registrationOf, registrationsOf } from '../../lib/access/query/lake-permissions.ts';
import { present } from '../present.ts';
import { lakePlace } from './fixtures/lake.ts';

describe('two locations', () => {
  test.each<[boolean, string, string]>([
    [true, 'lake/rows', 'lake/rows'],
    [true, 'lake/rows', 'lake/rows/day'],
    [false, 'lake/rows', 'lake/row'],
    [false, 'lake/rows', 'lake/rowsets'],
    [false, 'lake/a', 'lake/b'],
    [true, 'lake', 'lake/rows'],
    [true, 'lake/r*', 'lake/rows'],
    [false, 'lake/r*', 'lake/audit'],
    [true, 'lake/rows/2026-*', 'lake/rows'],
    [true, 'lake/?ows', 'lake/rows'],
    [true, `lake/${UNRESOLVED}`, 'other'],
  ])('have files in common: %s, %s and %s', (shared, a, b) => {
    expect([overlap(a, b), overlap(b, a)]).toEqual([shared, shared]);
  });

  test('have files in common as far as is known when the location of one is not known', () => {
    expect([overlap(undefined, 'lake'), overlap('lake', undefined)]).toEqual([true, true]);
  });
});

/** An app with a table at a location, and with registered locations. */
function appOf(Location: string, ...registered: string[]) {
  const Resources = {
    Rows: {
      Type: 'AWS::Glue::Table',
      Properties: {
        CatalogId: lakePlace.accountId,
        DatabaseName: 'activity',
        TableInput: { Name: 'rows', StorageDescriptor: { Location } },
      },
    },
    ...Object.fromEntries(
      registered.map((path, at) => [
        `Location${at}`,
        {
          Type: 'AWS::LakeFormation::Resource',
          Properties: { ResourceArn: `arn:aws:s3:::${path}`, UseServiceLinkedRole: true },
        },
      ]),
    ),
  };
  const app = readApp({ Lake: { Resources } }, lakePlace);
  return { app, table: present(app.tables[0]) };
}

describe('the registered locations of a table', () => {
  test('are those around its files and those within them, and no others', () => {
    const { app, table } = appOf('s3://lake/rows/', 'lake', 'lake/rows', 'lake/rows/old', 'lake/rowsets', 'other');
    expect(registrationsOf(app, table).map(({ locationArn }) => locationArn)).toEqual([
      'arn:aws:s3:::lake',
      'arn:aws:s3:::lake/rows',
      'arn:aws:s3:::lake/rows/old',
    ]);
    expect(registrationOf(app, table)?.locationArn).toBe('arn:aws:s3:::lake');
  });

  test('are none for a table outside S3', () => {
    const { app, table } = appOf('hdfs://rows', 'lake');
    expect(registrationsOf(app, table)).toEqual([]);
    expect(registrationOf(app, table)).toBeUndefined();
  });
});
