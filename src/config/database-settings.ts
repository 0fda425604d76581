import { folder, oneOf, onOff, optionalNumber, secret, secretAddress, text, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

/** Where claims are kept. */
export const databaseSettings = {
  DATABASE_URL: secretAddress(['postgresql:', 'postgres:', 'mysql:', 'mariadb:'], {
    th: 'ที่อยู่ฐานข้อมูลทั้งหมดในบรรทัดเดียว แทน DB_*',
    en: 'The whole address of the database instead of DB_*',
    example: 'postgresql://user:password@localhost:5432/eclaim',
  }),
  DB_TYPE: oneOf(['embedded', 'postgresql', 'mysql', 'none'] as const, 'embedded', {
    th: 'ชนิดฐานข้อมูล (none = ดาวน์โหลดอย่างเดียว)',
    en: 'Kind of database (none = download only)',
  }),
  DB_HOST: text({ standard: 'localhost', th: 'เครื่องฐานข้อมูล', en: 'Host of the database' }),
  DB_PORT: optionalNumber(1, 65535, {
    th: 'พอร์ตฐานข้อมูล ถ้าไม่ตั้งใช้ 5432 หรือ 3306',
    en: 'Port of the database; 5432 or 3306 if absent',
    example: '5432',
  }),
  DB_NAME: text({ standard: 'eclaim', th: 'ชื่อฐานข้อมูล', en: 'Name of the database' }),
  DB_USER: text({ standard: 'eclaim', th: 'ผู้ใช้ฐานข้อมูล', en: 'User of the database' }),
  DB_PASSWORD: secret({ th: 'รหัสผ่านฐานข้อมูล', en: 'Password of the database' }),
  DB_SSL: onOff(false, {
    th: 'ต่อฐานข้อมูลด้วย TLS',
    en: 'Connect to the database by TLS',
  }),
  DB_POOL_MAX: wholeNumber(10, 2, 200, {
    th: 'จำนวนการเชื่อมต่อสูงสุด',
    en: 'Most connections at once',
  }),
  DATA_DIR: folder('database/local', {
    th: 'โฟลเดอร์ของฐานข้อมูลในตัวและกุญแจลับ',
    en: 'Folder of the embedded database and of the secret key',
  }),
} as const satisfies SettingGroup;
