import { survivePipes } from './errors/pipes.ts';
import { end, run } from './run.ts';

const argv = process.argv.slice(2);
survivePipes();
// What nobody waits for ends in the same place.
process.on('uncaughtException', (error) => process.exit(end(error, argv)));
process.exitCode = await run(argv);
