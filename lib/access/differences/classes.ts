import type { Declaration } from '../inquiry/declaration.ts';
import { isNamed } from '../inquiry/declaration.ts';
import type { App, Resource, Table } from '../model/app.ts';

/** A data class as far as an app has it: what it names and the app does not have is left out. */
export interface ClassHere {
  readonly name: string;
  readonly sensitivity: string;
  readonly resources: readonly Resource[];
  readonly tables: readonly Table[];
}

const UNKNOWN_SENSITIVITY = 'S3';

/**
 * The classes of a declaration in an app that need not fit it: of two versions of an app each has resources that the other
 * lacks. A class whose sensitivity is not declared counts as one about a person (S3).
 */
export function classesOf(app: App, { classes }: Pick<Declaration, 'classes'>): ClassHere[] {
  return classes.map(({ name, sensitivity, buckets = [], keys = [], channels = [], tables = [] }) => {
    const any = (names: readonly string[], candidates: readonly Resource[]) =>
      candidates.filter((candidate) => names.some((wanted) => isNamed(wanted, candidate)));
    return {
      name,
      sensitivity: sensitivity ?? UNKNOWN_SENSITIVITY,
      resources: [...any(buckets, app.buckets), ...any(keys, app.keys), ...any(channels, app.resources)],
      tables: app.tables.filter((table) => tables.some((wanted) => isNamed(wanted, table))),
    };
  });
}
