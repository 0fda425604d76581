import type { WordGroup } from './word-group.js';

/** How complete the files behind a number are. */
export const completeWords = {
  'complete.of': {
    th: 'REP ครบ {complete} จาก {expected} ชุด (เดือน × สิทธิ)',
    en: 'REP complete for {complete} of {expected} months × schemes',
  },
  'complete.never': {
    th: 'ยังไม่เคยเทียบกับรายการของ สปสช.',
    en: 'never compared with the list of NHSO',
  },
  'complete.others': {
    th: 'ไม่ทราบว่าครบหรือไม่ เพราะนับเคลมของโรงพยาบาลอื่น ซึ่งไม่ได้เทียบกับรายการของ สปสช.',
    en: 'not known: claims of another hospital are counted, whose list of NHSO is not asked here',
  },
  'complete.others_short': { th: 'ไม่ทราบว่าครบ', en: 'completeness not known' },
  'complete.never_short': { th: 'ยังไม่เทียบกับ สปสช.', en: 'not compared with NHSO' },
  'complete.all_short': { th: 'ข้อมูลครบ', en: 'complete' },
  'complete.missing_short': { th: 'ขาด {count} ชุด', en: 'missing: {count}' },
  'complete.see_missing': { th: 'ดูที่ขาด', en: 'See what is missing' },
  'complete.see': { th: 'ดูตาราง', en: 'See the grid' },
} as const satisfies WordGroup;
