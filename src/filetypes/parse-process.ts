/**
 * The process in which SheetJS reads: V8 ends a whole process, not a thread, when an array grows beyond measure, and some
 * broken workbooks make SheetJS do that. A thread of it reads, so that this side can always end when its front is gone.
 */
import { isOutOfMemory, outOfMemoryCode, startParseWorker } from './start-parse-worker.js';

const worker = startParseWorker(Number(process.argv[2]), true);
worker.on('message', (answer: unknown) => process.send?.(answer));
worker.on('error', (error) => process.exit(isOutOfMemory(error) ? outOfMemoryCode : 1));
worker.on('exit', () => process.exit(1));
process.on('message', (request) => worker.postMessage(request));
process.on('disconnect', () => process.exit(0));
