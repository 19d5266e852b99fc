import { nth } from '../../activity/there.ts';
import type { ObjectVersion } from '../../storage/ports.ts';
import { hashed, markOf } from '../tally.ts';

/** All objects under one key. */
export interface Lying {
  readonly key: string;
  /** Bytes of all its versions. */
  readonly bytes: number;
  readonly newest: Date;
  readonly oldest: Date;
  /** Marks by which retention recognises versions. */
  readonly marks: readonly string[];
  /** How many of its versions are objects, and not delete markers. */
  readonly versions: number;
  /** Whether a reader of the key finds an object: the newest version is no delete marker. */
  readonly present: boolean;
}

/** Puts versions, which come in key order, together by their keys. One key is in memory at a time. */
export async function* lyingIn(versions: AsyncIterable<ObjectVersion>): AsyncGenerator<Lying> {
  let same: ObjectVersion[] = [];
  for await (const version of versions) {
    if (same.length > 0 && nth(same, 0).key !== version.key) {
      yield together(same);
      same = [];
    }
    same.push(version);
  }
  if (same.length > 0) yield together(same);
}

function together(versions: readonly ObjectVersion[]): Lying {
  const newest = versions.reduce((version, other) => (other.lastModified > version.lastModified ? other : version));
  const oldest = versions.reduce((version, other) => (other.lastModified < version.lastModified ? other : version));
  return {
    key: newest.key,
    bytes: versions.reduce((sum, { size }) => sum + size, 0),
    newest: newest.lastModified,
    oldest: oldest.lastModified,
    marks: versions.map((version) => markOf(hashed(version))),
    versions: versions.filter(({ deleteMarker }) => !deleteMarker).length,
    present: !newest.deleteMarker,
  };
}
