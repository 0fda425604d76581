/** Goods and codes that the invented claims use; codes of errors and denials as in formats/error-codes.csv. */

export interface DrugPrice {
  readonly code: string;
  readonly tmt: string;
  readonly generic: string;
  readonly trade: string;
  readonly kind: string;
  readonly category: string;
  readonly form: string;
  /** Satang a unit: what the hospital asks, and the ceiling. */
  readonly price: number;
  readonly ceiling: number;
}

const drug = (
  code: string,
  generic: string,
  trade: string,
  category: string,
  form: string,
  price: number,
  ceiling: number,
): DrugPrice => ({ code, tmt: `99${code}`, generic, trade, kind: 'ED', category, form, price, ceiling });

export const drugs = [
  drug('1000231', 'PARACETAMOL', 'ตัวอย่างพารา', 'DrugsFS', 'TABLET', 100, 75),
  drug('1000448', 'CEFTRIAXONE', 'ตัวอย่างเซฟ', 'UCEP', 'INJECTION', 6_850, 6_200),
  drug('1001102', 'CLOPIDOGREL', 'ตัวอย่างโคลพิ', 'DrugsFS,UCEP', 'TABLET', 450, 310),
  drug('1001215', 'ERYTHROPOIETIN', 'ตัวอย่างอีโป', 'HD', 'INJECTION', 23_500, 22_950),
  drug('1002008', 'IMATINIB', 'ตัวอย่างอิมา', 'CANCER', 'TABLET', 41_225, 38_000),
  drug('1002310', 'FAVIPIRAVIR', 'ตัวอย่างฟาวิ', 'COVID,DrugsFS,UCEP', 'TABLET', 3_300, 3_300),
  drug('1003007', 'HUMAN ALBUMIN 20%', 'ตัวอย่างอัลบู', 'UCEP', 'INFUSION', 185_000, 180_050),
  drug('1003550', 'ENOXAPARIN', 'ตัวอย่างอีนอก', 'UCEP', 'INJECTION', 17_575, 15_800),
] as const;

export interface InstrumentPrice {
  readonly code: string;
  readonly name: string;
  /** Satang a piece: what the hospital asks, and what is paid at most. */
  readonly price: number;
  readonly ceiling: number;
}

export const instruments = [
  { code: '2004', name: 'เลนส์แก้วตาเทียมชนิดพับได้', price: 280_000, ceiling: 280_000 },
  { code: '4105', name: 'ขดลวดถ่างหลอดเลือดหัวใจ', price: 1_200_000, ceiling: 1_000_000 },
  { code: '5203', name: 'ชุดสายสวนหัวใจ', price: 650_050, ceiling: 600_000 },
  { code: '7009', name: 'แผ่นโลหะดามกระดูก', price: 455_075, ceiling: 420_000 },
  { code: '8901', name: 'อุปกรณ์พยุงเข่า', price: 95_000, ceiling: 90_000 },
] as const satisfies readonly InstrumentPrice[];

/** Codes with which claims come back; the first ones come back more often. */
export const errorCodes = [
  '438',
  '337',
  '555',
  '301',
  '501',
  '535',
  '117',
  '109',
  'C01',
  'C09',
  'G40',
  'V217',
  'V101',
  'A03',
  '256-1',
] as const;

export const denyCodes = ['G40', 'G03', 'H05', 'I04', 'C01'] as const;

export const zeroReasons = ['ราคาเกินเพดานที่กำหนด', 'รวมอยู่ในอัตราเหมาจ่ายแล้ว', 'ไม่อยู่ในรายการที่เบิกได้'] as const;

/** DRG and its relative weight in ten-thousandths. */
export const drgs = [
  { drg: '04520', rw: 11_430 },
  { drg: '05270', rw: 26_112 },
  { drg: '01560', rw: 17_843 },
  { drg: '06570', rw: 8_216 },
  { drg: '14500', rw: 9_120 },
  { drg: '15500', rw: 4_318 },
  { drg: '08180', rw: 34_507 },
  { drg: '11510', rw: 12_675 },
  { drg: '10570', rw: 7_391 },
  { drg: '18540', rw: 21_204 },
] as const;
