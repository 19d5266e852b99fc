#!/usr/bin/env node
import { explain } from './errors/explain.ts';

try {
  // Loaded here, because reading the configuration is part of loading it and may fail.
  const { synthesize } = await import('../lib/platform/synthesize.ts');
  const { sayProved } = await import('./say-proved.ts');
  // The CDK command line sets the assembly's folder; the default is cdk.out beside package.json.
  const outdir = process.env.CDK_OUTDIR ?? 'cdk.out';
  synthesize(outdir, { onProof: (proved) => process.stderr.write(`${sayProved(proved, outdir)}\n`) });
  const { languageGaps } = await import('../lib/governance/profile/languages.ts');
  const { readProfiles } = await import('../lib/governance/profile/read-profiles.ts');
  const { profiles } = await import('../config/profiles.ts');
  for (const gap of languageGaps(readProfiles(profiles).values())) process.stderr.write(`strongroom: ${gap}\n`);
} catch (error) {
  process.exitCode = explain(error);
}
