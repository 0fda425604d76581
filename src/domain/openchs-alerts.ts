import type { Alert } from './alert.js';

/** Matters of the connector to OpenCHS that need a person. */
export const openchsAlertPrefix = 'openchs/';

export interface OpenchsMatters {
  readonly target: string;
  /** Code and words of what stopped it; null = it goes on. */
  readonly stopped: {
    readonly code: string;
    readonly th: string;
    readonly en: string;
    readonly mark: string;
  } | null;
  /** Rows of which a person has to say whether they arrived; `newest` names the last of them. */
  readonly undecided: { readonly count: number; readonly newest: number };
  readonly refused: { readonly count: number; readonly newest: number };
  /** Since when calls rest; null = they do not. */
  readonly restsSince: string | null;
  /** Days until the credential ends; null = it has no end, or that is far. */
  readonly daysLeft: number | null;
}

/** All that stands now; what is missing here is settled. */
export function openchsAlerts(matters: OpenchsMatters): Alert[] {
  const { target, stopped, undecided, refused, restsSince, daysLeft } = matters;
  const alerts: Alert[] = [];
  const add = (name: string, severity: Alert['severity'], title: Alert['title'], details: Alert['details']) =>
    alerts.push({ key: `${openchsAlertPrefix}${name}`, severity, title, details: { target, ...details } });
  if (stopped)
    add(
      'stopped',
      'error',
      { th: `การส่งไป OpenCHS หยุด: ${stopped.th}`, en: `Sending to OpenCHS has stopped: ${stopped.en}` },
      { code: stopped.code, occurrence: stopped.mark },
    );
  if (undecided.count > 0)
    add(
      'undecided',
      'warning',
      {
        th: `${undecided.count} เคสไม่แน่ว่าถึง OpenCHS แล้วหรือไม่ ต้องมีคนดู`,
        en: `${undecided.count} cases: nobody knows whether OpenCHS has them, look and decide`,
      },
      { count: undecided.count, occurrence: String(undecided.newest) },
    );
  if (refused.count > 0)
    add(
      'refused',
      'warning',
      { th: `OpenCHS ไม่รับ ${refused.count} เคส`, en: `${refused.count} cases could not be sent to OpenCHS` },
      { count: refused.count, occurrence: String(refused.newest) },
    );
  if (restsSince)
    add(
      'resting',
      'warning',
      { th: 'OpenCHS ไม่ตอบ ระบบลองใหม่เอง', en: 'OpenCHS does not answer; it is tried again' },
      { since: restsSince, occurrence: restsSince },
    );
  if (daysLeft !== null)
    add(
      'credential',
      daysLeft <= 0 ? 'error' : 'warning',
      {
        th: daysLeft <= 0 ? 'โทเคนของ OpenCHS หมดอายุแล้ว' : `โทเคนของ OpenCHS จะหมดอายุใน ${daysLeft} วัน`,
        en:
          daysLeft <= 0 ? 'The token of OpenCHS has ended' : `The token of OpenCHS ends in ${daysLeft} days`,
      },
      // Told once when it comes near, and again when it is over.
      { days: daysLeft, occurrence: daysLeft <= 0 ? 'over' : 'near' },
    );
  return alerts;
}
