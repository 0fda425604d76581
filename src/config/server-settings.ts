import { networks, oneOf, onOff, origins, secret, text, webAddress, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

/** The web server, sign-in and folders' log. */
export const serverSettings = {
  PORT: wholeNumber(5001, 0, 65535, {
    th: 'พอร์ตของเว็บ',
    en: 'Port of the web server',
  }),
  HOST: text({
    standard: '127.0.0.1',
    shape: /^[A-Za-z0-9.:-]+$/,
    wanted: { th: 'ต้องเป็นที่อยู่ IP หรือชื่อเครื่อง', en: 'it must be an IP address or a host name' },
    th: 'ที่อยู่ที่เปิดรับ 0.0.0.0 คือทุกเครือข่าย (Docker ใช้ค่านี้)',
    en: 'Address to listen on; 0.0.0.0 is every network (Docker sets it)',
  }),
  BASE_URL: webAddress({
    th: 'ที่อยู่ที่ผู้ใช้พิมพ์ ใส่ sub-path ได้ เช่นเมื่ออยู่หลัง reverse proxy',
    en: 'Address that people type, also with a sub-path, e.g. behind a reverse proxy',
    example: 'https://intranet.example.org/eclaim',
  }),
  TRUST_PROXY: networks([], {
    th: 'ที่อยู่ของ reverse proxy ที่เชื่อ X-Forwarded-* ได้',
    en: 'Addresses of the reverse proxies whose X-Forwarded-* are believed',
  }),
  SECRET_KEY: secret({
    least: 32,
    th: 'กุญแจเข้ารหัสค่าลับในฐานข้อมูล ถ้าไม่ตั้ง โปรแกรมสร้างและเก็บใน DATA_DIR',
    en: 'Key that encrypts the secrets in the database; made and kept in DATA_DIR if absent',
  }),
  AUTH: onOff(true, {
    th: 'off = ไม่ต้องลงชื่อเข้าใช้ ใช้ได้เฉพาะเมื่อ HOST เป็นเครื่องนี้เอง',
    en: 'off = no sign-in; only while HOST is this machine itself',
  }),
  ADMIN_USERNAME: text({
    shape: /^[A-Za-z0-9._@-]{2,100}$/,
    wanted: {
      th: 'ใช้ตัวอักษรอังกฤษ ตัวเลข . _ @ - 2 ถึง 100 ตัว',
      en: 'use 2 to 100 letters, digits, . _ @ -',
    },
    th: 'ผู้ดูแลคนแรก (ใช้เมื่อยังไม่มีผู้ดูแล)',
    en: 'First administrator (used while there is none)',
    example: 'admin',
  }),
  ADMIN_PASSWORD: secret({
    least: 10,
    th: 'รหัสผ่านของผู้ดูแลคนแรก อย่างน้อย 10 ตัวอักษร',
    en: 'Password of the first administrator, at least 10 characters',
  }),
  UPLOAD_MAX_MB: wholeNumber(100, 1, 1000, {
    th: 'ขนาดไฟล์สูงสุดที่อัปโหลดหรือนำเข้าได้ (MB)',
    en: 'Largest workbook to upload or import (MB)',
  }),
  METRICS_NETWORKS: networks(['127.0.0.0/8', '::1'], {
    th: 'เครือข่ายที่อ่าน /metrics ได้โดยไม่ลงชื่อเข้าใช้',
    en: 'Networks that may read /metrics without sign-in',
  }),
  API_DOCUMENT_PUBLIC: onOff(false, {
    th: 'on = เปิด /api/v1/openapi.json ให้อ่านโดยไม่ต้องมีคีย์',
    en: 'on = /api/v1/openapi.json can be read without a credential',
  }),
  API_CORS_ORIGINS: origins({
    th: 'เว็บไซต์ที่โปรแกรมในเบราว์เซอร์เรียก API ด้วยคีย์ได้ คั่นด้วยจุลภาค ว่าง = ไม่มี',
    en: 'Origins whose programs in browsers may call the API by a key, with commas between; none if absent',
  }),
  CHROMIUM_PATH: text({
    th: 'โปรแกรม Chromium, Chrome หรือ Edge ที่ใช้ทำ PDF ถ้าไม่ตั้ง หาที่ติดตั้งทั่วไป',
    en: 'Chromium, Chrome or Edge that makes PDFs; looked for at the usual places if absent',
    example: '/usr/bin/chromium',
  }),
  LANGUAGE: oneOf(['th', 'en'] as const, 'th', {
    th: 'ภาษาแรกของหน้าเว็บ',
    en: 'Language of the pages until a person chooses',
    savable: true,
  }),
  TZ: text({
    standard: 'Asia/Bangkok',
    shape: /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/,
    wanted: { th: 'ต้องเป็นชื่อเขตเวลา', en: 'it must be the name of a time zone' },
    th: 'เขตเวลา',
    en: 'Time zone',
  }),
} as const satisfies SettingGroup;
