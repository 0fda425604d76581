import { createDice } from './dice.js';

/** An invented patient. The citizen id begins with 99 and its check digit is wrong, so nobody can have it. */
export interface Person {
  readonly hn: string;
  readonly pid: string;
  readonly name: string;
  /** Code of the unit where the person is registered. */
  readonly hmain: string;
}

const titles = ['นาย', 'นาง', 'น.ส.', 'ด.ช.', 'ด.ญ.'] as const;
const surnameBeginnings = ['สมมติ', 'ตัวอย่าง', 'ฝึกหัด', 'จำลอง', 'ลองใช้', 'แบบฝึก'] as const;
const surnameEnds = ['กล้า', 'ใจดี', 'งาม', 'เจริญ', 'ทอง', 'มั่นคง', 'ร่มเย็น', 'ศรี', 'สุข', 'แสง'] as const;
const people = 4_000;

/** The right check digit of the first twelve digits of a citizen id. */
export function checkDigit(twelve: string): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += Number(twelve[i]) * (13 - i);
  return (11 - (sum % 11)) % 10;
}

/** The same number is always the same person of the same hospital. */
export function personOf(seed: string, hospital: string, number: number): Person {
  const index = number % people;
  const dice = createDice(`${seed}/person/${index}`);
  const twelve = `99${String(index).padStart(5, '0')}${String(dice.int(0, 99_999)).padStart(5, '0')}`;
  const wrong = (checkDigit(twelve) + dice.int(1, 9)) % 10;
  return {
    hn: String(index * 7 + 101).padStart(7, '0'),
    pid: `${twelve}${wrong}`,
    name: `${dice.pick(titles)}ทดสอบ ${dice.pick(surnameBeginnings)}${dice.pick(surnameEnds)}`,
    hmain: dice.chance(80) ? hospital : `990${String(dice.int(1, 20)).padStart(2, '0')}`,
  };
}
