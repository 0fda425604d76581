import { strangeAnswer } from './answer-error.js';
import { detectProfile } from './detect-profile.js';
import { readSince } from './documented-changes.js';
import { type DocumentedRow, documentedRow } from './documented-rows.js';
import { OpenchsError } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';
import type { Capabilities, NewRemoteCase, OpenchsProfile, RemoteCase } from './profile.js';
import type { Site } from './site.js';
import { isAhead, laterOf, movedTime } from './site-time.js';

const casesPath = '/helpline/api/cases';
const overlapMs = 10 * 60_000;
const dayMs = 86_400_000;

const capabilities: Capabilities = { finds: true, tellsChanges: true, updates: true, isIdempotent: true };

/** OpenCHS as its guide describes it. Nothing that the guide promises is trusted: every answer is looked at. */
export function documentedProfile(site: Site): OpenchsProfile {
  const { settings, host } = site;
  const headers = { 'x-api-key': settings.credential };
  const casePath = (id: string) => `${casesPath}/${encodeURIComponent(id)}`;

  function caseIn(json: unknown): DocumentedRow {
    const row = documentedRow(json);
    if (row === null) throw strangeAnswer(host, 'no case');
    return row;
  }

  async function getCase(id: string, signal: AbortSignal): Promise<RemoteCase | null> {
    const answer = await site.read({ method: 'GET', path: casePath(id), headers, accepts: [404] }, signal);
    return answer.status === 404 ? null : caseIn(answer.json).remote;
  }

  /** A list may leave the description out: then each case is read. */
  async function whole({ remote, hasDescription }: DocumentedRow, signal: AbortSignal) {
    return hasDescription ? remote : await getCase(remote.id, signal);
  }

  return {
    name: 'documented',
    capabilities,
    getCase,
    async connect(signal) {
      await site.ask({ method: 'GET', path: '/helpline/api/health', headers, accepts: [404] }, signal);
      const query = { limit: '1' };
      const accepts = [401, 404, 412];
      const answer = await site.ask({ method: 'GET', path: casesPath, query, headers, accepts }, signal);
      const seen = detectProfile(answer.json);
      if (seen === null && answer.status === 401)
        throw new OpenchsError('openchs_credential_refused', {
          details: { host, status: 401 },
          outcome: 'unauthorized',
        });
      return { seen, credentialUntil: null };
    },
    async createCase(wanted, signal) {
      const answer = await site.ask(
        {
          method: 'POST',
          path: casesPath,
          headers: { ...headers, 'idempotency-key': wanted.reference },
          json: documentedBody(wanted, settings),
          accepts: [409],
        },
        signal,
      );
      // The first call with this key still runs there: what becomes of it is seen by looking.
      if (answer.status === 409)
        throw new OpenchsError('openchs_not_confirmed', {
          details: { host, reason: 'HTTP 409' },
          outcome: 'uncertain',
        });
      return caseIn(answer.json).remote;
    },
    async findByReference(reference, since, signal) {
      const from = new Date(since.getTime() - dayMs).toISOString();
      const { isWhole, rows } = await readSince(site, { path: casesPath, headers }, from, signal);
      const found = new Map<string, RemoteCase>();
      for (const row of rows) {
        const remote = await whole(row, signal);
        if (remote !== null && lastLine(remote.description).endsWith(reference)) found.set(remote.id, remote);
      }
      // What was found is there; what was not may be, where not all of it was read.
      return isWhole || found.size > 0 ? [...found.values()] : null;
    },
    async listChanges(checkpoint, signal) {
      const from = past(checkpoint, settings.now()) ?? (await timeOfSite(site, signal));
      const since = movedTime(from, -overlapMs);
      const { isWhole, rows, newest } = await readSince(site, { path: casesPath, headers }, since, signal);
      if (!isWhole) return { isTold: false, cases: [], changedIds: [], checkpoint: from };
      // Of one case the last row counts: it is the newest.
      const cases = new Map(rows.map(({ remote }) => [remote.id, remote]));
      return { isTold: true, cases: [...cases.values()], changedIds: [], checkpoint: laterOf(from, newest) };
    },
    async updateCase(id, status, signal) {
      const json = { status };
      const answer = await site.ask(
        { method: 'PUT', path: casePath(id), headers, json, accepts: [404] },
        signal,
      );
      if (answer.status === 404) return null;
      const after = await getCase(id, signal);
      if (after !== null && after.status !== status)
        throw new OpenchsError('openchs_not_confirmed', {
          details: { host, reason: after.rawStatus },
          outcome: 'uncertain',
        });
      return after;
    },
  };
}

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)?.trim() ?? '';

/** The body of a creation. */
export function documentedBody(
  { title, description, priority, reference }: NewRemoteCase,
  settings: OpenchsSettings,
) {
  return {
    title,
    description: `${description}\n\nRef ${reference}`,
    category: settings.category,
    priority,
    reporter_phone: settings.officePhone,
    ...(settings.officeEmail === '' ? {} : { reporter_email: settings.officeEmail }),
  };
}

/** One that runs ahead would tell of nothing until it is caught up with: the last day is read once more. */
function past(checkpoint: string | null, now: Date): string | null {
  if (checkpoint === null || !isAhead(checkpoint, now)) return checkpoint;
  return new Date(now.getTime() - dayMs).toISOString();
}

/** Where a first reading begins: the site's own clock. */
async function timeOfSite(site: Site, signal: AbortSignal): Promise<string> {
  const path = '/helpline/api/health';
  const { headers } = await site.read({ method: 'GET', path, accepts: [404] }, signal);
  const told = Date.parse(headers.date ?? '');
  return (Number.isNaN(told) ? site.settings.now() : new Date(told)).toISOString();
}
