/**
 * Names of API operations that stand in policies and are no actions: the service asks for other actions when one is called, so
 * that such a name gives nothing. One that AWS makes an action is one of its reference then.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const OPERATIONS: Readonly<Record<string, string>> = {
  dynamodb:
    'BatchExecuteStatement,ExecuteStatement,ExecuteTransaction,TransactGetItems,TransactGetItem,TransactWriteItems,TransactWriteItem',
  kms: 'ReEncrypt',
  lambda: 'Invoke,InvokeWithResponseStream',
  s3: 'CompleteMultipartUpload,CopyObject,CreateMultipartUpload,DeleteBucketCors,DeleteBucketEncryption,DeleteBucketLifecycle,DeleteBucketReplication,DeleteBucketTagging,DeleteObjects,DeletePublicAccessBlock,GetBucketAccelerateConfiguration,GetBucketAnalyticsConfiguration,GetBucketEncryption,GetBucketIntelligentTieringConfiguration,GetBucketInventoryConfiguration,GetBucketLifecycle,GetBucketLifecycleConfiguration,GetBucketMetricsConfiguration,GetBucketNotificationConfiguration,GetBucketReplication,GetObjectLockConfiguration,GetPublicAccessBlock,HeadBucket,HeadObject,ListBuckets,ListMultipartUploads,ListObjects,ListObjectsV2,ListObjectVersions,ListParts,PutBucketEncryption,PutBucketLifecycle,PutBucketLifecycleConfiguration,PutBucketNotificationConfiguration,PutBucketReplication,PutPublicAccessBlock,SelectObjectContent,UploadPart,UploadPartCopy',
  sns: 'PublishBatch',
  sqs: 'ChangeMessageVisibilityBatch,DeleteMessageBatch,SendMessageBatch',
};
