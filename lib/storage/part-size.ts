/**
 * Streams up to this many bytes go to S3 as one request; longer ones as a multipart upload, which needs kms:Decrypt
 * besides kms:GenerateDataKey (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html).
 */
export const PART_SIZE = 16 * 1024 * 1024;
