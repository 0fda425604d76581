import assert from 'node:assert/strict';
import { type Config, readEnvironment, resolveSettings } from '../config.js';
import type { Db } from '../db/db.js';
import { createBus } from '../events/bus.js';
import { createOpenchsServer, type OpenchsServer } from '../practice/openchs/openchs-server.js';
import { importRepFile } from '../services/import-rep-file.js';
import { followUpOf } from '../services/open-follow-up-cases.js';
import { openchsTargetName } from '../services/openchs-target.js';
import { createOpenchsWork } from '../services/openchs-turn.js';
import { findCase, type StoredCase } from '../store/cases.js';
import { listOutbox } from '../store/openchs-outbox.js';
import type { OpenchsProfileName } from '../upstreams/openchs/openchs-settings.js';
import { fastClock } from './fast-clock.js';
import { type ImportRoom, importRoom, silentLog } from './import-parts.js';
import { repTestWorkbook, type TestRow, ucsRow } from './rep-workbook.js';

const ofProfile = {
  documented: { OPENCHS_CREDENTIAL: 'practice-openchs-key', OPENCHS_CATEGORY: 'denial' },
  native: {
    OPENCHS_CREDENTIAL: 'practice:practice-password',
    OPENCHS_CATEGORY: '362',
    OPENCHS_SEX_ID: '121',
    OPENCHS_AGE_GROUP_ID: '361',
  },
  gateway: { OPENCHS_CREDENTIAL: 'practice-gateway-token' },
} as const;

/** What a sender says that it sends, where the test is about something else. */
export const sampleSent = {
  title: 'Denied: code 305',
  description: 'Claim 999000123',
  priority: 'high',
  at: '2026-02-03T02:00:00.000Z',
  withText: false,
} as const;

export function openchsConfig(
  server: Pick<OpenchsServer, 'url'>,
  profile: OpenchsProfileName,
  changes: Readonly<Record<string, string>> = {},
): Config {
  const env = openchsEnvironment(server, profile, changes);
  return resolveSettings(readEnvironment({ env, envFile: null })).config;
}

/** The settings that lead to a practice OpenCHS, as the environment gives them. */
export function openchsEnvironment(
  server: Pick<OpenchsServer, 'url'>,
  profile: OpenchsProfileName,
  changes: Readonly<Record<string, string>> = {},
) {
  return {
    OPENCHS_ENABLED: 'on',
    OPENCHS_PROFILE: profile,
    OPENCHS_BASE_URL: `${server.url}/${profile}`,
    OPENCHS_OFFICE_NAME: 'Claims office',
    OPENCHS_OFFICE_PHONE: '+66200000000',
    OPENCHS_DENY_CODES: '305,C12',
    OPENCHS_ALLOWED_NETWORKS: '127.0.0.1',
    ...ofProfile[profile],
    ...changes,
  };
}

/** Who must not be found in anything that was sent. */
export const marked = { hn: 'HN7788990', an: 'AN7788991', pid: '9900000778899', name: 'มาร์คเกอร์ ทดสอบชื่อ' };

/** Imports, the practice OpenCHS and the worker between them; its clock goes on only when it is told to. */
export interface OpenchsRig {
  readonly server: OpenchsServer;
  readonly target: string;
  readonly env: ReturnType<typeof openchsEnvironment>;
  /** Imports a workbook of these claims: `code` '' = it passed. An answer that came before, word by word, is no new one. */
  take(name: string, claims: Readonly<Record<string, string>>, claimNet?: number): Promise<void>;
  turn(): Promise<void>;
  /** Lets time pass, and works as it does. */
  pass(seconds: number): Promise<void>;
  rows(): ReturnType<typeof listOutbox>;
  /** The first of them, which must be there, and its case here. */
  row(): Promise<Awaited<ReturnType<typeof listOutbox>>[number]>;
  local(): Promise<StoredCase>;
  set(changes: Readonly<Record<string, string>>): void;
  /** Another process works from now on; what the one before has not written down is gone with it. */
  begin(db: Db, holder: string): void;
  now(): Date;
  close(): Promise<void>;
}

const states = ['new', 'sending', 'retry', 'uncertain', 'done', 'refused'] as const;

interface RigOptions {
  readonly hospital: string;
  readonly changes?: Readonly<Record<string, string>>;
  /** A clock that other processes have, too; by default it goes on when it is told to. */
  readonly clock?: { readonly from: number; readonly speed: number };
}

export async function openOpenchsRig(
  db: Db,
  profile: OpenchsProfileName,
  { hospital, changes = {}, clock }: RigOptions,
): Promise<OpenchsRig> {
  const room: ImportRoom = importRoom();
  let shift = 0;
  const now = clock ? fastClock(clock.from, clock.speed).now : () => new Date(Date.now() + shift);
  const server = await createOpenchsServer({ now: () => now().getTime() });
  let config = openchsConfig(server, profile, changes);
  const target = openchsTargetName(config);
  const workOf = (workDb: Db, holder: string) =>
    createOpenchsWork({
      db: workDb,
      bus: createBus(),
      log: silentLog(),
      settings: { current: () => Promise.resolve(config) },
      now,
      holder,
      tune: (settings) => ({
        ...settings,
        totalMs: 300,
        paceMs: 0,
        sleep(ms) {
          shift += ms;
          return Promise.resolve();
        },
      }),
    });
  let work = workOf(db, 'rig');
  const turn = () => work.turn(new AbortController().signal);
  const rows = async () => (await listOutbox(db, { target, states, limit: 20_000 })).reverse();
  const row = async () => {
    const [first] = await rows();
    assert.ok(first);
    return first;
  };
  return {
    server,
    target,
    env: openchsEnvironment(server, profile, changes),
    turn,
    now,
    async take(name, claims, claimNet = 1250) {
      const rows: TestRow[] = Object.entries(claims).map(([tranId, code]) =>
        ucsRow(tranId, { ...marked, claim_net: claimNet, error_code: code || '-', reimb_nhso: code ? 0 : 5 }),
      );
      const path = room.put(`eclaim_${hospital}_${name}.xls`, repTestWorkbook({ form: 'ucs', rows }));
      const parts = { ...room.parts(db), followUp: followUpOf(config) };
      const { fileId, status } = await importRepFile(parts, { path, source: 'cli' });
      assert.ok(fileId, `${name} ${status}`);
    },
    async pass(seconds) {
      shift += seconds * 1000;
      await turn();
    },
    rows,
    row,
    async local() {
      const found = await findCase(db, (await row()).caseId, null);
      assert.ok(found);
      return found;
    },
    set(more) {
      config = openchsConfig(server, profile, { ...changes, ...more });
    },
    begin(workDb, holder) {
      work = workOf(workDb, holder);
    },
    async close() {
      await server.close();
      room.remove();
    },
  };
}
