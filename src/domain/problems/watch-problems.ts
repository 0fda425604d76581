import type { ProblemGroup } from './problem.js';

/** The watched folder. */
export const watchProblems = {
  watch_folder_unusable: {
    th: [
      'อ่านโฟลเดอร์ที่เฝ้าดู {folder} ไม่ได้ ({reason})',
      'ไม่มีไฟล์ใดหายหรือถูกย้าย ทางเข้าอื่นยังใช้ได้',
      'ตรวจว่าโฟลเดอร์มีอยู่ ไดรฟ์เครือข่ายต่ออยู่ และโปรแกรมมีสิทธิอ่านและเขียน · ระบบดูใหม่เองทุก 5 วินาที',
    ],
    en: [
      'The watched folder {folder} cannot be read ({reason})',
      'No file was lost or moved; the other ways in still work',
      'Check that it exists, that the network drive is connected and that the program may read and write there; it is looked at again every 5 seconds',
    ],
  },
  watched_file_not_moved: {
    th: [
      'ย้ายไฟล์ {file} ออกจากโฟลเดอร์ที่เฝ้าดู {folder} ไม่ได้ ({reason})',
      'ผลการนำเข้าบันทึกแล้ว ไฟล์ยังอยู่ที่เดิม',
      'ให้สิทธิเขียนในโฟลเดอร์แก่โปรแกรม หรือปิดโปรแกรมที่เปิดไฟล์อยู่ · ระบบลองใหม่เองใน 5 นาที',
    ],
    en: [
      'The file {file} cannot be moved out of the watched folder {folder} ({reason})',
      'Its import is done and kept; the file is where it was',
      'Let the program write in the folder, or close the program that has the file open; it is tried again in 5 minutes',
    ],
  },
} as const satisfies ProblemGroup;
