#!/usr/bin/env node
import { StrongroomError } from '../lib/activity/errors.ts';
import { EXIT } from './exit.ts';

try {
  // Loaded here, because reading the configuration is part of loading it and may fail.
  const { synthesize } = await import('../lib/platform/synthesize.ts');
  // The CDK command line says where it wants the assembly; without it, cdk.out beside package.json.
  synthesize(process.env.CDK_OUTDIR ?? 'cdk.out');
} catch (error) {
  if (!(error instanceof StrongroomError)) throw error;
  console.error(`${error.code}: ${error.message}\n${error.todo}`);
  process.exitCode = error.code === 'synth.refused' ? EXIT.refused : EXIT.usage;
}
