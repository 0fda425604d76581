import type { ProblemGroup } from './problem.js';

/** Background jobs. */
export const jobProblems = {
  process_ended: {
    th: [
      'โปรแกรมหยุดกลางคันขณะทำงานนี้',
      'ไฟล์ที่ได้มาแล้วและไฟล์ที่นำเข้าแล้วยังอยู่ครบ',
      'ไม่ต้องทำอะไร งานกลับเข้าคิวแล้วและทำเฉพาะส่วนที่เหลือ',
    ],
    en: [
      'The program ended in the middle of this job',
      'Files that had come and files that were imported are kept',
      'Nothing needs to be done: the job is in the queue again and does only what is left',
    ],
  },
  job_kills_process: {
    th: [
      'เริ่มงานนี้ {starts} ครั้ง และโปรแกรมหยุดกลางคันทุกครั้ง จึงไม่เริ่มอีก งานอื่นทำต่อตามปกติ',
      'ที่ทำเสร็จไปแล้วยังอยู่ครบ',
      'ให้ผู้ดูแลดูหน่วยความจำและบันทึกของเครื่อง แล้วกดทำต่อที่หน้างานนี้',
    ],
    en: [
      'This job was begun {starts} times, and each time the program ended in the middle; it is not begun again, other jobs go on',
      'What was finished before is kept',
      'Let an administrator look at the memory and the log of the machine, then press retry on the page of the job',
    ],
  },
  job_cancelled: {
    th: ['งานนี้ถูกยกเลิก', 'ที่ทำเสร็จไปแล้วยังอยู่ครบ', 'สั่งงานเดิมอีกครั้งเพื่อทำส่วนที่เหลือ'],
    en: [
      'This job was cancelled',
      'What was finished before is kept',
      'Start the same job again to do what is left',
    ],
  },
  job_fault: {
    th: [
      'งานนี้หยุดเพราะข้อผิดพลาดของโปรแกรม',
      'ที่ทำเสร็จไปแล้วยังอยู่ครบ',
      'ลองใหม่หนึ่งครั้ง ถ้ายังเป็นอีกให้ส่งบันทึกของงาน {job} ให้ผู้ดูแล',
    ],
    en: [
      'This job ended by a fault of the program',
      'What was finished before is kept',
      'Try once more; if it happens again give the log of job {job} to your administrator',
    ],
  },
  job_parts_failed: {
    th: ['งานจบแล้ว แต่ไม่มีส่วนใดสำเร็จ', 'ข้อมูลเดิมไม่เปลี่ยน', 'อ่านเหตุของแต่ละส่วนด้านล่าง แล้วสั่งใหม่'],
    en: [
      'The job ended, but no part of it succeeded',
      'Existing data did not change',
      'Read the reason of each part below, then start it again',
    ],
  },
  job_params_invalid: {
    th: ['คำสั่งของงานนี้อ่านไม่ได้: {reason}', 'ยังไม่มีอะไรถูกทำ', 'สั่งงานใหม่จากหน้าดาวน์โหลด'],
    en: [
      'The order of this job cannot be read: {reason}',
      'Nothing was done',
      'Start it again from the downloads page',
    ],
  },
  schedule_account_untried: {
    th: [
      'ยังเปิดตั้งเวลา {name} ไม่ได้ เพราะบัญชี สปสช. ยังไม่เคยเข้าใช้สำเร็จ',
      'ตารางเวลาเดิมไม่เปลี่ยน',
      'ทดลองเข้าใช้ที่หน้าบัญชี สปสช. หรือดาวน์โหลดเองหนึ่งครั้ง แล้วเปิดใหม่',
    ],
    en: [
      'The schedule of {name} cannot be on yet: the NHSO account has never signed in',
      'The schedules did not change',
      'Try the sign-in on the page of the NHSO account or download once by hand, then switch it on',
    ],
  },
  schedule_hospital_due: {
    th: [
      'ยังเปิดตั้งเวลา SMT ไม่ได้ เพราะยังไม่ได้ตั้งรหัสโรงพยาบาล',
      'ตารางเวลาเดิมไม่เปลี่ยน',
      'ใส่รหัสโรงพยาบาลในหน้าตั้งค่า แล้วเปิดใหม่',
    ],
    en: [
      'The schedule of SMT cannot be on yet: the hospital code is not set',
      'The schedules did not change',
      'Enter the hospital code in the settings, then switch it on',
    ],
  },
} as const satisfies ProblemGroup;
