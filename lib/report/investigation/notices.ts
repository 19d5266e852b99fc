import { SENSITIVITIES, type Sensitivity } from '../../activity/sensitivity.ts';
import type { Investigation } from '../../governance/investigation/index.ts';
import { count, strangersOf } from './sentences.ts';

const UNKNOWN = 'unknown';

const facts = (investigation: Investigation) => {
  const strangers = strangersOf(investigation.could);
  const reads = investigation.did.filter(({ approved }) => !approved);
  const readers = new Set(reads.map(({ principal, person }) => person || principal)).size;
  const columns = [...new Set(reads.flatMap(({ columns }) => columns))].sort();
  const dark = investigation.dark_hours;
  const times = investigation.could.filter(({ approved }) => !approved);
  const [from, to] = [
    times.map((time) => time.from).sort()[0],
    times
      .map((time) => time.to)
      .sort()
      .at(-1),
  ];
  return { strangers, reads, readers, columns, dark, from, to };
};

/**
 * A draft for the authority, with the content that Article 33(3) GDPR requires. Unknown facts are stated as unknown; a
 * person completes and sends it.
 */
export function authorityNotice(investigation: Investigation): string {
  const { incident, inputs } = investigation;
  const { strangers, reads, readers, columns, dark, from, to } = facts(investigation);
  const partitions = new Set(
    reads.flatMap(({ rows }) => (rows.partitions === 'unknown' ? [UNKNOWN] : rows.partitions)),
  );
  const said = (fact: string | number | undefined): string => String(fact ?? UNKNOWN);
  const gaps =
    dark > 0
      ? `For ${count(dark, 'hour')} records are missing, so that more reads are not excluded.`
      : 'The records have no gap.';
  return `# Draft: notification to the authority

Phase 1. A person completes this and decides whether it is sent.

1. **Controller**: ${said(incident.controller)}. **Contact**: ${said(incident.contact)}.
2. **Aware since**: ${said(incident.aware_at)}. **Reference**: ${said(incident.id)}.
3. **What happened**: ${incident.what ?? 'data of workers could be read by others than those who were meant to'}.
4. **From when to when**: ${said(from)} to ${said(to)}, within the time looked at (${investigation.from} to ${investigation.to}).
5. **Data**: class ${investigation.class}: ${SENSITIVITIES[inputs.stores.sensitivity as Sensitivity]}. Columns that were read: ${columns.includes('*') ? 'all' : columns.join(', ') || 'none by the records'}.
6. **Persons concerned**: ${said(incident.persons)}. **Records**: ${partitions.size === 0 ? 'none by the records' : `those of ${[...partitions].sort().join(', ')}`}.
7. **Recipients**: ${strangers} could read; ${readers} did. ${gaps}
8. **Protection at the time**: ${inputs.stores.keys.length > 0 ? 'encrypted with keys of the class' : `keys of the class: ${UNKNOWN}`}; access by policy; records of access kept.
9. **Likely consequences**: ${UNKNOWN}: to be judged by a person from the columns above.
10. **Measures**: ${said(incident.measures?.join('; '))}.
`;
}

/** A draft for the workers, in plain words. */
export function workersNotice(investigation: Investigation): string {
  const { incident } = investigation;
  const { strangers, readers, columns, dark, from, to } = facts(investigation);
  const read =
    readers === 0
      ? 'Our records show nobody who did.'
      : `Our records show that ${count(readers, 'of them did', 'of them did')}. They read ${columns.includes('*') ? 'whole records' : `these parts: ${columns.join(', ')}`}.`;
  const gaps =
    dark > 0
      ? ` For ${count(dark, 'hour')} our records are not complete, so we cannot rule out that more was read.`
      : '';
  return `# Draft: notice to workers

What was recorded of your work could be read by people who were not meant to.

- **When**: from ${from ?? UNKNOWN} to ${to ?? UNKNOWN}.
- **Who could**: ${strangers} that should not have been able to.
- **Who did**: ${read}${gaps}
- **What we have done**: ${incident.measures?.join('; ') ?? 'to be completed by a person'}.
- **What you can do**: your page shows what is held of you and who read it; you can pause, object, and ask for erasure.
- **Whom to ask**: ${incident.contact ?? 'to be completed by a person'}.
`;
}
