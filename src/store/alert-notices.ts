import type { Queryable, Tx } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { AlertSeverity } from '../domain/alert.js';

/** A notice that nobody has handled yet, with its alert as it is now. */
export interface NewNotice {
  readonly id: number;
  readonly alertId: number;
  readonly kind: 'open' | 'resolved';
  readonly at: string;
  readonly key: string;
  readonly severity: AlertSeverity;
  readonly titleTh: string;
  readonly titleEn: string;
  readonly isOpen: boolean;
}

/** When the oldest new notice was written; null = there is none. */
export async function oldestNewNotice(db: Queryable): Promise<string | null> {
  const row = await db.first<{ at: string }>(
    sql`select at from alert_notices where state = 'new' order by id limit 1`,
  );
  return row?.at ?? null;
}

/** Holds the new notices until the transaction ends, so that each is handled once. */
export async function takeNewNotices(tx: Tx, limit: number): Promise<NewNotice[]> {
  const rows = await tx.query<{
    id: number;
    alert_id: number;
    kind: 'open' | 'resolved';
    at: string;
  }>(
    sql`select id, alert_id, kind, at from alert_notices where state = 'new' order by id limit ${limit} for update`,
  );
  if (rows.length === 0) return [];
  const alerts = await tx.query<{
    id: number;
    alert_key: string;
    severity: AlertSeverity;
    title_th: string;
    title_en: string;
    closed_at: string | null;
  }>(sql`select id, alert_key, severity, title_th, title_en, closed_at from alerts
    where id in (${join([...new Set(rows.map((row) => row.alert_id))])})`);
  return rows.flatMap((row) => {
    const alert = alerts.find(({ id }) => id === row.alert_id);
    if (alert === undefined) return [];
    return [
      {
        id: row.id,
        alertId: row.alert_id,
        kind: row.kind,
        at: row.at,
        key: alert.alert_key,
        severity: alert.severity,
        titleTh: alert.title_th,
        titleEn: alert.title_en,
        isOpen: alert.closed_at === null,
      },
    ];
  });
}

export interface ToldNotice {
  readonly kind: 'open' | 'resolved';
  readonly severity: AlertSeverity;
  /** When; ISO 8601 UTC. */
  readonly at: string;
}

/** What was told last about each of these alerts. */
export async function lastTold(
  db: Queryable,
  alertIds: readonly number[],
): Promise<ReadonlyMap<number, ToldNotice>> {
  if (alertIds.length === 0) return new Map();
  const rows = await db.query<{
    alert_id: number;
    kind: 'open' | 'resolved';
    severity: AlertSeverity;
    handled_at: string;
  }>(
    sql`select alert_id, kind, severity, handled_at from alert_notices where id in
      (select max(id) from alert_notices where state = 'told' and alert_id in (${join([...alertIds])}) group by alert_id)`,
  );
  return new Map(
    rows.map((row) => [row.alert_id, { kind: row.kind, severity: row.severity, at: row.handled_at }]),
  );
}

export async function markNotices(
  tx: Tx,
  ids: readonly number[],
  state: 'told' | 'skipped',
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`update alert_notices set state = ${state}, handled_at = ${at}, updated_at = ${at}
    where id in (${join([...ids])})`);
}
