import { z } from 'zod';

/** The fields of a request that an answer needs, whatever else is in it. */
const addressSchema = z.object({
  RequestType: z.string().optional(),
  ResponseURL: z.url({ protocol: /^https$/ }),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});

/**
 * The request of CloudFormation for a custom resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html
 */
const requestSchema = addressSchema.extend({
  RequestType: z.enum(['Create', 'Update']),
  ResourceProperties: z.union([
    z.object({ Database: z.string().min(1), Table: z.string().min(1).optional() }),
    z.object({
      Settings: z.object({
        Administrators: z.array(z.string()),
        ReadOnlyAdministrators: z.array(z.string()),
        CrossAccountVersion: z.string(),
        TrustedOwners: z.array(z.string()),
        SessionTags: z.array(z.string()),
        // CloudFormation makes texts of all values.
        DefaultsMayClose: z.enum(['true', 'false']),
      }),
    }),
  ]),
});

export type Address = z.infer<typeof addressSchema>;
export type RevokeProperties = z.infer<typeof requestSchema>['ResourceProperties'];

/**
 * The address for the answer to a request.
 * @throws ZodError when the request has none: then the answer has no recipient, and CloudFormation waits for as long as the
 *   resource's `ServiceTimeout`
 */
export const addressOf = (request: unknown): Address => addressSchema.parse(request);

/** The target to close; undefined when the request cannot be read. */
export const targetOf = (request: unknown): RevokeProperties | undefined => {
  const { success, data } = requestSchema.safeParse(request);
  return success ? data.ResourceProperties : undefined;
};

export type RevokeOutcome = { readonly Status: 'SUCCESS' } | { readonly Status: 'FAILED'; readonly Reason: string };

const nameOf = (target: RevokeProperties | undefined): string | undefined => {
  if (target === undefined) return undefined;
  return 'Settings' in target ? 'keeps-lake-settings' : `closed-to-iam/${target.Database}/${target.Table ?? ''}`;
};

/** An answer has at most 4,096 bytes, or CloudFormation does not read it. */
const REASON = 1_000;

export const failed = (reason: string): RevokeOutcome => ({
  Status: 'FAILED',
  Reason:
    reason
      .slice(0, REASON)
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim() || 'for a reason that is not known; see the log of the function',
});

/**
 * Sends CloudFormation the outcome. Without an answer it waits for as long as the resource's `ServiceTimeout`.
 * @param target the target to close, if it could be read
 * @throws when the answer could not be delivered, so that Lambda retries the whole invocation
 */
export const answer = async (
  address: Address,
  target: RevokeProperties | undefined,
  outcome: RevokeOutcome,
): Promise<void> => {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId, ResponseURL } = address;
  // Always the same id for the same target: another id would make CloudFormation delete the resource it believes is the old one.
  const id = PhysicalResourceId ?? nameOf(target) ?? `closed-to-iam/${LogicalResourceId}`;
  const body = JSON.stringify({ ...outcome, StackId, RequestId, LogicalResourceId, PhysicalResourceId: id });
  // The signature of the URL covers an empty content type.
  const response = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
};
