import type { Db, Queryable } from '../db/db.js';
import { type Alert, type AlertFile, fileAlerts } from '../domain/alert.js';
import { AppError } from '../domain/errors.js';
import type { Bus } from '../events/bus.js';
import {
  closeAlerts,
  findAlert,
  raiseAlert as keepAlert,
  standAlert as keepStanding,
  type Standing,
} from '../store/alerts.js';
import { writeAudit } from '../store/audit-log.js';
import type { Actor } from './actor.js';

/**
 * Raises one matter, not inside of a transaction: it is kept, counted when it comes again, opened again when it was closed,
 * and told to the bus.
 */
export async function raiseAlert(
  { db, bus }: { readonly db: Db; readonly bus: Bus },
  alert: Alert,
): Promise<void> {
  await db.transaction((tx) => keepAlert(tx, alert, new Date()));
  bus.publish('alert.raised', { key: alert.key, severity: alert.severity, title: alert.title });
}

/**
 * The same for a matter that is looked at again and again and found standing: it is counted and told only when it is
 * new, worse or another occurrence, and one that a person has closed stays closed until then.
 */
export async function standAlert(
  { db, bus, now = realTime }: { readonly db: Db; readonly bus: Bus; readonly now?: () => Date },
  alert: Alert,
): Promise<Standing> {
  const standing = await db.transaction((tx) => keepStanding(tx, alert, now()));
  if (standing === 'opened' || standing === 'again')
    bus.publish('alert.raised', { key: alert.key, severity: alert.severity, title: alert.title });
  return standing;
}

const realTime = () => new Date();

/** The causes of these matters are gone; nothing happens where they are not open. */
export async function settleAlerts(
  { db, bus, now = realTime }: { readonly db: Db; readonly bus: Bus; readonly now?: () => Date },
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const closed = await db.transaction((tx) => closeAlerts(tx, keys, now(), null));
  if (closed > 0) bus.publish('alert.closed', { keys });
}

/**
 * Brings the alerts about one workbook up to date: raises what is wrong with it now (`quarantined`, `failed`, control
 * totals that disagree) and closes what is settled. Call it with the `tx` of the import, undo or decision, so that both
 * stand or fall together; after the commit call `tellFileAlerts`.
 */
export async function alertAboutFile(tx: Queryable, file: AlertFile): Promise<void> {
  const { open, settled } = fileAlerts(file);
  const at = new Date();
  for (const alert of open) await keepAlert(tx, alert, at);
  await closeAlerts(tx, settled, at, null);
}

/** Tells the bus what `alertAboutFile` raised; after the commit. */
export function tellFileAlerts(bus: Bus, file: AlertFile): void {
  for (const { key, severity, title } of fileAlerts(file).open) {
    bus.publish('alert.raised', { key, severity, title });
  }
}

/** A person has seen to a matter; it opens again by itself if it comes again. Throws AppError not_found. */
export async function closeAlert(
  { db, bus }: { readonly db: Db; readonly bus: Bus },
  id: number,
  actor: Actor,
): Promise<void> {
  const key = await db.transaction(async (tx) => {
    const alert = await findAlert(tx, id);
    if (!alert) throw new AppError('not_found');
    const at = new Date();
    if ((await closeAlerts(tx, [alert.alert_key], at, actor.actorId)) === 0) return null;
    const subject = `alert ${alert.alert_key}`;
    await writeAudit(tx, { ...actor, at, action: 'change', subject, outcome: 'done' });
    return alert.alert_key;
  });
  if (key !== null) bus.publish('alert.closed', { keys: [key] });
}
