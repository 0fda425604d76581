import type { WordGroup } from './word-group.js';

/** Matters that need a person: the page of alerts. */
export const alertsWords = {
  'alerts.title': { th: 'การแจ้งเตือน', en: 'Alerts' },
  'alerts.sub': {
    th: 'เรื่องที่ต้องมีคนดู ปิดเองเมื่อต้นเหตุหมดไป หรือปิดเมื่อดูแล้ว',
    en: 'What needs a person. An alert closes by itself when its cause is gone, or when somebody has seen to it',
  },
  'alerts.settings': { th: 'ตั้งค่าการส่ง', en: 'Sending' },
  'alerts.list': { th: 'รายการแจ้งเตือน', en: 'Alerts' },
  'alerts.state': { th: 'สถานะการแจ้งเตือน', en: 'State of alerts' },
  'alerts.open': { th: 'เปิดอยู่', en: 'Open' },
  'alerts.closed': { th: 'ปิดแล้ว', en: 'Closed' },
  'alerts.all': { th: 'ทั้งหมด', en: 'All' },
  'alerts.what': { th: 'เรื่อง', en: 'Matter' },
  'alerts.severity': { th: 'ระดับ', en: 'Severity' },
  'alerts.severity_info': { th: 'ทราบ', en: 'Notice' },
  'alerts.severity_warning': { th: 'ควรดู', en: 'Warning' },
  'alerts.severity_error': { th: 'ต้องแก้', en: 'Error' },
  'alerts.first': { th: 'ครั้งแรก', en: 'First' },
  'alerts.last': { th: 'ล่าสุด', en: 'Latest' },
  'alerts.times': { th: 'ครั้ง', en: 'Times' },
  'alerts.end': { th: 'การปิด', en: 'Closing' },
  'alerts.settled': { th: 'ต้นเหตุหมดไปเอง {at}', en: 'Its cause went away, {at}' },
  'alerts.closed_by': { th: '{name} ปิด {at}', en: 'Closed by {name}, {at}' },
  'alerts.close': { th: 'ดูแล้ว ปิด', en: 'Seen, close' },
  'alerts.close_of': { th: 'ดูแล้ว ปิด: {title}', en: 'Seen, close: {title}' },
  'alerts.see_all': { th: 'การแจ้งเตือนทั้งหมด', en: 'All alerts' },
  'alerts.none_open': { th: 'ไม่มีเรื่องเปิดอยู่', en: 'Nothing is open' },
  'alerts.none_open_more': {
    th: 'ไฟล์ งาน REP ใหม่ ดิสก์ และนาฬิกาของเครื่อง ไม่มีเรื่องที่ยังไม่มีคนดู',
    en: 'Files, jobs, new REP, disks and the clock: nothing waits for somebody to see to it',
  },
  'alerts.none': { th: 'ยังไม่เคยมีการแจ้งเตือน', en: 'No alerts yet' },
  'alerts.none_more': { th: 'เรื่องที่ต้องมีคนดูจะขึ้นที่นี่', en: 'What needs a person will stand here' },
} as const satisfies WordGroup;
