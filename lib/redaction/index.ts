export { type FrameRefusal, maskFrame } from './pixels/mask-frame.ts';
export type { PixelReader, ReadLine } from './pixels/reader.ts';
export { type Explained, hasUnexplained, type Pixels } from './pixels/unexplained.ts';
export type { FrameDecision } from './segment/frame-boxes.ts';
export { type RedactorOptions, SegmentRedactor } from './segment/redactor.ts';
export type { ProseText } from './segment/texts.ts';
export type { Carry, RedactedEvent } from './segment/types.ts';
export { redactText } from './text/redact-text.ts';
export type { Redacted, Span, Surface, TenantLists } from './types.ts';
