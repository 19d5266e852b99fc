import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type LockMode, lockFolder } from '../../lib/storage/local/folder-lock.ts';

/** A separate process that holds a folder until its input ends or it is killed: `node holder.ts FOLDER HOLD`. */
const [folder = '', hold = ''] = process.argv.slice(2);
try {
  lockFolder(folder, hold as LockMode, `a test that holds ${hold}`);
  // A lock that only a local reference keeps open would be gone after this.
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  console.log('held');
  process.stdin.resume();
} catch (error) {
  console.log(`${(error as { code: string }).code}: ${(error as Error).message}`);
}
