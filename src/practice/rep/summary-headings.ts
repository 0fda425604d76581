/** Headings that the Summary sheets of every scheme share (formats/rep-summary tables): columns by name, the appeal block by its path. */
export const normalCounts = ['total_cases', 'passed_cases', 'failed_cases'] as const;

export const appealBlock = 'ข้อมูลอุทธรณ์';
export const oldFigures = `${appealBlock} > ข้อมูลเดิม`;
export const newFigures = `${appealBlock} > ข้อมูลใหม่ที่ขออุทธรณ์`;
export const appealCounts = [
  `${appealBlock} > จำนวนราย > ทั้งหมด`,
  `${appealBlock} > จำนวนราย > ผ่าน`,
  `${appealBlock} > จำนวนราย > ไม่ผ่าน`,
] as const;
