import type { Db } from '../db/db.js';
import { channelFailedAlert, diskAlert, noRepAlert } from '../domain/standing-alert.js';
import { addMessage, keepSentMessage } from '../store/alert-messages.js';
import { raiseAlert } from '../store/alerts.js';

/** Alerts about the surroundings, and messages in every state. */
export async function insertSampleAlerts(db: Db): Promise<void> {
  const at = new Date('2026-06-18T00:40:00Z');
  const refused = {
    th: 'เซิร์ฟเวอร์อีเมล mail.example:587 ไม่รับชื่อหรือรหัสผ่าน (535) · ข้อความยังเก็บไว้ · แก้ชื่อและรหัสผ่าน',
    en: 'The mail server mail.example:587 refuses the user name or password (535) · The message is kept · Correct them',
  };
  const disk = diskAlert({
    name: 'DOWNLOAD_DIR',
    folder: '/data/downloads',
    free: 3.4 * 1024 ** 3,
    level: 'low',
  });
  const alerts = [
    noRepAlert({ since: '2026-06-10T23:10:00Z', days: 7 }),
    disk,
    channelFailedAlert('email', 'mail_sign_in_refused', refused),
  ];
  for (const alert of alerts) await raiseAlert(db, alert, at);
  const lines = alerts.map(
    ({ key, severity, title }) => ({ key, kind: 'open', severity, title, at: at.toISOString() }) as const,
  );
  await addMessage(db, { messageKey: 'sample-waiting', channel: 'line', lines, at });
  const sent = { th: 'HTTP 200', en: 'HTTP 200' };
  await keepSentMessage(db, { messageKey: 'sample-ping', channel: 'ping', problem: null, answer: sent }, at);
  await keepSentMessage(
    db,
    { messageKey: 'sample-failed', channel: 'email', problem: 'mail_sign_in_refused', answer: refused },
    at,
  );
}
