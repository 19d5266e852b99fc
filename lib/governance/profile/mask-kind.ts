import type { ActivityEvent, Kind } from '../../activity/events.ts';
import type { MASKABLE } from './schema.ts';

type Maskable = (typeof MASKABLE)[number];

/** The remains of an event that is allowed without its content: that it happened, when, and where on the screen. */
const MASKS: { readonly [K in Maskable]: (event: Extract<ActivityEvent, { kind: K }>) => object } = {
  key: ({ d }) => ({ ...d, code: null, key: null }),
  text: ({ d: { src, field } }) => ({
    text: '',
    n: 0,
    src,
    field: { role: field.role, name: '', secure: field.secure },
  }),
  click: ({ d: { el, ...rest } }) => ({
    ...rest,
    ...(el && { el: { role: el.role, ...(el.bounds && { bounds: el.bounds }) } }),
  }),
  'screen.text': ({ d: { src, bbox } }) => ({ src, text: '', ...(bbox && { bbox }) }),
  focus: ({ d: { app, app_class, visible } }) => ({ app, app_class, ...(visible && { visible }) }),
  transcript: ({ d }) => ({ ...d, text: '' }),
  task: ({ d: { op, outcome } }) => ({ op, ...(outcome && { outcome }) }),
  clipboard: ({ d: { op } }) => ({ op, n: 0, types: [], text: null }),
};

/** The event without its content. @throws Error for a kind of which nothing would remain, which the schema excludes */
export function maskKind(event: ActivityEvent): ActivityEvent {
  const mask = (MASKS as Partial<Record<Kind, (event: ActivityEvent) => object>>)[event.kind];
  if (mask === undefined) throw new Error(`there is no mask for ${event.kind}`);
  return { ...event, red: 'masked', d: mask(event) } as ActivityEvent;
}
