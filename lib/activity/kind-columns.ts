import type { ColumnName } from './columns.ts';
import type { Kind } from './events.ts';

const FIELD = ['field_role', 'field_name', 'field_secure'] as const;
const ELEMENT = ['el_role', 'el_name', 'el_value', 'bounds'] as const;

/** Columns that a row of any kind may fill: worker, time, place, and the outcome of redaction. */
const EVERY_KIND = [
  ...['segment', 'seq', 'session', 'worker', 'device', 'kind', 'mono_us', 'occurred_at', 'ctx', 'expires'],
  ...['red', 'spans', 'tags', 'screen_w', 'screen_h', 'screen_scale', 'os', 'recorder'],
] as readonly ColumnName[];

/**
 * Additional columns that rows of each kind may fill: a team that is granted other columns for these rows sees nothing
 * in them.
 */
const OWN: Readonly<Record<Kind, readonly ColumnName[]>> = {
  key: ['key_phase', 'key_class', 'key_code', 'key_value', 'key_mods'],
  text: ['text', 'text_length', 'source', ...FIELD],
  pointer: ['x', 'y', 'path'],
  click: ['click_phase', 'button', 'x', 'y', 'clicks', 'target_masked', ...ELEMENT],
  scroll: ['x', 'y', 'dx', 'dy', 'scroll_unit'],
  'screen.text': ['text', 'text_length', 'source', 'el_role', 'bounds'],
  'screen.frame': ['frame_w', 'frame_h', 'frame', 'frame_masks', 'frame_mask_types', 'frame_withheld'],
  focus: ['app', 'app_class', 'title', 'url_scheme', 'url_host', ...FIELD],
  transcript: ['speaker', 'dur_ms'],
  clipboard: ['clip_op'],
  task: ['task_op', 'task', 'outcome'],
  control: ['control_op', 'control_reason', 'n_dropped'],
};

/** The columns that a row of a kind may fill. */
export const columnsOfKind = (kind: Kind): readonly ColumnName[] => [...EVERY_KIND, ...OWN[kind]];
