import type { Db } from '../db/db.js';
import type { Alert } from '../domain/alert.js';
import type { NewEvent } from '../domain/event-data.js';
import { maskAccount } from '../domain/mask-account.js';
import type { Bus } from '../events/bus.js';
import { standAlert as keepStanding } from '../store/alerts.js';
import { recordEvents } from '../store/events.js';
import { inChangeBatch } from './in-change-batch.js';
import { settleAlerts, standAlert } from './raise-alert.js';

interface AlertParts {
  readonly db: Db;
  readonly bus: Bus;
}

/** The account by its row of upstream_sessions; its name is shown masked alone. */
export interface AlertedAccount {
  readonly id: number;
  readonly username: string;
  /** The own hospital, whose account it is; '' = not set yet. */
  readonly hospitalCode: string;
}

export type SessionMatter = 'refused' | 'needed' | 'ending';

const keyOf = (id: number, matter: SessionMatter) =>
  matter === 'refused' ? `account/${id}/refused` : `session/${id}/${matter}`;

const words: Readonly<Record<SessionMatter, Pick<Alert, 'severity' | 'title'>>> = {
  refused: {
    severity: 'error',
    title: {
      th: 'สปสช. ไม่รับบัญชี {account} ระบบพักไว้ ไม่ลองซ้ำเอง',
      en: 'NHSO refused account {account}; it is set aside and not tried again by itself',
    },
  },
  needed: {
    severity: 'warning',
    title: {
      th: 'สปสช. รอคนลงชื่อเข้าด้วย OTP หรือ ThaiD (บัญชี {account})',
      en: 'NHSO waits for a person to sign in with OTP or ThaiD (account {account})',
    },
  },
  ending: {
    severity: 'warning',
    title: {
      th: 'session ของ สปสช. จะหมดในไม่เกิน 5 นาที (บัญชี {account})',
      en: 'The session at NHSO ends within 5 minutes (account {account})',
    },
  },
};

/** Tells a matter; one that was told and still stands is not told again. */
export async function raiseSessionAlert(
  parts: AlertParts,
  { id, username, hospitalCode }: AlertedAccount,
  matter: SessionMatter,
): Promise<void> {
  const { severity, title } = words[matter];
  const account = maskAccount(username);
  const fill = (text: string) => text.replace('{account}', account);
  const alert: Alert = {
    key: keyOf(id, matter),
    severity,
    title: { th: fill(title.th), en: fill(title.en) },
    details: { account },
  };
  if (matter !== 'refused') return void (await standAlert(parts, alert));
  const { answer: standing } = await inChangeBatch(parts.db, async (tx, batch) => {
    const found = await keepStanding(tx, alert, new Date());
    // The name of an account may be a citizen's number: others get the number of its row.
    if (found === 'opened' || found === 'again')
      await recordEvents(tx, batch, [loginFailed(id, hospitalCode)]);
    return found;
  });
  if (standing === 'opened' || standing === 'again')
    parts.bus.publish('alert.raised', { key: alert.key, severity, title: alert.title });
}

const loginFailed = (account: number, hospitalCode: string): NewEvent => ({
  type: 'nhso.login_failed',
  hospitalCode,
  data: { account, url: '/settings/nhso' },
});

/** The cause is gone: the account is signed in, or taken away. */
export async function closeSessionAlerts(
  parts: AlertParts,
  id: number,
  matters: readonly SessionMatter[],
): Promise<void> {
  await settleAlerts(
    parts,
    matters.map((matter) => keyOf(id, matter)),
  );
}
