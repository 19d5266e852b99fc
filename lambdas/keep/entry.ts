import { program } from '../../config/program.ts';
import { capacityOf } from '../../lib/governance/scale/index.ts';
import { given } from '../../lib/storage/aws/config.ts';
import { invoking } from '../../lib/storage/aws/invoke.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { keepHandler } from './handler.ts';
import { AskingRewriter } from './rewriter.ts';

const invoke = invoking(given(process.env.COMPACT_FUNCTION, 'the function that writes generations'));
const { compact } = capacityOf(program.collection).concurrency;

export const handler = keepHandler(awsPorts(awsNames(process.env)), new AskingRewriter(invoke), configured(), compact);
