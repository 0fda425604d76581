import { openDb } from '../db/index.js';
import { importRepFile } from '../services/import-rep-file.js';
import { importChildTask } from './import-child-task.js';
import { importRoom } from './import-parts.js';

/**
 * A program of the tests: imports one file in a process of its own, so that a test can kill it. Says `rows` on stdout
 * after each batch that was stored, and the status at the end.
 */
const task = importChildTask.parse(JSON.parse(process.argv[2] ?? '{}'));
const room = importRoom();
const db = await openDb(task.settings);
const result = await importRepFile(
  { ...room.parts(db), downloadDir: task.downloadDir },
  { path: task.file, source: 'cli', onRows: () => process.stdout.write('rows\n') },
);
await db.close();
room.remove();
process.stdout.write(`${result.status}\n`);
