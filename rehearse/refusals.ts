import type { Denial } from './decide.ts';

/** An answer that does not come from a stand-in. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Services that answer in XML; the others speak JSON. */
const XML = ['s3', 'sts', 'cloudformation'];
const escaped = (text: string): string => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function refusal(service: string, status: number, code: string, message: string): Refusal {
  if (!XML.includes(service))
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
      body: JSON.stringify({ __type: code, message }),
    };
  const error = `<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  const body = service === 's3' ? error : `<ErrorResponse>${error}</ErrorResponse>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** In the form of each service: S3 and the services of the query protocol with 403, those of JSON with 400. */
export function denied(service: string, { action, resource, reason }: Denial, head = false): Refusal {
  const [status, code] = XML.includes(service) ? [403, 'AccessDenied'] : [400, 'AccessDeniedException'];
  const made = refusal(service, status as number, code as string, `not allowed ${action} on ${resource}: ${reason}`);
  return head ? { ...made, body: '' } : made;
}

const FAULTS = {
  throttled: {
    s3: [503, 'SlowDown'],
    dynamodb: [400, 'ThrottlingException'],
    kms: [400, 'ThrottlingException'],
    glue: [400, 'ThrottlingException'],
  },
  failing: {
    s3: [500, 'InternalError'],
    dynamodb: [500, 'InternalServerError'],
    kms: [500, 'KMSInternalException'],
    glue: [500, 'InternalServiceException'],
  },
} as const;

/** A service that has no more room, or is broken. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function throttled(service: string, kind: keyof typeof FAULTS): Refusal {
  const faults: Readonly<Record<string, readonly [number, string]>> = FAULTS[kind];
  const [status, code] = faults[service] ?? [503, 'ServiceUnavailable'];
  return refusal(service, status, code, 'a fault of the rehearsal');
}

export const untranslated = (service: string, message: string): Refusal =>
  refusal(service, 403, 'RehearsalUntranslated', message);

export const unknownCaller = (service: string): Refusal =>
  refusal(service, 403, 'InvalidClientTokenId', 'nobody has this access key');
