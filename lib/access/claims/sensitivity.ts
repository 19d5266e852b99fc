import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep } from '../inquiry/proof.ts';
import type { Role, Table } from '../model/app.ts';
import { lakePermissions } from '../query/lake-permissions.ts';

/** What a principal must meet to see a column, each level on top of those below it. */
const DEMANDS: readonly {
  readonly from: string;
  readonly says: string;
  readonly met: (inquiry: Inquiry, role: Role) => boolean;
}[] = [
  {
    from: 'S2',
    says: 'a session that leads to the person behind it (a source identity, or a role of IAM Identity Center)',
    met: (_, role) => namesPerson(role),
  },
  { from: 'S3', says: 'a permissions boundary', met: (_, role) => role.boundary !== undefined },
  { from: 'S4', says: 'never to be seen in a table', met: () => false },
];

/** Claim 7. Each principal that sees a column meets what the column's sensitivity demands. */
export function controlsMatchSensitivity(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) =>
    dataClass.tables.map((table) => ({
      id: `controls-match-sensitivity/${dataClass.name}/${table.logicalId}`,
      class: dataClass.name,
      tier: 'B' as const,
      text: `Every column of ${table.database}.${table.name} has a sensitivity, and each reader of it meets the demands of that sensitivity.`,
      ...decide(inquiry, dataClass, table),
      guards: [],
    })),
  );
}

function decide(inquiry: Inquiry, dataClass: FoundClass, table: Table): Finding {
  const { sensitivities } = inquiry;
  if (!sensitivities) return { verdict: 'undecided', because: 'the declaration gives no column a sensitivity' };
  const columns = [...table.columns, ...table.partitionKeys];
  const unknown = columns.find((column) => !/^S[0-4]$/.test(sensitivities.get(column) ?? ''));
  if (unknown !== undefined) return fault(table, 'anybody', unknown, `column ${unknown} has no sensitivity`, table);
  return firstFinding(
    inquiry,
    inquiry.app.roles
      .filter((role) => !dataClass.exempt.includes(role.arn))
      .flatMap((role) =>
        lakePermissions(inquiry.app, role.arn)
          .filter((lakePermission) => lakePermission.table === table.name)
          .map((lakePermission) => ({ role, lakePermission })),
      )
      .flatMap(({ role, lakePermission }) =>
        // Partition keys cannot be hidden from anybody who may read the table.
        [...(lakePermission.columns === '*' ? table.columns : lakePermission.columns), ...table.partitionKeys].flatMap(
          (column) => unmet(inquiry, table, role, column),
        ),
      ),
  );
}

function unmet(inquiry: Inquiry, table: Table, role: Role, column: string): Finding[] {
  const level = inquiry.sensitivities?.get(column) ?? 'S4';
  const missing = DEMANDS.find((demand) => level >= demand.from && !demand.met(inquiry, role));
  return missing
    ? [fault(role, role.arn, column, `${role.name} sees ${column} (${level}), which demands ${missing.says}`, table)]
    : [];
}

const fault = (origin: Role | Table, principal: string, column: string, because: string, table: Table): Finding => ({
  verdict: 'refuted',
  because,
  witness: { principal, path: [settingStep(origin, 'lakeformation:GetDataAccess', `${table.arn}/${column}`, because)] },
});

/**
 * Every statement that lets a principal take the role asks the session for a source identity, or lets nobody take it but roles
 * of IAM Identity Center: nobody else can make a role under that path, it names each session after the person who signed
 * in, and the trail records that session beside the one that was taken.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const namesPerson = (role: Role): boolean =>
  role.trust.statements
    .filter(
      (statement) =>
        statement.effect !== 'Deny' && statement.action.items.some((action) => /AssumeRole|\*/.test(action)),
    )
    .every((statement) =>
      statement.conditions.some(
        ({ key, operator, values }) =>
          operator?.ifExists === false &&
          !operator.negated &&
          operator.comparison !== 'Null' &&
          (key.toLowerCase() === 'sts:sourceidentity' ||
            (key.toLowerCase() === 'aws:principalarn' && values.length > 0 && values.every(isSignedIn))),
      ),
    );

const isSignedIn = (arn: string): boolean =>
  /^arn:[^:]*:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\//.test(arn);
