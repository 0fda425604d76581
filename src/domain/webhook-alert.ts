import type { Alert } from './alert.js';
import type { DisabledReason } from './webhook.js';

/** Key of the alert about one endpoint. */
export const webhookAlertKey = (id: number) => `webhook/${id}`;

/** An endpoint was switched off by itself; closed when somebody switches it on, or takes it away. */
export function webhookDisabledAlert(
  { id, host }: { readonly id: number; readonly host: string },
  reason: Exclude<DisabledReason, 'by_hand'>,
): Alert {
  const why =
    reason === 'gone'
      ? { th: 'ผู้รับตอบ 410 (เลิกรับแล้ว)', en: 'its receiver answered 410 (gone)' }
      : { th: 'ส่งไม่สำเร็จเลยตลอด 5 วัน', en: 'nothing went through for 5 days' };
  return {
    key: webhookAlertKey(id),
    severity: 'error',
    title: {
      th: `ปิดเว็บฮุก ${host} แล้ว: ${why.th} แก้ที่ผู้รับ แล้วเปิดอีกครั้งที่หน้าตั้งค่า`,
      en: `Webhook ${host} was switched off: ${why.en}. Mend the receiver, then switch it on again on the settings page`,
    },
    details: { endpoint: id, host, reason },
  };
}
