import type { Account } from '../account.ts';
import { translateDynamo } from './dynamodb.ts';
import {
  translateCloudFormation,
  translateGlue,
  translateKms,
  translateLake,
  translateSqs,
  translateSts,
} from './others.ts';
import { type AwsRequest, type Translation, type Translator, UntranslatedError } from './request.ts';
import { translateS3 } from './s3.ts';

export type { AwsRequest, LakeRight, Translation, Wanted } from './request.ts';
export { UntranslatedError } from './request.ts';

/** Translators by the name of the service in the credential scope. */
const TRANSLATORS: Readonly<Record<string, Translator>> = {
  s3: translateS3,
  dynamodb: translateDynamo,
  kms: translateKms,
  sqs: translateSqs,
  glue: translateGlue,
  lakeformation: translateLake,
  sts: translateSts,
  cloudformation: translateCloudFormation,
};

/**
 * The IAM actions, resources and context that AWS decides for one request of a client.
 * @throws UntranslatedError when the actions of the request are unknown
 */
export function translate(request: AwsRequest, account: Account): Translation {
  const translator = Object.hasOwn(TRANSLATORS, request.service) ? TRANSLATORS[request.service] : undefined;
  if (translator === undefined) throw new UntranslatedError(request.service, 'the service');
  return translator(request, account);
}

export interface Signer {
  readonly accessKey: string;
  readonly region: string;
  readonly service: string;
}

/**
 * The signer of a request, and the service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signerOf(authorization: string | undefined): Signer | undefined {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request\b/.exec(
    authorization ?? '',
  );
  const [, accessKey, region, service] = found ?? [];
  return accessKey && region && service ? { accessKey, region, service } : undefined;
}
