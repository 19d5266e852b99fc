import { isRecord } from '../policy/record.ts';
import { type AnswerReader, pick, put } from './answer.ts';
import { capitalised, listOf, recordOf } from './change.ts';
import { grantedOf, grantProperties } from './lake-changes.ts';

export const lakeGrants: AnswerReader = (node, where, told) => {
  for (const [at, grant] of listOf(node.PrincipalResourcePermissions).entries())
    put(where, told, 'AWS::LakeFormation::PrincipalPermissions', `grant ${at + 1}`, grantProperties(grantedOf(grant)));
};

export const tables: AnswerReader = (node, where, told) => {
  for (const table of listOf(node.TableList ?? node.Table).map(recordOf)) {
    const [database, name] = [pick(table, 'DatabaseName') ?? '', pick(table, 'Name') ?? ''];
    const account = pick(table, 'CatalogId') ?? '000000000000';
    put(
      where,
      told,
      'AWS::Glue::Table',
      name,
      { DatabaseName: database, TableInput: table },
      `arn:aws:glue:*:${account}:table/${database}/${name}`,
    );
  }
};

export const lakeSettings: AnswerReader = (node, where, told) => {
  const settings = recordOf(node.DataLakeSettings);
  const Admins = settings.DataLakeAdmins ?? [];
  put(where, told, 'AWS::LakeFormation::DataLakeSettings', 'settings', { ...settings, Admins });
};

/** Grants in our own plain form. */
export const plainGrants: AnswerReader = (node, where, told) => {
  for (const grant of listOf(node.grants ?? node.permissions ?? node.lakePermissions)) {
    if (!isRecord(grant) || !('principal' in grant || 'Principal' in grant)) continue;
    if (!('resource' in grant || 'Resource' in grant)) continue;
    const name = `grant ${told.resources.length + 1}`;
    put(where, told, 'AWS::LakeFormation::PrincipalPermissions', name, grantProperties(grantedOf(capitalised(grant))));
  }
};
