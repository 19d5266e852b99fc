import { awsRewrites } from '../../lib/storage/aws/rewrites.ts';
import { awsNames } from '../aws-names.ts';
import { compactHandler } from './handler.ts';

const { REWRITE_TABLE: table, REWRITE_WORKGROUP: workgroup } = process.env;
const made = awsRewrites(awsNames(process.env), { table, workgroup });

export const handler = compactHandler(made.rewriter, made.table);
