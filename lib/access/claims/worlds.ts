import { type App, type Environment, readApp, type Templates } from '../model/index.ts';

/** How many ways to choose what templates leave open are tried. */
export const MOST_WORLDS = 64;

/**
 * The app as it is for each way in which what its conditions compare may turn out, those that come to the same once. None
 * when there are too many.
 */
export function worldsOf(templates: Templates, environment: Environment, app: App): App[] {
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
    if (tried > MOST_WORLDS) return [];
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
    const ways = [undefined, ...same].map((holds) =>
      Object.fromEntries(same.map((each) => [each.key, each === holds] as const)),
    );
    worlds = worlds.flatMap((world) => ways.map((way) => ({ ...world, ...way })));
    if (worlds.length > MOST_WORLDS) return worlds;
  }
  return worlds;
}
