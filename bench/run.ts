import { there } from '../lib/activity/there.ts';

/** All benches, by name: `npm run bench`, or `npm run bench -- NAME... [--quick | --whole]`; quick is a part, in under a minute, whole takes as long as it takes. */
const BENCHES: Record<string, () => Promise<{ run(quick: boolean, whole: boolean): Promise<void> }>> = {
  access: () => import('./access/run.ts'),
  collector: () => import('./collector/run.ts'),
  export: () => import('./export/run.ts'),
  figures: () => import('./figures/run.ts'),
  pipeline: () => import('./pipeline/run.ts'),
  redaction: () => import('./redaction/run.ts'),
  retention: () => import('./retention/run.ts'),
  scale: () => import('./scale/run.ts'),
  session: () => import('./session/run.ts'),
};

const quick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`There is no bench '${unknown}'. Known are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  console.log(`# ${name}\n`);
  await (await there(BENCHES[name], `bench ${name}`)()).run(quick, process.argv.includes('--whole'));
  console.log();
}
