import { bucketPages } from './bucket-pages.ts';
import { keyPages } from './key-pages.ts';
import { lakePages } from './lake-pages.ts';
import { otherPages } from './other-pages.ts';
import { ReviewSource } from './page.ts';
import { rolePages } from './role-pages.ts';
import type { Templates } from './templates.ts';
import { toYaml } from './yaml.ts';

const PAGES = [keyPages, bucketPages, rolePages, lakePages, otherPages];

/**
 * The policies of an app as a reviewer reads them, one file for each key, bucket, role and team: file name to text. Kept in
 * git, they make a pull request show who gains or loses what, whatever code the change came from.
 */
export const reviewPages = (templates: Templates): Readonly<Record<string, string>> => {
  const reading = new ReviewSource(templates);
  return Object.fromEntries(PAGES.flatMap((pages) => pages(reading)).map(([name, content]) => [name, toYaml(content)]));
};
