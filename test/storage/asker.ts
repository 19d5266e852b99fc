import { LIMITS } from '../../lib/storage/local/query/process/limits.ts';
import { REPORTS } from '../../lib/storage/local/query/process/protocol.ts';
import { QueryProcess } from '../../lib/storage/local/query/process/query-process.ts';
import { present } from '../present.ts';

/** Starts a process, sends it the statement in the argument, prints its id, and waits for the answer. */
const child = new QueryProcess(LIMITS);
await child.ready();
child.send({
  type: 'ask',
  sql: present(process.argv[2]),
  grants: [{ columns: ['seq'], rowFilter: null }],
  database: 'lakedb',
  dialect: 'engine',
});
console.log(child.pid);
await child.expect(REPORTS.needs, 600_000);
