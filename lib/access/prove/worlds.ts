import { type App, type Environment, readApp, type Templates } from '../model/index.ts';

/** How many ways to choose what templates leave open are tried, and how many of those that give parameters other values than their defaults. */
export const MOST_WORLDS = 64;
const MOST_WITH_DEFAULTS_OPEN = 16;

/** The worlds with other values of parameters than their defaults, where those are few; else the worlds with the defaults, as the proof then says. */
export function openedWorlds(templates: Templates, environment: Environment): { app: App; worlds: App[] } {
  const open = { ...environment, defaultsOpen: true };
  const app = readApp(templates, open);
  const worlds = worldsOf(templates, open, app, MOST_WITH_DEFAULTS_OPEN);
  if (worlds.length > 0) return { app, worlds };
  const taken = readApp(templates, environment);
  return { app: taken, worlds: worldsOf(templates, environment, taken) };
}

/**
 * The app as it is for each way in which what its conditions compare may turn out, those that come to the same once. None
 * when there are too many.
 */
export function worldsOf(templates: Templates, environment: Environment, app: App, most = MOST_WORLDS): App[] {
  const found = new Map<string, App>();
  const open: { readonly app: App; readonly chosen: Choice }[] = [{ app, chosen: {} }];
  let tried = 0;
  for (const { app: world, chosen } of open) {
    if (world.freeConditions.length === 0) {
      found.set(world === app ? '' : JSON.stringify([world.resources, world.macros]), world);
      continue;
    }
    // What one comparison decides may be which others are made at all.
    const ways = choices(world);
    tried += ways.length;
    if (tried > most) return [];
    for (const way of ways) {
      const next = { ...chosen, ...way };
      const conditions = { ...environment.conditions, ...next };
      open.push({ app: readApp(templates, { ...environment, conditions }), chosen: next });
    }
  }
  return [...found.values()];
}

type Choice = Readonly<Record<string, boolean>>;

/** Of comparisons of one thing with several values at most one holds. */
function choices({ freeConditions }: App): Choice[] {
  let worlds: Choice[] = [{}];
  for (const same of Map.groupBy(freeConditions, ({ subject }) => subject).values()) {
    // One of the values that the template allows holds, when each is compared.
    const none = same.length === same[0]?.values ? [] : [undefined];
    const ways = [...none, ...same].map((holds) =>
      Object.fromEntries(same.map((freeCondition) => [freeCondition.key, freeCondition === holds] as const)),
    );
    worlds = worlds.flatMap((world) => ways.map((way) => ({ ...world, ...way })));
    if (worlds.length > MOST_WORLDS) return worlds;
  }
  return worlds;
}
