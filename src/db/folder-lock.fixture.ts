import { AppError } from '../domain/errors.js';
import { lockFolder } from './folder-lock.js';

// A process of its own for the tests of the lock: tells whether it got the folder, and holds it until it is ended.
// A listener keeps the process alive.
const folder = process.argv[2] ?? '';
try {
  await lockFolder(folder);
  process.on('message', () => undefined);
  process.send?.('got it');
} catch (error) {
  process.send?.(error instanceof AppError ? error.code : String(error));
  process.disconnect();
}
