import { StrongroomError } from '../activity/errors.ts';
import { DELETES_AT_ONCE } from './ports.ts';

/** Every adapter refuses a longer list, because S3 would answer it with MalformedXML. */
export const tooMany = (versions: number): StrongroomError =>
  new StrongroomError(
    'object.too-many',
    `${versions} versions cannot be destroyed by one request`,
    `give ${DELETES_AT_ONCE} at most`,
  );
