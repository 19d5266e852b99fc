/** Harm caused when the wrong person reads a value. Every column and every zone has a sensitivity. */
export const SENSITIVITIES = {
  S0: 'structural: says nothing about what anybody did',
  S1: 'behavioural, without content',
  S2: 'linkable to a worker',
  S3: 'content, redacted',
  S4: 'sealed content: raw text, frames, transcripts, clipboard',
} as const;

export type Sensitivity = keyof typeof SENSITIVITIES;
