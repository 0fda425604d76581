import { optionalNumber, secret, text, upstreamOrigin, webAddress, wholeNumber } from './kinds.js';
import type { SettingGroup } from './setting.js';

/** The hospital and its account at NHSO. */
export const nhsoSettings = {
  HOSPITAL_CODE: text({
    shape: /^\d{5}$/,
    wanted: { th: 'ต้องเป็นตัวเลข 5 หลัก', en: 'it must have 5 digits' },
    th: 'รหัสโรงพยาบาล (HCODE) 5 หลัก',
    en: 'Code of the hospital (HCODE), 5 digits',
    example: '99999',
    savable: true,
  }),
  HOSPITAL_NAME: text({
    th: 'ชื่อโรงพยาบาล ใช้บนหัวรายงาน',
    en: 'Name of the hospital, at the head of the report',
    example: 'โรงพยาบาลทดสอบ',
    shape: /^.{1,80}$/u,
    wanted: { th: 'ต้องไม่เกิน 80 ตัวอักษร', en: 'it must have at most 80 letters' },
    savable: true,
  }),
  HOSPITAL_BEDS: optionalNumber(1, 9999, {
    th: 'จำนวนเตียง',
    en: 'Beds of the hospital',
    example: '120',
    savable: true,
  }),
  ECLAIM_USERNAME: text({
    th: 'ชื่อผู้ใช้ของระบบ e-Claim',
    en: 'User name at NHSO e-Claim',
    example: 'user99999',
    savable: true,
  }),
  ECLAIM_PASSWORD: secret({
    th: 'รหัสผ่านของระบบ e-Claim',
    en: 'Password at NHSO e-Claim',
    savable: true,
  }),
  ECLAIM_BASE_URL: upstreamOrigin('https://eclaim.nhso.go.th', {
    th: 'เว็บ e-Claim',
    en: 'Site of e-Claim',
  }),
  IAM_BASE_URL: upstreamOrigin('https://iam.nhso.go.th', {
    th: 'เว็บลงชื่อเข้าใช้ (SSO) ของ สปสช.',
    en: 'Single sign-on site of NHSO',
  }),
  SMT_BASE_URL: upstreamOrigin('https://smt.nhso.go.th', {
    th: 'เว็บ SMT Budget',
    en: 'Site of SMT Budget',
  }),
  SMT_VENDOR_ID: text({
    shape: /^\d{1,10}$/,
    wanted: { th: 'ต้องเป็นตัวเลขไม่เกิน 10 หลัก', en: 'it must have at most 10 digits' },
    th: 'รหัสผู้รับเงินใน SMT ถ้าไม่ตั้งใช้ HOSPITAL_CODE',
    en: 'Vendor id at SMT; HOSPITAL_CODE if absent',
    example: '0000099999',
    savable: true,
  }),
  NHSO_PAUSE_MS: wholeNumber(1000, 0, 60_000, {
    th: 'พักระหว่างคำขอไปยัง สปสช. (มิลลิวินาที) 0 ใช้ได้กับเครื่องนี้เท่านั้น',
    en: 'Pause between requests to NHSO (ms); 0 works for this machine only',
  }),
  NHSO_CONNECT_TIMEOUT_S: wholeNumber(20, 1, 600, {
    th: 'รอเชื่อมต่อ สปสช. (วินาที)',
    en: 'Wait for a connection to NHSO (s)',
  }),
  NHSO_FIRST_BYTE_TIMEOUT_S: wholeNumber(120, 1, 3600, {
    th: 'รอคำตอบแรกจาก สปสช. (วินาที)',
    en: 'Wait for the first byte from NHSO (s)',
  }),
  NHSO_FILE_TIMEOUT_S: wholeNumber(900, 1, 7200, {
    th: 'รอไฟล์หนึ่งไฟล์ (วินาที)',
    en: 'Wait for one whole file (s)',
  }),
  OUTBOUND_PROXY: webAddress({
    th: 'พร็อกซีขาออกไปอินเทอร์เน็ต',
    en: 'Proxy towards the internet',
    example: 'http://proxy.hospital.example:8080',
  }),
  EXTRA_CA_FILE: text({
    th: 'ไฟล์ใบรับรองเพิ่มเติม (PEM) ของพร็อกซีหรือเครือข่าย',
    en: 'File of additional certificates (PEM) of a proxy or network',
    example: '/etc/ssl/hospital-ca.pem',
  }),
} as const satisfies SettingGroup;
