import type { ProblemGroup } from './problem.js';

/** The product's own database. */
export const databaseProblems = {
  database_unavailable: {
    th: ['ติดต่อฐานข้อมูลไม่ได้', 'ไม่มีข้อมูลใดเสียหาย', 'ตรวจว่าฐานข้อมูลทำงานอยู่ ระบบจะลองใหม่เอง'],
    en: [
      'The database cannot be reached',
      'No data was damaged',
      'Check that the database runs; the program tries again by itself',
    ],
  },
  database_sign_in_refused: {
    th: [
      'ฐานข้อมูลไม่รับชื่อผู้ใช้หรือรหัสผ่าน',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ตรวจ DB_USER และ DB_PASSWORD (หรือ DATABASE_URL) และสิทธิ์ของผู้ใช้นั้นในฐานข้อมูล',
    ],
    en: [
      'The database refused the user or the password',
      'Nothing was changed',
      'Check DB_USER and DB_PASSWORD (or DATABASE_URL), and what that user may do in the database',
    ],
  },
  database_missing: {
    th: ['เซิร์ฟเวอร์ฐานข้อมูลทำงานอยู่ แต่ไม่มีฐานข้อมูลชื่อที่ตั้งไว้', 'ไม่มีข้อมูลใดเปลี่ยน', 'สร้างฐานข้อมูลว่างชื่อนั้น หรือแก้ DB_NAME'],
    en: [
      'The database server runs, but it has no database of the name that is set',
      'Nothing was changed',
      'Create an empty database of that name, or correct DB_NAME',
    ],
  },
  database_too_old: {
    th: ['{found} เก่าเกินไป', 'ไม่มีข้อมูลใดเปลี่ยน', 'ใช้ {wanted} ขึ้นไป'],
    en: ['{found} is too old', 'Nothing was changed', 'Use {wanted} or newer'],
  },
  database_not_ours: {
    th: [
      'ฐานข้อมูลนี้มีตาราง {table} ของโปรแกรมอื่นอยู่แล้ว',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ตั้งให้ใช้ฐานข้อมูลว่าง แล้วสั่ง import กับโฟลเดอร์ไฟล์ที่ดาวน์โหลดไว้เดิม',
    ],
    en: [
      'This database already holds a table {table} of another program',
      'Nothing was changed',
      'Use an empty database, and import the folder of the workbooks that were downloaded before',
    ],
  },
  database_newer: {
    th: [
      'ฐานข้อมูลนี้ถูกใช้กับโปรแกรมรุ่นใหม่กว่า (มี {version})',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ใช้โปรแกรมรุ่นใหม่นั้น หรือกู้คืนฐานข้อมูลที่สำรองไว้ก่อนอัปเกรด',
    ],
    en: [
      'This database was used by a newer version of the program (it has {version})',
      'Nothing was changed',
      'Use that newer version, or restore the backup from before the upgrade',
    ],
  },
  migration_changed: {
    th: [
      'ไฟล์ {version} ไม่ตรงกับที่เคยใช้กับฐานข้อมูลนี้',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ติดตั้งโปรแกรมรุ่นที่ออกจริงใหม่ ไฟล์ใน database/migrations ต้องไม่ถูกแก้',
    ],
    en: [
      'The file {version} is not the one that was applied to this database',
      'Nothing was changed',
      'Install a released version again; files in database/migrations must never be edited',
    ],
  },
  migration_failed: {
    th: [
      'ปรับโครงสร้างฐานข้อมูลถึง {version} ไม่สำเร็จ: {reason}',
      'ข้อมูลเดิมไม่ถูกแตะ',
      'ตรวจสิทธิ์ของผู้ใช้ฐานข้อมูล (ต้องสร้างตารางได้) และพื้นที่ดิสก์ แล้วเริ่มใหม่',
    ],
    en: [
      'Migration {version} failed: {reason}',
      'Existing data was not touched',
      'Check that the database user may create tables, and the disk space; then start again',
    ],
  },
  database_folder_in_use: {
    th: [
      'โฟลเดอร์ฐานข้อมูล {folder} ถูกใช้อยู่โดย {holder}',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ทำงานนี้ในหน้าเว็บของโปรแกรมที่เปิดอยู่ หรือหยุดโปรแกรมนั้นก่อน',
    ],
    en: [
      'The database folder {folder} is in use by {holder}',
      'Nothing was changed',
      'Do this on the pages of the program that runs, or stop it first',
    ],
  },
  database_folder_other_version: {
    th: [
      'โฟลเดอร์ฐานข้อมูล {folder} เป็นของ PostgreSQL {found} แต่โปรแกรมนี้ใช้ {wanted}',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ใช้โปรแกรมรุ่นเดิม หรือตั้ง DATA_DIR เป็นโฟลเดอร์ว่างแล้วนำเข้าไฟล์ที่ดาวน์โหลดไว้อีกครั้ง',
    ],
    en: [
      'The database folder {folder} belongs to PostgreSQL {found}, but this program uses {wanted}',
      'Nothing was changed',
      'Use the earlier version of the program, or set DATA_DIR to an empty folder and import the downloaded workbooks again',
    ],
  },
  database_folder_not_writable: {
    th: [
      'เขียนโฟลเดอร์ฐานข้อมูล {folder} ไม่ได้ ({reason})',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ให้ผู้ใช้ที่รันโปรแกรมเป็นเจ้าของโฟลเดอร์นั้น หรือตั้ง DATA_DIR เป็นโฟลเดอร์อื่น',
    ],
    en: [
      'The database folder {folder} cannot be written ({reason})',
      'Nothing was changed',
      'Give the folder to the user that runs the program, or set DATA_DIR to another one',
    ],
  },
  database_folder_damaged: {
    th: [
      'เปิดฐานข้อมูลในโฟลเดอร์ {folder} ไม่ได้ ({reason})',
      'ไฟล์ในโฟลเดอร์ไม่ถูกแตะ',
      'ตรวจพื้นที่ดิสก์และหน่วยความจำแล้วเริ่มใหม่ หากยังไม่ได้ ให้กู้คืนจากไฟล์สำรองด้วยคำสั่ง restore',
    ],
    en: [
      'The database in the folder {folder} cannot be opened ({reason})',
      'The files in the folder were not touched',
      'Check disk space and memory and start again; if that does not help, restore a backup',
    ],
  },
  backup_embedded_only: {
    th: [
      'คำสั่งนี้สำรองและกู้คืนเฉพาะฐานข้อมูลที่มากับโปรแกรม แต่ตั้งไว้ให้ใช้เซิร์ฟเวอร์ {type}',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ใช้เครื่องมือของเซิร์ฟเวอร์นั้น (pg_dump หรือ mysqldump) ตามหัวข้อสำรองข้อมูลใน README',
    ],
    en: [
      'This command backs up and restores the embedded database alone, and a {type} server is set',
      'Nothing was changed',
      "Use that server's own tool (pg_dump or mysqldump), as the README says under backup",
    ],
  },
  backup_file_exists: {
    th: ['มีไฟล์ {file} อยู่แล้ว', 'ไฟล์เดิมไม่ถูกแตะ', 'ใช้ชื่ออื่น เช่น ใส่วันที่ในชื่อ'],
    en: [
      'The file {file} exists already',
      'It was not touched',
      'Use another name, for instance one with the date',
    ],
  },
  backup_nothing_there: {
    th: ['ไม่มีฐานข้อมูลในโฟลเดอร์ {folder}', 'ไม่ได้สร้างไฟล์สำรอง', 'ตรวจ DATA_DIR ว่าเป็นโฟลเดอร์ของระบบที่ต้องการสำรอง'],
    en: [
      'There is no database in the folder {folder}',
      'No backup was written',
      'Check that DATA_DIR is the folder of the system that shall be backed up',
    ],
  },
  backup_failed: {
    th: [
      'สำรองข้อมูลไม่สำเร็จ: {reason}',
      'ฐานข้อมูลไม่ถูกแตะ ไม่มีไฟล์สำรองครึ่งเดียวเหลืออยู่',
      'ตรวจพื้นที่ดิสก์และสิทธิ์ แล้วสั่งอีกครั้ง',
    ],
    en: [
      'The backup failed: {reason}',
      'The database was not touched, and no half backup is left',
      'Check disk space and rights, and run the command again',
    ],
  },
  restore_target_not_empty: {
    th: [
      'โฟลเดอร์ {folder} มีข้อมูลอยู่แล้ว',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'กู้คืนไปยังโฟลเดอร์ว่าง หรือเติม --force (โฟลเดอร์เดิมจะถูกเก็บไว้ข้าง ๆ)',
    ],
    en: [
      'The folder {folder} is not empty',
      'Nothing was changed',
      'Restore into an empty folder, or add --force (the present folder is kept beside it)',
    ],
  },
  restore_file_damaged: {
    th: ['ไฟล์ {file} ไม่ใช่ไฟล์สำรองที่สมบูรณ์ของโปรแกรมนี้ ({reason})', 'ไม่มีข้อมูลใดเปลี่ยน', 'ใช้ไฟล์สำรองอื่น'],
    en: [
      'The file {file} is no whole backup of this program ({reason})',
      'Nothing was changed',
      'Use another backup',
    ],
  },
  reporting_needs_server: {
    th: [
      'ฐานข้อมูลในตัวโปรแกรมไม่มีผู้ใช้จากภายนอก',
      'ไม่มีข้อมูลใดเปลี่ยน',
      'ใช้การส่งออกหรือ API แทน หรือย้ายไปใช้ PostgreSQL, MySQL หรือ MariaDB (DB_TYPE) แล้วสั่งอีกครั้ง',
    ],
    en: [
      'The embedded database has no users from outside',
      'Nothing was changed',
      'Use the exports or the API, or a PostgreSQL, MySQL or MariaDB server (DB_TYPE) and run the command again',
    ],
  },
  reporting_user_refused: {
    th: [
      'สร้างผู้ใช้ฐานข้อมูล {name} ไม่สำเร็จ: {reason}',
      'ข้อมูลไม่ถูกแตะ',
      'ใช้ผู้ดูแลเซิร์ฟเวอร์ฐานข้อมูลด้วย --admin หรือส่ง SQL ที่พิมพ์เมื่อไม่ใส่ --apply ให้ผู้ดูแล',
    ],
    en: [
      'The database user {name} was not made: {reason}',
      'The data were not touched',
      'Name an administrator of the database server by --admin, or give the administrator the SQL that is printed without --apply',
    ],
  },
} as const satisfies ProblemGroup;
