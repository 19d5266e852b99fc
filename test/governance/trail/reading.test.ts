import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  instantOf,
  isAccessLog,
  JsonValues,
  readAccessLogLine,
  readRecord,
} from '../../../lib/governance/trail/index.ts';
import { SeenIds } from '../../../lib/governance/trail/seen.ts';

function read(text: string | Buffer, size = 7): unknown[] {
  const reader = new JsonValues();
  const bytes = Buffer.from(text);
  const out = [];
  for (let at = 0; at < bytes.length; at += size) out.push(...reader.push(bytes.subarray(at, at + size)));
  return [...out, ...reader.end()].map((value) => ('bad' in value ? value.bad : value.value));
}

const json = fc.dictionary(
  fc.string(),
  fc.jsonValue().map((value) => (value === undefined ? null : value)),
  { maxKeys: 4 },
);
const layouts: readonly ((records: readonly object[]) => string)[] = [
  (records) => JSON.stringify({ Records: records }),
  (records) => JSON.stringify({ Records: records, more: [1, { a: 2 }].slice(0, 1) }, null, 2),
  (records) => JSON.stringify(records),
  (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  (records) => records.map((record) => JSON.stringify(record, null, 2)).join('\n'),
];

describe('objects of a log file', () => {
  test('are the same ones in every layout, however the file is cut', () => {
    const named = json.filter(
      (value) =>
        !('Records' in value) &&
        !['records', 'Events', 'events', 'logEvents', 'QueryExecutions'].some((name) => name in value),
    );
    fc.assert(
      fc.property(
        fc.array(named, { maxLength: 5 }),
        fc.constantFrom(...layouts),
        fc.integer({ min: 1, max: 50 }),
        (records, layout, size) => {
          expect(read(layout(records), size)).toEqual(JSON.parse(JSON.stringify(records)));
        },
      ),
    );
  });

  test('are found again after what is broken, and what is broken is counted', () => {
    expect(read('{"a":1}\nnothing of this is JSON\n{"b":2}\n')).toEqual([{ a: 1 }, 'not-json', { b: 2 }]);
    expect(read('{"a":"text without its end\n{"b":2}\n')).toEqual(['not-json', { b: 2 }]);
    expect(read('{"a":1\n{"b":2}\n{"c":3}\n')).toEqual(expect.arrayContaining([{ b: 2 }, { c: 3 }]));
    expect(read('{"Records":[{"a":1},{"b":')).toEqual([{ a: 1 }, 'truncated']);
  });

  test('a record of any size costs no more than the longest one may', () => {
    const reader = new JsonValues();
    const out = [...reader.push(Buffer.from('{"a":"'))];
    for (let at = 0; at < 40; at++) out.push(...reader.push(Buffer.alloc(1 << 20, 'x')));
    out.push(...reader.push(Buffer.from('"}{"b":2}')), ...reader.end());
    expect(out).toEqual([{ bad: 'too-long' }, { value: { b: 2 } }]);
  });
});

test('times have one form, whatever zone they were written in', () => {
  expect(instantOf('2026-11-02T09:01:40Z')).toBe('2026-11-02T09:01:40Z');
  expect(instantOf('2026-11-02T10:01:40.120+01:00')).toBe('2026-11-02T09:01:40Z');
  expect(instantOf('2026-11-02')).toBe('2026-11-02T00:00:00Z');
  expect(instantOf('2026-11-02 09:01:40')).toBe('2026-11-02T09:01:40Z');
  expect(instantOf(1793610100.12)).toBe('2026-11-02T09:01:40Z');
  expect(instantOf('soon')).toBeUndefined();
});

test('a line of an access log is read from both ends', () => {
  const line =
    'owner lake-redacted [02/Nov/2026:10:01:44 +0100] 198.51.100.7 arn:aws:sts::111122223333:assumed-role/etl/job1 9F3A REST.GET.OBJECT day%253D2026-11-01/part%2520one "GET /x?y="z" HTTP/1.1" 206 - 1048576 8388608 41 12 "http://a "b" c" "agent "quoted" [AWS_ATHENA, athenaQueryId=5b0c]" - HOST= SigV4 TLS AuthHeader host TLSv1.3 - - eu-west-1';
  expect(isAccessLog(line)).toBe(true);
  expect(readAccessLogLine(line)).toMatchObject({
    ...{
      bucket: 'lake-redacted',
      at: '2026-11-02T09:01:44Z',
      operation: 'REST.GET.OBJECT',
      key: 'day=2026-11-01/part one',
    },
    ...{ status: 206, bytes: 1048576, requestId: '9F3A' },
  });
  expect(readAccessLogLine(line)?.agent).toContain('athenaQueryId=5b0c');
  expect(readAccessLogLine('no such line')).toBeUndefined();
});

test('an id is new once', () => {
  const seen = new SeenIds();
  const ids = Array.from({ length: 20_000 }, (_, at) => `id-${at}`);
  expect(ids.every((id) => seen.add(id))).toBe(true);
  expect(ids.some((id) => seen.add(id))).toBe(false);
  expect(seen.add('')).toBe(true);
});

test('versions fall off the names of calls, and a record without a time or a name is said to be one', () => {
  const base = {
    eventTime: '2026-11-02T09:01:40Z',
    eventSource: 'lambda.amazonaws.com',
    eventName: 'AddPermission20150331v2',
  };
  expect(readRecord(base)).toMatchObject({ service: 'lambda', name: 'AddPermission' });
  expect(readRecord({ ...base, eventTime: 'x' })).toBe('no-time');
  expect(readRecord({ ...base, eventName: '' })).toBe('no-name');
  expect(readRecord({ other: 1 })).toBeUndefined();
});
