/** Harm that a value does when the wrong person reads it. Every column and every zone has a sensitivity. */
export const SENSITIVITIES = {
  S0: 'structural: says nothing about what anybody did',
  S1: 'behavioural, without content',
  S2: 'linkable to a worker',
  S3: 'content, redacted',
  S4: 'sealed content: raw text, frames, transcripts, clipboard',
} as const;

export type Sensitivity = keyof typeof SENSITIVITIES;
