import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

interface Record_ {
  readonly Path: string;
  readonly Document: object;
  readonly DefaultVersionId: string;
}

/**
 * Makes `policies.json.br` from the record of AWS's managed policies that moto publishes (Apache-2.0; the policies are
 * AWS's). Policies of service-linked roles are left out: nobody else can have them.
 * `node lib/access/aws-managed/build.ts moto/iam/aws_managed_policies.py VERSION DATE`, with moto's version and the date of
 * its file.
 */
const [file = '', version = '', date = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const record: Record<string, Record_> = JSON.parse(text.slice(text.indexOf('"""') + 3, text.lastIndexOf('"""')));
const policies = Object.fromEntries(
  Object.entries(record)
    .filter(([, { Path }]) => Path !== '/aws-service-role/')
    .map(([name, { Path, Document, DefaultVersionId }]) => [`${Path}${name}`, { ...Document, Id: DefaultVersionId }]),
);
const out = new URL('policies.json.br', import.meta.url);
writeFileSync(out, brotliCompressSync(JSON.stringify({ date, source: `moto ${version}`, policies })));
