import { z } from 'zod';

/**
 * Versions of the format that this reads: each was tested with a trace of its own (Playwright 1.31, 1.33 to 1.38, 1.39, 1.40,
 * 1.49, 1.55 and 1.60, 1.64). Another version may put typed text somewhere else, and is refused.
 */
export const VERSIONS: readonly number[] = [3, 4, 5, 6, 7, 8, 10];

const ms = z.number().min(0).max(1e12).describe('milliseconds of a monotonic clock');
const id = z.string().max(256);
const side = z.int().min(1).max(16_384);
const px = z.number().min(-100_000).max(100_000);
const point = z.object({ x: px, y: px });
const logged = z.array(z.string()).max(10_000);

/** The first line. Fields that are not named here (launch options, headers, storage) are not read. */
export const contextOptions = z.object({
  version: z.int(),
  platform: z.string().max(64).optional().catch(undefined),
  wallTime: z.number().min(0).max(1e14),
  monotonicTime: ms.optional(),
  title: z.string().optional().catch(undefined),
  options: z
    .object({
      viewport: z.object({ width: side, height: side }).nullish().catch(undefined),
      deviceScaleFactor: z.number().positive().max(100).optional().catch(undefined),
    })
    .default({}),
});

/** A call, with only the fields that an action needs. */
export const before = z.object({
  callId: id,
  startTime: ms,
  wallTime: z.number().optional().catch(undefined),
  class: z.string().max(64).default(''),
  method: z.string().max(64).default(''),
  params: z.record(z.string(), z.unknown()).default({}),
  pageId: id.optional(),
});
export const input = z.object({
  callId: id,
  point: point.optional().catch(undefined),
  box: z.object({ x: px, y: px, width: px, height: px }).optional().catch(undefined),
});
export const after = z.object({
  callId: id,
  endTime: ms.optional(),
  error: z.unknown().optional(),
  point: point.optional().catch(undefined),
  log: logged.optional().catch(undefined),
});
/** Before 1.33, a call was one record. */
export const action = z.object({
  metadata: z.object({
    id,
    startTime: ms,
    endTime: ms,
    wallTime: z.number().optional().catch(undefined),
    type: z.string().max(64).default(''),
    method: z.string().max(64).default(''),
    params: z.record(z.string(), z.unknown()).default({}),
    pageId: id.optional(),
    point: point.optional().catch(undefined),
    log: logged.default([]),
    error: z.unknown().optional(),
  }),
});
export const log = z.object({ callId: id, time: ms, message: z.string() });
export const screencastFrame = z.object({
  pageId: id,
  /** Its name below `resources/`, up to version 8. */
  sha1: z.string().max(512).optional(),
  /** Its path, from version 10 on. */
  file: z.string().max(512).optional(),
  /** Size of the page in CSS pixels, the unit of places: the picture may be smaller. */
  width: side.optional().catch(undefined),
  height: side.optional().catch(undefined),
  timestamp: ms,
});
export const frameSnapshot = z.object({
  snapshot: z.object({
    pageId: id,
    frameUrl: z.string().max(100_000).optional(),
    html: z.unknown(),
    timestamp: ms.optional(),
    isMainFrame: z.boolean().optional(),
    viewport: z.object({ width: side, height: side }).optional().catch(undefined),
  }),
});

export type PlaywrightCall = z.infer<typeof before>;
export type Point = z.infer<typeof point>;
export type Rect = NonNullable<z.infer<typeof input>['box']>;
