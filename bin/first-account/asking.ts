import type { Execute, Sandbox, SandboxAnswer } from './types.ts';

export const aws = (place: Sandbox, ...args: string[]): string[] => [
  'aws',
  ...args,
  '--region',
  place.region,
  '--output',
  'json',
];

/** Runs one command of the AWS CLI and reads its JSON. A refusal is an answer, too: `error` has its code. */
export async function ask(
  execute: Execute,
  command: string[],
): Promise<{ readonly value: unknown; readonly error: string }> {
  const { code, stdout, stderr } = await execute(command);
  if (code === 0) return { value: stdout.trim() === '' ? {} : JSON.parse(stdout), error: '' };
  return { value: undefined, error: /\((\w+)\)/.exec(stderr)?.[1] ?? stderr.split('\n')[0] ?? 'failed' };
}

export const untold = (why: string): SandboxAnswer => ({ reading: 'untold', why });
export const held = (reading: string, why: string): SandboxAnswer => ({ reading, why });
export const list = (value: unknown, field: string): Record<string, unknown>[] =>
  ((value as Record<string, unknown> | undefined)?.[field] as Record<string, unknown>[] | undefined) ?? [];
