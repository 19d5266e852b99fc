#!/usr/bin/env node
import { explain } from './errors/explain.ts';

try {
  // Loaded here, because reading the configuration is part of loading it and may fail.
  const { writeReview } = await import('./write-review.ts');
  process.stderr.write(`${await writeReview()} files in review/\n`);
} catch (error) {
  process.exitCode = explain(error);
}
