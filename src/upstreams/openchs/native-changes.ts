import { z } from 'zod';
import { type NativeRow, nativeList } from './native-rows.js';
import type { NativeSession } from './native-session.js';
import type { RemoteChanges } from './profile.js';
import type { Site } from './site.js';

const daySeconds = 86_400;
const pageSize = 100;
const mostPages = 2_000;
const mostRestarts = 5;
const keptSeconds = 3 * daySeconds;

/** Up to which second activities were read, and which of the last days are applied already: `[id, second]`. */
const kept = z.object({ at: z.number(), applied: z.array(z.tuple([z.string(), z.number()])) });
type Kept = z.infer<typeof kept>;

function keptOf(text: string): Kept | null {
  try {
    return kept.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Which cases had activities since the checkpoint; each is to be read, for activities leave fields blank. */
export async function nativeChanges(
  site: Site,
  session: NativeSession,
  checkpoint: string | null,
  signal: AbortSignal,
): Promise<RemoteChanges> {
  const known = checkpoint === null ? null : keptOf(checkpoint);
  const second = () => Math.floor(site.settings.now().getTime() / 1000);
  // One that runs ahead would leave out what happens until it is caught up with.
  const start =
    known === null ? { at: second(), applied: [] } : { ...known, at: Math.min(known.at, second()) };
  const activities = await readActivities(site, session, start.at - daySeconds, signal);
  const stands = JSON.stringify(start);
  if (activities === null) return { isTold: false, cases: [], changedIds: [], checkpoint: stands };
  const seen = activities.map((row): [string, number] => [row.get('id'), Number(row.get('created_on'))]);
  const applied = new Set(start.applied.map(([id]) => id));
  // At the first reading nothing is new: there is nothing of ours that could have changed.
  const fresh = known === null ? [] : activities.filter((row) => !applied.has(row.get('id')));
  // What a clock that went wrong has dated ahead tells nothing of how far the reading came.
  const now = second();
  const past = seen.map(([, at]) => at).filter((at) => at <= now);
  const newest = past.reduce((most, at) => Math.max(most, at), known === null ? 0 : start.at);
  const at = newest === 0 ? start.at : newest;
  const all = new Map([...start.applied, ...seen]);
  const lasting = [...all].filter(([, when]) => when >= at - keptSeconds);
  return {
    isTold: true,
    cases: [],
    changedIds: [...new Set(fresh.map((row) => row.get('case_id')))],
    checkpoint: JSON.stringify({ at, applied: lasting } satisfies Kept),
  };
}

/** All pages from a second on; begun again where the list grew meanwhile. null = the list cannot be read to its end. */
async function readActivities(
  site: Site,
  session: NativeSession,
  since: number,
  signal: AbortSignal,
): Promise<readonly NativeRow[] | null> {
  const until = Math.floor(site.settings.now().getTime() / 1000) + daySeconds;
  for (let restarts = 0; restarts <= mostRestarts; restarts += 1) {
    const rows = await readAll(site, session, `${since};${until}`, signal);
    if (rows === 'impossible') return null;
    if (rows !== 'changed') return rows;
  }
  return null;
}

async function readAll(
  site: Site,
  session: NativeSession,
  span: string,
  signal: AbortSignal,
): Promise<readonly NativeRow[] | 'changed' | 'impossible'> {
  const rows: NativeRow[] = [];
  let total: number | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const offset = page * pageSize;
    const query = { created_on: span, sort: 'created_on', _c: String(pageSize), _a: String(offset) };
    const request = { method: 'GET', path: '/helpline/api/case_activities', query } as const;
    const answer = await session.read(request, signal);
    const needed = ['id', 'created_on', 'case_id'];
    const { rows: part, context } = nativeList(answer.json, 'case_activities', needed, site.host);
    if (part.length === 0 && page === 0) return [];
    if (context === null) return 'impossible';
    if (total !== null && context.total !== total) return 'changed';
    total = context.total;
    // A page past the end is the last one once more.
    if (context.from !== offset && context.from !== offset + 1) return 'changed';
    rows.push(...part);
    if (rows.length >= total) return rows;
    if (part.length === 0) return 'impossible';
  }
  return 'impossible';
}
