import type { ProblemGroup } from './problem.js';

const kept = {
  th: 'เคสในระบบนี้ยังอยู่ครบ การนำเข้าไฟล์ไม่กระทบ',
  en: 'The case is kept here, and imports go on',
};
const again = { th: 'ระบบลองใหม่เอง', en: 'It is tried again' };

/** The connector to OpenCHS, a case system of a neighbour. */
export const openchsProblems = {
  openchs_unreachable: {
    th: ['ติดต่อ OpenCHS ที่ {host} ไม่ได้ ({reason})', kept.th, `${again.th} · ตรวจ OPENCHS_BASE_URL และไฟร์วอลล์`],
    en: [
      'OpenCHS at {host} cannot be reached ({reason})',
      kept.en,
      `${again.en}; check OPENCHS_BASE_URL and the firewall`,
    ],
  },
  openchs_tls_failed: {
    th: [
      'ใบรับรองของ {host} ตรวจไม่ผ่าน ({reason})',
      `${kept.th} ไม่มีรหัสใดถูกส่ง`,
      'ใช้ชื่อตามใบรับรอง หรือใส่ใบรับรองขององค์กรใน EXTRA_CA_FILE',
    ],
    en: [
      'The certificate of {host} did not pass the check ({reason})',
      `${kept.en}; no credential was sent`,
      'Use the name in the certificate, or put your own authority into EXTRA_CA_FILE',
    ],
  },
  openchs_address_not_allowed: {
    th: [
      'ไม่อนุญาตให้ต่อไปที่ {host} ({reason})',
      'ไม่มีสิ่งใดถูกส่ง',
      'ใช้ https ไปยังที่อยู่สาธารณะ หรือให้ผู้ดูแลเพิ่มเครือข่ายภายในใน OPENCHS_ALLOWED_NETWORKS',
    ],
    en: [
      'Connecting to {host} is not allowed ({reason})',
      'Nothing was sent',
      'Use https to a public address, or let the operator add the inner network to OPENCHS_ALLOWED_NETWORKS',
    ],
  },
  openchs_silent: {
    th: ['{host} ไม่ตอบภายใน {seconds} วินาที', kept.th, again.th],
    en: ['{host} does not answer within {seconds} seconds', kept.en, again.en],
  },
  openchs_broken_off: {
    th: ['{host} ตัดการเชื่อมต่อกลางทาง', kept.th, 'ไม่แน่ว่าปลายทางรับไว้แล้วหรือไม่ ระบบจะค้นดูก่อนส่งซ้ำ'],
    en: [
      '{host} cut the connection half way',
      kept.en,
      'Whether it arrived is not known; it is looked up before anything is sent again',
    ],
  },
  openchs_fault: {
    th: ['OpenCHS ที่ {host} ขัดข้อง (HTTP {status})', kept.th, again.th],
    en: ['OpenCHS at {host} has a fault (HTTP {status})', kept.en, again.en],
  },
  openchs_busy: {
    th: ['OpenCHS ที่ {host} ขอให้รอ (HTTP 429)', kept.th, again.th],
    en: ['OpenCHS at {host} asks to wait (HTTP 429)', kept.en, again.en],
  },
  openchs_paused: {
    th: ['พักการติดต่อ {host} ไว้ก่อนเพราะล้มเหลวติดกันหลายครั้ง', kept.th, 'ระบบลองใหม่เองทีละครั้ง ห่างขึ้นจนถึง 15 นาที'],
    en: [
      'Calls to {host} rest after several failures in a row',
      kept.en,
      'One call is tried from time to time, up to 15 minutes apart',
    ],
  },
  openchs_credential_refused: {
    th: ['OpenCHS ที่ {host} ไม่รับรหัส (HTTP {status})', kept.th, 'ใส่รหัสใหม่ในหน้าตั้งค่า OpenCHS แล้วกดทดสอบ'],
    en: [
      'OpenCHS at {host} refuses the credential (HTTP {status})',
      kept.en,
      'Enter a new one on the OpenCHS settings page and press test',
    ],
  },
  openchs_role: {
    th: [
      'บัญชีที่ {host} มีบทบาท {role} ซึ่งมองไม่เห็นรายการเคส',
      `${kept.th} ไม่มีเคสใดถูกส่ง เพราะจะค้นกลับไม่พบและส่งซ้ำ`,
      'ขอบัญชีบทบาทหัวหน้างาน (supervisor, 2) แล้วใส่ในหน้าตั้งค่า OpenCHS',
    ],
    en: [
      'The account at {host} has the role {role}, which sees no lists of cases',
      `${kept.en}; no case was sent, for it could not be found again`,
      'Ask for an account of a supervisor (role 2) and enter it on the OpenCHS settings page',
    ],
  },
  openchs_refused: {
    th: [
      'OpenCHS ไม่รับเคส (HTTP {status}) ช่อง {field} · {reason}',
      kept.th,
      'แก้ค่าที่บอกในหน้าตั้งค่า OpenCHS แล้วส่งใหม่',
    ],
    en: [
      'OpenCHS refused the case (HTTP {status}), field {field}: {reason}',
      kept.en,
      'Correct what is named on the OpenCHS settings page, then send again',
    ],
  },
  openchs_redirected: {
    th: ['{host} ส่งต่อไปที่อื่น จึงหยุดก่อนรหัสจะรั่ว', kept.th, 'ใส่ที่อยู่ปลายทางจริงใน OPENCHS_BASE_URL'],
    en: [
      '{host} leads elsewhere; it was not followed, so that no credential leaves',
      kept.en,
      'Put the final address into OPENCHS_BASE_URL',
    ],
  },
  openchs_strange_answer: {
    th: ['{host} ตอบสิ่งที่ OpenCHS ไม่ตอบ ({reason})', kept.th, 'ตรวจที่อยู่และแบบการเชื่อมในหน้าตั้งค่า OpenCHS'],
    en: [
      '{host} answered what no OpenCHS answers ({reason})',
      kept.en,
      'Check address and profile on the OpenCHS settings page',
    ],
  },
  openchs_not_confirmed: {
    th: ['OpenCHS ที่ {host} รับเรื่องแต่ไม่ยืนยัน ({reason})', kept.th, 'ระบบจะค้นดูก่อนส่งซ้ำ'],
    en: [
      'OpenCHS at {host} took the call without confirming it ({reason})',
      kept.en,
      'It is looked up before anything is sent again',
    ],
  },
  openchs_restored: {
    th: [
      'ฐานข้อมูลถูกกู้คืนจากไฟล์สำรอง เรื่องนี้อาจส่งไป OpenCHS แล้วหลังจากสำรอง',
      kept.th,
      'ระบบค้นที่ OpenCHS ก่อนส่ง ถ้าค้นไม่ได้ ให้ดูที่นั่น แล้วเลือกว่ามีแล้ว หรือส่งใหม่',
    ],
    en: [
      'The database was restored from a backup; since then the case may have been sent to OpenCHS',
      kept.en,
      'It is looked for there before it is sent. Where that cannot be done, look there, then say that it exists, or send it again',
    ],
  },
  openchs_cannot_look: {
    th: ['ไม่แน่ว่า OpenCHS รับเคสแล้วหรือไม่ และที่นั่นค้นไม่ได้', kept.th, 'ดูที่ OpenCHS แล้วเลือกว่ามีแล้ว หรือส่งใหม่'],
    en: [
      'Whether OpenCHS has the case is not known, and it cannot be searched',
      kept.en,
      'Look there, then say that it exists, or send it again',
    ],
  },
  openchs_given_up: {
    th: ['ส่งไป OpenCHS ไม่ได้ตลอด 72 ชั่วโมง', kept.th, 'แก้เหตุที่บอกไว้ แล้วกดส่งใหม่'],
    en: ['It could not be sent to OpenCHS for 72 hours', kept.en, 'Mend what is named, then send it again'],
  },
  openchs_not_needed: {
    th: ['รายการนี้ผ่านแล้วหรือถูกนำออกก่อนส่ง', 'ไม่มีสิ่งใดถูกส่ง', 'ไม่ต้องทำอะไร'],
    en: [
      'The claim passed, or was taken out, before it was sent',
      'Nothing was sent',
      'Nothing is to be done',
    ],
  },
  openchs_left: {
    th: ['มีคนเลือกว่าไม่ส่ง', kept.th, 'กดส่งใหม่ได้ถ้าเปลี่ยนใจ'],
    en: ['A person chose not to send it', kept.en, 'It can still be sent again'],
  },
  openchs_no_such_case: {
    th: ['ที่ OpenCHS ไม่มีเคส {id}', 'ยังไม่ได้เปลี่ยนอะไร', 'ตรวจเลขเคส แล้วใส่ใหม่'],
    en: ['OpenCHS has no case {id}', 'Nothing was changed', 'Check the number and enter it again'],
  },
  openchs_row_changed: {
    th: ['แถวนี้เปลี่ยนไปแล้วระหว่างที่เปิดหน้า', 'ยังไม่ได้เปลี่ยนอะไร', 'เปิดหน้าใหม่แล้วดูสถานะล่าสุด'],
    en: ['This row changed while the page was open', 'Nothing was changed', 'Open the page again and look'],
  },
  openchs_credential_fixed: {
    th: [
      'รหัสของ OpenCHS กำหนดไว้นอกหน้านี้ จึงเปลี่ยนปลายทางที่นี่ไม่ได้',
      'ยังไม่ได้เปลี่ยนอะไร และรหัสไม่ถูกส่งไปที่อื่น',
      'เปลี่ยน OPENCHS_BASE_URL และ OPENCHS_CREDENTIAL พร้อมกันในที่ที่กำหนดรหัสไว้ (.env หรือตัวแปรของเครื่อง)',
    ],
    en: [
      'The credential of OpenCHS is set outside of this page, so where it goes cannot be changed here',
      'Nothing was changed, and the credential went nowhere else',
      'Change OPENCHS_BASE_URL and OPENCHS_CREDENTIAL together where the credential is set (.env or the environment)',
    ],
  },
  openchs_not_set: {
    th: ['การเชื่อม OpenCHS ยังขาด {missing}', 'ไม่มีสิ่งใดถูกส่ง', 'กรอกค่าที่ขาดในหน้าตั้งค่า OpenCHS'],
    en: [
      'The OpenCHS connector lacks {missing}',
      'Nothing was sent',
      'Fill in what is missing on the OpenCHS settings page',
    ],
  },
} as const satisfies ProblemGroup;
