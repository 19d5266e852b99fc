import { defineAccess } from '../lib/governance/access-config.ts';
import { and, column } from '../lib/governance/row-filter.ts';

/**
 * Who may read what. This file is the named permission rule: what it does not list is refused, and the synth fails when a
 * policy would say otherwise. XA and XB are invented places, used by the samples and the importers.
 */
export const access = defineAccess({
  approvedReaders: {
    raw: ['redact'],
    redacted: ['lake', 'redact'],
    derived: ['ui-agents', 'text-models'],
    audit: ['auditor'],
  },
  trustedBase: ['deployment', 'revoke'],
  teams: {
    'ui-agents': {
      purposes: {
        cua_training:
          'learn how people operate user interfaces: where they point, what they click, how focus moves; never what they type',
      },
      permissionSet: 'StrongroomUiAgents',
      columns: [
        'segment',
        'seq',
        'session',
        'kind',
        'mono_us',
        'occurred_at',
        'ctx',
        'red',
        'app_class',
        'field_role',
        'field_secure',
        'key_phase',
        'key_class',
        'key_mods',
        'x',
        'y',
        'dx',
        'dy',
        'scroll_unit',
        'path',
        'button',
        'click_phase',
        'clicks',
        'el_role',
        'bounds',
        'frame_w',
        'frame_h',
        'frame_masks',
        'control_op',
        'control_reason',
        'n_dropped',
        'expires',
      ],
      rows: and(
        column('jurisdiction').in(['XA', 'XB']),
        column('kind').in(['pointer', 'click', 'scroll', 'focus', 'key', 'screen.frame', 'control']),
      ),
      scanLimitGb: 100,
    },
    'text-models': {
      purposes: {
        cua_training: 'learn the language of work from text that has been redacted, without knowing whose it is',
      },
      permissionSet: 'StrongroomTextModels',
      columns: [
        'segment',
        'seq',
        'kind',
        'ctx',
        'red',
        'spans',
        'app',
        'app_class',
        'title',
        'url_scheme',
        'url_host',
        'field_role',
        'field_name',
        'field_secure',
        'text',
        'text_length',
        'source',
        'el_role',
        'el_name',
        'bounds',
        'control_op',
        'control_reason',
        'n_dropped',
        'expires',
      ],
      rows: and(column('jurisdiction').is('XA'), column('kind').in(['text', 'screen.text', 'focus', 'control'])),
      scanLimitGb: 50,
    },
  },
});
