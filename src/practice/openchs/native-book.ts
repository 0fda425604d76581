import { randomBytes } from 'node:crypto';
import type { NativeRecord } from './native-columns.js';

export interface NativeUser {
  readonly name: string;
  readonly password: string;
  /** 1 counsellor: sees nothing in lists; 2 supervisor. */
  readonly role: 1 | 2;
}

/** Cases, activities and sessions of the practice OpenCHS of the native profile. */
export interface NativeBook {
  readonly cases: () => readonly NativeRecord[];
  readonly activities: () => readonly NativeRecord[];
  readonly signIns: () => number;
  /** The id of a new session; null = name or password are wrong. */
  signIn(name: string, password: string): { readonly session: string; readonly user: NativeUser } | null;
  userOf(session: string): NativeUser | null;
  endSessions(): void;
  create(fields: NativeRecord): NativeRecord;
  /** What a person there does, or an update; each is one activity. */
  change(id: string, fields: NativeRecord): NativeRecord | null;
  /** A case that a person there deleted. */
  forget(id: string): void;
  clear(): void;
}

const users: readonly NativeUser[] = [
  { name: 'practice', password: 'practice-password', role: 2 },
  { name: 'counsellor', password: 'practice-password', role: 1 },
];

export function createNativeBook(now: () => number): NativeBook {
  let cases = new Map<string, NativeRecord>();
  let activities: NativeRecord[] = [];
  const sessions = new Map<string, NativeUser>();
  let signIns = 0;
  let lastCase = 700;
  let lastActivity = 9000;
  const seconds = () => String(Math.floor(now() / 1000));
  const note = (caseId: string, activity: string, fields: NativeRecord) => {
    lastActivity++;
    activities.push({
      ...fields,
      id: String(lastActivity),
      created_on: seconds(),
      case_id: caseId,
      activity,
    });
  };
  return {
    cases: () => [...cases.values()],
    activities: () => activities,
    signIns: () => signIns,
    signIn(name, password) {
      signIns++;
      const user = users.find((known) => known.name === name && known.password === password);
      if (user === undefined) return null;
      const session = randomBytes(12).toString('hex');
      sessions.set(session, user);
      return { session, user };
    },
    userOf: (session) => sessions.get(session) ?? null,
    endSessions: () => sessions.clear(),
    create(fields) {
      const id = String(++lastCase);
      const made = { final_status: '', ...fields, id, created_on: seconds(), updated_on: seconds() };
      cases.set(id, made);
      note(id, '1', fields);
      return made;
    },
    change(id, fields) {
      const known = cases.get(id);
      if (known === undefined) return null;
      const changed = { ...known, ...fields, id, updated_on: seconds() };
      cases.set(id, changed);
      note(id, '2', fields);
      return changed;
    },
    forget(id) {
      cases.delete(id);
    },
    clear() {
      cases = new Map();
      lastCase = 700;
      lastActivity = 9000;
      activities = [];
      sessions.clear();
      signIns = 0;
    },
  };
}
