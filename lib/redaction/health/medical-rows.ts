import { ofPersonOrCare } from '../rules/of-person.ts';
import type { PeopleWords } from '../rules/people-words.ts';
import { oneOf } from '../rules/rule.ts';
import type { MedicalKind } from './medical-words.ts';

/** An appointment, a referral or a finding. Without such a word a branch of medicine is where a person works. */
const VISIT = new RegExp(
  `(?<!\\p{L})${oneOf(
    'appointment|referr\\p{L}{1,4}|ward|treat\\p{L}{2,5}|admitted|report|assessment|follow-?up|termin|überw(?:ies|eis)\\p{L}{0,4}',
    'befund|behand\\p{L}{2,5}|gutachten|rdv|rendez-vous|consult\\p{L}{0,7}|suivie?|expertise|cita|volante|ingres\\p{L}{1,3}|informe',
    'derivad[oa]|appuntamento|visita|ricover\\p{L}{1,3}|perizia|referto|marcação|internad[oa]|relatório|afspraak|verwezen',
    'verwijsbrief|opgenomen|verslag|wizyt\\p{L}|skierowan\\p{L}{1,3}|oddzia[łl]\\p{L}{0,2}|opinia',
  )}(?!\\p{L})`,
  'iu',
);

/** How words of medicine count, as a row of `people-words.ts`; their words are in stems.json. */
export const MEDICAL_ROWS: Readonly<Record<MedicalKind, Omit<PeopleWords, 'words'>>> = {
  illness: {
    id: 'health.medical',
    type: 'HEALTH',
    clinical: true,
    unnamed: ofPersonOrCare,
    hits: [
      'Er hat eine ⟦Niereninsuffizienz⟧',
      'sa fille a la ⟦mucoviscidose⟧',
      'Reunião com Jucimara Pontes. Informou gravidez e ⟦hipertensão⟧.',
      'Él alega ⟦ludopatía⟧, su hijo no lo sabe',
      'mijn moeder: ⟦heupfractuur⟧ rechts',
      'her ⟦myocarditis⟧ came back',
    ],
    misses: ['research on myocarditis', 'hypertext and his graphite pencil', 'la diapositiva de mi jefe'],
  },
  branch: {
    id: 'health.branch',
    type: 'HEALTH',
    unnamed: (value, line, at, surface) => VISIT.test(line) && ofPersonOrCare(value, line, at, surface),
    except: (_value, line) => !VISIT.test(line),
    hits: [
      'RDV ⟦addictologie⟧ jeudi avec sa mère',
      'his appointment at ⟦oncology⟧ is on Monday',
      'Überweisung in die ⟦Psychiatrie⟧ für meinen Sohn',
    ],
    misses: ['she works in cardiology', 'Termin mit dem Chef der IT', 'the dermatology brochure is out'],
  },
};
