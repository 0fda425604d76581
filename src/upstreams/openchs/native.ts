import { strangeAnswer } from './answer-error.js';
import { detectProfile } from './detect-profile.js';
import { nativeChanges } from './native-changes.js';
import { type NativeRow, nativeList, nativePhone, writtenText } from './native-rows.js';
import { nativeSession } from './native-session.js';
import { OpenchsError } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';
import type { Capabilities, NewRemoteCase, OpenchsProfile, RemoteCase, RemoteStatus } from './profile.js';
import type { Site } from './site.js';

const casesPath = '/helpline/api/cases';
const capabilities: Capabilities = { finds: true, tellsChanges: true, updates: true, isIdempotent: false };
const needed = ['id', 'status'];
const priorities = { low: '1', medium: '2', high: '3', critical: '3' } as const;

/** OpenCHS as its committed server behaves: positional rows, sign-in by Basic, no idempotency. */
export function nativeProfile(site: Site): OpenchsProfile {
  const { host } = site;
  const session = nativeSession(site);
  const casePath = (id: string) => `${casesPath}/${encodeURIComponent(id)}`;
  const rowsOf = (json: unknown) => nativeList(json, 'cases', needed, host);

  async function getCase(id: string, signal: AbortSignal): Promise<RemoteCase | null> {
    const answer = await session.read({ method: 'GET', path: casePath(id) }, signal);
    const [row] = rowsOf(answer.json).rows;
    return row === undefined ? null : remoteOf(row);
  }

  async function findBy(field: string, reference: string, signal: AbortSignal) {
    const answer = await session.read(
      { method: 'GET', path: casesPath, query: { [field]: reference } },
      signal,
    );
    const { rows } = nativeList(answer.json, 'cases', [...needed, field], host);
    // A server that does not know the field leaves it out of account, and lists other cases.
    return rows.every((row) => row.get(field) === reference) ? rows.map(remoteOf) : null;
  }

  return {
    name: 'native',
    capabilities,
    getCase,
    async connect(signal) {
      await session.renew();
      const answer = await session.ask({ method: 'GET', path: casesPath, query: { _c: '1' } }, signal);
      return { seen: detectProfile(answer.json), credentialUntil: null };
    },
    async createCase(wanted, signal) {
      const answer = await session.ask(
        { method: 'POST', path: casesPath, json: nativeBody(wanted, site.settings) },
        signal,
      );
      if (answer.status !== 201) throw notConfirmed(host, `HTTP ${answer.status}`);
      const [row] = rowsOf(answer.json).rows;
      if (row === undefined) throw strangeAnswer(host, 'no case');
      return remoteOf(row);
    },
    async findByReference(reference, _since, signal) {
      const found = new Map<string, RemoteCase>();
      for (const field of ['theirref', 'src_callid']) {
        const cases = await findBy(field, reference, signal);
        if (cases === null) return null;
        for (const remote of cases) found.set(remote.id, remote);
      }
      return [...found.values()];
    },
    listChanges: (checkpoint, signal) => nativeChanges(site, session, checkpoint, signal),
    async updateCase(id, status, signal) {
      const json = { status: status === 'closed' || status === 'resolved' ? '2' : '1' };
      const answer = await session.ask({ method: 'POST', path: casePath(id), json }, signal);
      if (answer.status !== 202) throw notConfirmed(host, `HTTP ${answer.status}`);
      const after = await getCase(id, signal);
      const wanted = json.status === '2' ? 'closed' : 'open';
      if (after !== null && after.status !== wanted && !(wanted === 'open' && after.status === 'escalated'))
        throw notConfirmed(host, after.rawStatus);
      return after;
    },
  };
}

const notConfirmed = (host: string, reason: string) =>
  new OpenchsError('openchs_not_confirmed', { details: { host, reason }, outcome: 'uncertain' });

function statusOf(row: NativeRow): RemoteStatus | null {
  if (row.get('status') === '2') return 'closed';
  if (row.get('final_status') === '3') return 'escalated';
  return row.get('status') === '1' ? 'open' : null;
}

function remoteOf(row: NativeRow): RemoteCase {
  const id = row.get('id');
  const narrative = writtenText(row.get('narrative'));
  return {
    id,
    number: id,
    status: statusOf(row),
    rawStatus: row.get('status'),
    title: narrative.split('\n')[0] ?? '',
    description: narrative,
  };
}

/** The body of a creation. */
export function nativeBody(wanted: NewRemoteCase, settings: OpenchsSettings) {
  const { reference, title, description, priority, at } = wanted;
  return {
    gbv_related: '0',
    case_category_id: settings.category,
    narrative: `${title}\n${description}\n\nRef ${reference}`,
    plan: title,
    priority: priorities[priority],
    status: '1',
    // The reporter is our office, never the patient.
    reporters_uuid: {
      fname: settings.officeName,
      lname: '-',
      age_group_id: settings.ageGroupId,
      sex_id: settings.sexId,
      phone: nativePhone(settings.officePhone),
    },
    // Never `call`: that drives a telephone exchange.
    src: 'webform',
    src_uid: reference,
    src_callid: reference,
    theirref: reference,
    src_ts: String(Math.floor(at.getTime() / 1000)),
    src_vector: '1',
  };
}
