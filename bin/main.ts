import { survivePipes } from './errors/pipes.ts';
import { end, run } from './run.ts';

const argv = process.argv.slice(2);
survivePipes();
// Errors of promises that are not awaited end here too.
process.on('uncaughtException', (error) => process.exit(end(error, argv)));
process.exitCode = await run(argv);
