// Keeps a copy of all claims in claims.json. Run it as often as you like: it fetches what changed since the last time.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const { ECLAIM_URL, ECLAIM_KEY } = process.env;
const nothing = { cursor: null, claims: {} };

async function ask(address) {
  for (;;) {
    const answer = await fetch(address, { headers: { 'X-API-Key': ECLAIM_KEY } });
    if (answer.status !== 429 && answer.status !== 503) return answer;
    await sleep(Number(answer.headers.get('retry-after') ?? 5) * 1000);
  }
}

// The cursor is saved together with the copy that it belongs to: whatever stops this program, nothing is missed.
async function save(copy) {
  await writeFile('claims.json.part', JSON.stringify(copy));
  await rename('claims.json.part', 'claims.json');
}

let copy = await readFile('claims.json', 'utf8').then(JSON.parse, () => nothing);
for (let hasMore = true; hasMore; ) {
  const where = copy.cursor === null ? 'updated_since=1970-01-01T00:00:00Z' : `cursor=${copy.cursor}`;
  const answer = await ask(`${ECLAIM_URL}/api/v1/claims?limit=1000&${where}`);
  if (answer.status === 410) {
    copy = nothing; // The cursor is too old, or the database was restored: begin anew.
    continue;
  }
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const page = await answer.json();
  const claims = { ...copy.claims };
  for (const row of page.data) {
    const name = `${row.hospital_code} ${row.tran_id}`;
    if (row.object === 'deleted') delete claims[name];
    else claims[name] = row;
  }
  copy = { cursor: page.next_cursor, claims };
  await save(copy);
  hasMore = page.has_more;
}
console.log(`${Object.keys(copy.claims).length} claims`);
