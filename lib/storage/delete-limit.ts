import { StrongroomError } from '../activity/errors.ts';
import { DELETES_AT_ONCE } from './ports.ts';

/** S3 would respond MalformedXML: every adapter refuses alike. */
export const tooMany = (versions: number): StrongroomError =>
  new StrongroomError(
    'object.too-many',
    `${versions} versions cannot be destroyed by one request`,
    `give ${DELETES_AT_ONCE} at most`,
  );
