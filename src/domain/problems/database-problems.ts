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
} as const satisfies ProblemGroup;
