import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { App, Identity, LakeGrant } from '../model/app.ts';
import { textsAt } from '../model/texts-at.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { opened } from '../stores/stores.ts';

/**
 * Crawlers that run as an approved reader. A crawler is a program of AWS that reads objects and writes tables, and shows nobody an object; but its
 * tables come with the grants on all tables of their database, and with the database's permissions by default. Where Lake Formation
 * serves no place of the class, a table opens nothing.
 * https://docs.aws.amazon.com/lake-formation/latest/dg/initial-lf-config.html
 */
export function* crawled({ app }: Inquiry, dataClass: FoundClass, readers: readonly Identity[]): Generator<Finding> {
  if (!isServed(app, dataClass)) return;
  for (const { arn } of readers) {
    for (const crawler of computeOf(app, arn).filter(({ type }) => type === 'AWS::Glue::Crawler')) {
      for (const database of textsAt(crawler.properties, 'DatabaseName')) {
        const made = (sure: boolean, principal: string, because: string): Finding =>
          opened(
            sure,
            principal,
            [settingStep(crawler, 'glue:CreateTable', database, 'DatabaseName of AWS::Glue::Crawler')],
            `${crawler.logicalId} makes tables over ${dataClass.name}, and ${because}`,
          );
        const known = app.databases.find(({ name }) => name === database);
        if (!known)
          yield made(false, 'each principal of the account', 'who reads new tables of that database is not known');
        else if (known.openByDefault)
          yield made(
            true,
            'each principal of the account',
            `new tables of ${database} are open to IAM policies by default`,
          );
        for (const { principal, on, logicalId } of app.lakeGrants)
          if (!dataClass.exempt.includes(principal) && coversNewTables(on, database))
            yield made(
              on.kind === 'table',
              principal,
              `${principal} can read all tables of ${database} by ${logicalId}`,
            );
      }
    }
  }
}

const isServed = ({ registrations }: App, { buckets }: FoundClass): boolean =>
  registrations.some(
    ({ locationArn }) => locationArn.includes(UNRESOLVED) || buckets.some(({ arn }) => locationArn.startsWith(arn)),
  );

const coversNewTables = (on: LakeGrant['on'], database: string): boolean =>
  on.kind === 'table'
    ? on.table === '*' && (on.database === database || on.database.includes(UNRESOLVED))
    : on.kind === 'tags' || on.kind === 'unknown';
