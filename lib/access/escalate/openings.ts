import { globPattern } from '../decide/atoms.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { lakePermissions } from '../query/lake-permissions.ts';
import { type Act, ANY_RESOURCE, exactly } from './asking.ts';
import type { Entry } from './catalogue.ts';
import type { PrincipalNode } from './node.ts';

/** Part of what it takes to read a class: one lock of one store opened, or everything at once. */
export type Piece = string;
export const ALL: Piece = 'all';
export const bucketPiece = (arn: string): Piece => `bucket ${arn}`;
export const keyPiece = (arn: string | undefined): Piece => `key ${arn}`;

export interface Opening {
  readonly piece: Piece;
  readonly acts: readonly Act[];
  /** Opens nothing for a principal that Lake Formation lets see no table of the class. */
  readonly readersOnly?: true;
}

/** Access points and grants are resources of their own, which neither the ARN nor the policy of a bucket guards. */
export const isBesideBucket = (action: string): boolean => /^s3:.*Access(Point|Grant)/.test(action);

/** What an entry of the kind `opens` takes, for each lock of a class that it opens. */
export function openingsOf(dataClass: FoundClass, entry: Entry): Opening[] {
  const { buckets, keys, tables } = dataClass;
  const [action = ''] = entry.actions;
  const everything = { piece: ALL, acts: [{ action, resources: ANY_RESOURCE }] };
  switch (entry.target) {
    case 'objects':
      return buckets.map(({ arn, policy }) => ({
        piece: bucketPiece(arn),
        acts: [{ action, resources: [globPattern(`${arn}/?*`)], policy }],
      }));
    case 'bucket':
      return buckets.map(({ arn, policy }) => ({
        piece: bucketPiece(arn),
        acts: [
          isBesideBucket(action) ? { action, resources: ANY_RESOURCE } : { action, resources: exactly(arn), policy },
        ],
      }));
    case 'key':
      return keys.map(({ arn, policy }) => ({
        piece: keyPiece(arn),
        acts: [{ action, resources: exactly(arn), policy }],
      }));
    case 'encryption':
      return buckets.map(({ arn, policy, keyArn }) => ({
        piece: keyPiece(keyArn),
        acts: [{ action, resources: exactly(arn), policy }],
      }));
    case 'catalog':
      // A principal that may read a table and change its location reads everything that its registered role can.
      return tables.length > 0 ? [{ ...everything, readersOnly: true }] : [];
    case 'lake':
      return tables.length > 0 ? [everything] : [];
    default:
      return [];
  }
}

/** Whether Lake Formation lets a principal read a table of the class; an unknown principal only by grants to everybody. */
export function readsTables({ app }: Inquiry, dataClass: FoundClass, { identity }: PrincipalNode): boolean {
  const tables = new Set(dataClass.tables.map((table) => table.name));
  return lakePermissions(app, identity?.arn ?? 'somebody').some((permission) => tables.has(permission.table));
}
