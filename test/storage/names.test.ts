import { beforeAll, expect, test } from 'vitest';
import { type App, readApp } from '../../lib/access/index.ts';
import { lakeNames } from '../../lib/storage/local/names.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { present } from '../present.ts';

let app: App;
beforeAll(async () => {
  app = readApp((await platformTemplates()) as Parameters<typeof readApp>[0]);
});

/** The app with another value of a variable in the last of the functions that have it. */
function withOther(variable: string): App {
  const variablesOf = ({ properties }: App['functions'][number]): Record<string, unknown> =>
    (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
  const last = app.functions.findLast((program) => Object.hasOwn(variablesOf(program), variable));
  expect(last, variable).toBeDefined();
  const functions = app.functions.map((program) =>
    program === last
      ? {
          ...program,
          properties: {
            ...program.properties,
            Environment: { Variables: { ...variablesOf(program), [variable]: 'other' } },
          },
        }
      : program,
  );
  return { ...app, functions };
}

test.each([
  'RAW_BUCKET',
  'REDACTED_BUCKET',
  'AUDIT_BUCKET',
  'CONTROL_TABLE',
  'PARTICIPATION_TABLE',
  'PSEUDONYM_KEY',
  'SIGNING_KEY',
  'CERTIFICATE_KEY',
  'GLUE_DATABASE',
  'GLUE_TABLE',
])('two functions with different values of %s would see two lakes, and none is opened', (variable) => {
  expect(() => lakeNames(withOther(variable))).toThrow(
    expect.objectContaining({ code: 'lake.unknown-resource', message: expect.stringContaining(variable) }),
  );
});

test('the table of the lake is the one with its name in its database, whatever else lies beside it', () => {
  const own = lakeNames(app);
  const [table] = app.tables.filter(({ arn }) => arn === own.table.table);
  expect(table).toBeDefined();
  const others = [
    { ...present(table), name: 'another', arn: `${present(table).arn}-another` },
    { ...present(table), database: 'elsewhere', arn: `${present(table).arn}-elsewhere` },
  ];
  expect(lakeNames({ ...app, tables: [...others, ...app.tables] })).toEqual(own);
});
