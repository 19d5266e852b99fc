import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Labelled } from './template.ts';

const DATA = new URL('../../../shared/data/text/', import.meta.url);

/** The development sentences, or undefined if they are not installed. */
export function developmentSentences(): (Labelled & { readonly template: number })[] | undefined {
  const file = new URL('presidio-generated.json', DATA);
  if (!existsSync(file)) return undefined;
  const samples = JSON.parse(readFileSync(file, 'utf8')) as {
    full_text: string;
    template_id: number;
    spans: { entity_type: string; start_position: number; end_position: number }[];
  }[];
  return samples.map(({ full_text, template_id, spans }) => ({
    template: template_id,
    text: full_text,
    spans: spans
      .map((span) => ({ start: span.start_position, end: span.end_position, type: span.entity_type }))
      .toSorted((a, b) => a.start - b.start),
  }));
}

/** Meetings as lines of `Speaker: words`, one array a meeting, or undefined if they are not installed. */
export function meetings(): string[][] | undefined {
  const folder = new URL('qmsum-val/', DATA);
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { meeting_transcripts: turns } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
        meeting_transcripts: { speaker: string; content: string }[];
      };
      return turns.map(({ speaker, content }) => `${speaker}: ${content}`);
    });
}
