import { openDb } from './index.js';
import { migrate } from './migrate.js';

// A process of its own for the tests of migrate: its settings are the first argument.
const db = await openDb(JSON.parse(process.argv[2] ?? '{}'));
await migrate({ db });
await db.close();
