/** A value as YAML, one scalar per line, so that a change of one principal changes one line. */
export const toYaml = (value: unknown): string => `${lines(value).join('\n')}\n`;

const lines = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(item);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, field]) => pair(key, field));
  }
  return [scalar(value)];
};

const item = (value: unknown): string[] => {
  const [first = '', ...rest] = lines(value);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
};

const pair = (key: string, value: unknown): string[] => {
  const below = lines(value);
  const inline = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  return inline ? [`${scalar(key)}: ${below[0]}`] : [`${scalar(key)}:`, ...below.map((line) => `  ${line}`)];
};

/** Plain where YAML reads the same text without quotes; otherwise quoted as JSON, which is also YAML. */
const scalar = (value: unknown): string =>
  typeof value === 'string' && isPlain(value) ? value : JSON.stringify(value);

const isPlain = (value: string): boolean =>
  /^[A-Za-z/$][\w $/.:(){}*?+=<>,;'-]*$/.test(value) && !/: |:$| $|^(true|false|null|yes|no|on|off)$/i.test(value);
