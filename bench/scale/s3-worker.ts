import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

/**
 * Answers as S3 documents it, from a thread of its own, so that its processor time is measured apart: a listing of a thousand
 * versions until all are destroyed, and every deletion.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
const PAGE = 1_000;
const VERSION = 'UIORUnfndfhnw89493jJFJ111111111a';

const page = (from: number): string => {
  const versions = Array.from({ length: PAGE }, (_, n) => {
    const id = (from * PAGE + n).toString(16).padStart(12, '0');
    return `<Version><Key>segments/jurisdiction=XA/day=2026-11-27/0f8fad5b-d9cb-469f-a165-${id}.ndjson.gz</Key><VersionId>${VERSION}</VersionId><IsLatest>true</IsLatest><LastModified>2026-11-27T12:00:00.000Z</LastModified><ETag>"0123456789abcdef0123456789abcdef"</ETag><Size>11610</Size><StorageClass>STANDARD</StorageClass><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner></Version>`;
  });
  const next = `<NextKeyMarker>${from + 1}</NextKeyMarker><NextVersionIdMarker>${VERSION}</NextVersionIdMarker>`;
  return `<ListVersionsResult><IsTruncated>true</IsTruncated>${next}${versions.join('')}</ListVersionsResult>`;
};

const pages = Number(process.argv.at(-1));
let destroyed = 0;
const server = createServer((request, response) => {
  const url = new URL(String(request.url), 'http://loopback');
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/xml');
    if (url.searchParams.has('delete')) {
      destroyed++;
      response.end('<DeleteResult></DeleteResult>');
      return;
    }
    if (url.searchParams.has('uploads')) {
      response.end('<ListMultipartUploadsResult></ListMultipartUploadsResult>');
      return;
    }
    const from = Number(url.searchParams.get('key-marker') ?? 0);
    const gone = destroyed >= pages || from >= pages;
    response.end(gone ? '<ListVersionsResult></ListVersionsResult>' : page(from));
  });
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
