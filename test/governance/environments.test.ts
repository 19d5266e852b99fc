import { describe, expect, test } from 'vitest';
import { environment } from '../../config/environments.ts';
import { checkTarget, chooseEnvironment, defineEnvironments } from '../../lib/governance/environment-config.ts';

const at = (account: string, region = 'eu-central-1') => ({ ...environment, target: { account, region } });
const THREE = {
  dev: at('111122223333'),
  staging: at('111122224444'),
  production: at('111122225555', 'eu-west-1'),
};
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'nothing was thrown';
};

test('several environments from one checkout, each with its name', () => {
  const all = defineEnvironments(THREE);
  expect(Object.keys(all)).toEqual(['dev', 'staging', 'production']);
  expect(chooseEnvironment(all, 'production')).toEqual({ ...THREE.production, name: 'production' });
  expect(chooseEnvironment(all, undefined).name).toBe('dev');
  expect(chooseEnvironment(all, '').name).toBe('dev');
});

describe('refuses', () => {
  test.each<[string, Record<string, typeof environment>]>([
    ['none', {}],
    ['one of several without a place', { ...THREE, dev: environment }],
    ['two installations with one name in one account', { ...THREE, other: at('111122223333', 'us-east-1') }],
    ['a name that cannot be a value of a variable', { 'Pro duction': environment }],
    ['half an account', { dev: at('1111') }],
    ['a zone for a region', { dev: at('111122223333', 'eu-central-1a') }],
  ])('%s', (_name, environments) => {
    expect(codeOf(() => defineEnvironments(environments))).toBe('config.invalid');
  });

  test.each(['prod', 'constructor', '__proto__'])('an unknown environment: %s', (name) => {
    expect(codeOf(() => chooseEnvironment(defineEnvironments(THREE), name))).toBe('environment.unknown');
  });
});

describe('restricts credentials to the place of the environment', () => {
  const production = chooseEnvironment(defineEnvironments(THREE), 'production');
  test.each([
    ['111122225555', 'eu-west-1', 'nothing was thrown'],
    ['111122225555', undefined, 'nothing was thrown'],
    ['111122223333', 'eu-west-1', 'environment.account'],
    ['111122225555', 'us-east-1', 'environment.region'],
    // Without credentials nothing can be deployed, and the region is a default of the command line.
    [undefined, 'us-east-1', 'nothing was thrown'],
  ])('%s %s: %s', (account, region, code) => {
    expect(codeOf(() => checkTarget(production, { account, region }))).toBe(code);
  });

  test('and says what to do', () => {
    const wrong = () => checkTarget(production, { account: '111122223333', region: 'eu-west-1' });
    expect(wrong).toThrow(/production is in account 111122225555, and the credentials are of account 111122223333/);
  });

  test('and accepts any where the environment names none', () => {
    expect(codeOf(() => checkTarget({ target: null }, { account: '1', region: 'x' }))).toBe('nothing was thrown');
  });
});
