import { z } from 'zod';

/** What CloudFormation sends for a custom resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html */
export const requestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url({ protocol: /^https$/ }),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.object({ Database: z.string().min(1), Table: z.string().min(1).optional() }),
});

export type CustomResourceRequest = z.infer<typeof requestSchema>;

export type Outcome = { readonly Status: 'SUCCESS' } | { readonly Status: 'FAILED'; readonly Reason: string };

/**
 * Tells CloudFormation how it went. Without an answer it waits for an hour.
 * @throws when the answer could not be delivered, so that Lambda tries the whole again
 */
export const answer = async (request: CustomResourceRequest, outcome: Outcome): Promise<void> => {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId, ResourceProperties } = request;
  // Always the same id for the same target: another one would make CloudFormation delete what it believes is the old one.
  const id = PhysicalResourceId ?? `closed-to-iam/${ResourceProperties.Database}/${ResourceProperties.Table ?? ''}`;
  const body = JSON.stringify({ ...outcome, StackId, RequestId, LogicalResourceId, PhysicalResourceId: id });
  // The signature of the URL covers an empty content type.
  const response = await fetch(request.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
};
