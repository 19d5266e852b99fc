import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { medicalKey, stemIn } from '../../lib/redaction/health/medical-key.ts';

/**
 * Writes lib/redaction/health/stems.json: how words of medicine begin, in the spelling that all languages share.
 *   node bench/redaction/build-health.ts PACKAGES
 * PACKAGES holds the unpacked packages of lib/redaction/health/SOURCES.md, each in a folder named as its archive.
 */
const [packages] = process.argv.slice(2) as [string];
const TABULAR = 'simple_icd_10_cm-1.5.0/simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml';
const FILMS = 'pyspellchecker-0.9.1/spellchecker/resources';

/** Chapters of illnesses. Those of injuries and their causes have words of every day. */
const CHAPTERS = /^[A-OQR]/;
const CHAPTER_OF_A_CODE = /<name>([A-Z])\d/;

/** Words of the chapters, without those that mostly have a capital inside of a line: names of discoverers and of places. */
function wordsOfIllnesses(): string[] {
  const small = new Map<string, number>();
  let chapter = '';
  for (const line of readFileSync(join(packages, TABULAR), 'utf8').split('\n')) {
    chapter = CHAPTER_OF_A_CODE.exec(line)?.[1] ?? chapter;
    const said = /<(?:desc|note)>(.*?)<\//.exec(line)?.[1];
    if (said === undefined || !CHAPTERS.test(chapter)) continue;
    for (const { 0: word, index } of said.matchAll(/[A-Za-z]{6,40}/g)) {
      const weight = index === 0 ? 0.5 : word === word.toLowerCase() ? 1 : -1;
      small.set(word.toLowerCase(), (small.get(word.toLowerCase()) ?? 0) + weight);
    }
  }
  return [...small].filter(([, weight]) => weight >= 0).map(([word]) => word);
}

/** Words that films say so often are words of every day. */
const OFTEN = 60;
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];
const everyday = new Set(
  LANGUAGES.flatMap((language) => {
    const counts = JSON.parse(gunzipSync(readFileSync(join(packages, FILMS, `${language}.json.gz`))).toString('utf8'));
    return Object.entries(counts as Record<string, number>).flatMap(([word, count]) =>
      count >= OFTEN ? [medicalKey(word)] : [],
    );
  }),
);

/** How words of illness end, as keys. Without such an end a stem must be longer. */
const ILLNESS =
  /(?:itis|osis|oma|algia|emia|[bdm]ia|patia|plegia|uria|rea|ragia|ektomia?|penia|trofia?|fobia|plasia|tensi(?:on|v)|fibrilasion|lepsia?|kardia|pnea|fagia|fasia|leksia|praksia|megalia?|malasia|paresis|iasis|sefalia?)[els]?$/;
/** Parts of other words of medicine, as keys: parts of the body and of illness. */
const PARTS =
  /(?:derm|neur|kardi|gastr|nefr|epat|pulmon|pneum|oste|artr|miel|ensefal|emat|emor|limf|vaskul|vagin|uter|uretr|esofag|kolesist|sistos?|trakeo?|torak|faring|laring|bronk|pleur|okul|oftalm|krani|serebr|spin[ao]|vertebr|toks|karsin|tromb|vir(?:us)?$|poks|parkins|psiko|skler|papil|plasent|natal|partum|menop|spondil|pelv|rekt|enter|fibr|sarko|adren|tiroi|gland|orm?on|nistagm|kontraktur|paralis|konvuls|glukos|glise|insulin|diabet|amnes|embol|ektop)/;
const LONG = 7;
const SHORTEST = 6;
/** English words that are built of others, and not of Greek and Latin. */
const ENGLISH = /^(?:non|over|under|un)|(?:ing|ed|ness|less|er|worker|isation|ization)$/;

/** Words whose beginning other words share: "Bahndämme", "antritt", "rosas". */
const SHARED: ReadonlySet<string> = new Set(['bandemia', 'antritis', 'rosacea']);

/** Words of illness that films say often, and that mean nothing else. */
const SAID_OFTEN = [
  ...[
    'acidosis',
    'agoraphobia',
    'aneurysm',
    'anorexia',
    'appendicitis',
    'arthritis',
    'arthrosis',
    'botulism',
    'bradycardia',
  ],
  ...[
    'bronchitis',
    'bursitis',
    'carcinoma',
    'cataract',
    'celiac',
    'cirrhosis',
    'claustrophobia',
    'colostomy',
    'cystitis',
  ],
  ...[
    'dermatitis',
    'diphtheria',
    'diverticulitis',
    'dysentery',
    'dyslexia',
    'dystrophy',
    'encephalitis',
    'endocarditis',
  ],
  ...['endometriosis', 'epilepsy', 'epileptic', 'fibrosis', 'gangrene', 'gastritis', 'gastroenteritis', 'gingivitis'],
  ...['glaucoma', 'gonorrhea', 'hemophilia', 'hemorrhoid', 'hepatitis', 'hydrocephalus', 'hypertension', 'hypotension'],
  ...[
    'hyperactivity',
    'hypoglycemia',
    'hysterectomy',
    'incontinence',
    'infertility',
    'jaundice',
    'laryngitis',
    'leprosy',
    'leukemia',
  ],
  ...[
    'lymphoma',
    'mastectomy',
    'melanoma',
    'meningitis',
    'menopause',
    'migraine',
    'mononucleosis',
    'myasthenia',
    'myelitis',
  ],
  ...[
    'narcolepsy',
    'nephritis',
    'neuralgia',
    'neuropathy',
    'osteomyelitis',
    'osteoporosis',
    'pancreatitis',
    'paraplegia',
  ],
  ...[
    'pericarditis',
    'peritonitis',
    'pharyngitis',
    'phlebitis',
    'pneumonia',
    'poliomyelitis',
    'psoriasis',
    'psychosis',
  ],
  ...[
    'quadriplegia',
    'rheumatoid',
    'sarcoma',
    'schizophrenia',
    'sclerosis',
    'scoliosis',
    'septicemia',
    'sinusitis',
    'stenosis',
  ],
  ...[
    'syphilis',
    'tachycardia',
    'tendinitis',
    'thrombosis',
    'tonsillitis',
    'toxoplasmosis',
    'tuberculosis',
    'chlamydia',
  ],
  ...[
    'bulimia',
    'asthma',
    'colitis',
    'syphilis',
    'eczema',
    'apoplexy',
    'embolism',
    'eclampsia',
    'dyscalculia',
    'tetraplegia',
  ],
  ...[
    'alzheimer',
    'hypothyreosis',
    'hypothyroidism',
    'ludopathy',
    'mucoviscidosis',
    'myocarditis',
    'fibrillation',
    'retinopathy',
    'hypothyreoid',
  ],
];

/** The key of an English word without its ending. */
const stemOf = (key: string): string =>
  key.replace(/(?:ikal|ion|iv|ik|[aeiou]s?|s|um|us|is|al)$/, '').replace(/[aeiou]$/, '');

const candidates = new Set(
  wordsOfIllnesses().flatMap((word) => {
    const key = medicalKey(word);
    const stem = stemOf(key);
    const least = ILLNESS.test(key) ? SHORTEST : LONG;
    return stem.length < least || ENGLISH.test(word) || SHARED.has(word) || (least === LONG && !PARTS.test(key))
      ? []
      : [stem];
  }),
);
for (const key of everyday) {
  for (let stem = stemIn(candidates, key); stem !== undefined; stem = stemIn(candidates, key)) candidates.delete(stem);
}
for (const word of SAID_OFTEN) candidates.add(stemOf(medicalKey(word)));

const stems = [...candidates].toSorted();
writeFileSync(
  new URL('../../lib/redaction/health/stems.json', import.meta.url),
  `${JSON.stringify(stems.join(' '))}\n`,
);
process.stderr.write(`${stems.length} stems\n`);
