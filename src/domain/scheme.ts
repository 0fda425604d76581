/** Insurance schemes as the portal lists them (formats/schemes.csv); lower case here, upper case in the database. */
export interface Scheme {
  readonly code: SchemeCode;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly enabledAtFirst: boolean;
}
export const schemeCodes = ['ucs', 'ofc', 'sss', 'lgo', 'nhs', 'bkk', 'bmt', 'srt'] as const;
export type SchemeCode = (typeof schemeCodes)[number];

/** Schemes of claims: those of the portal's list, and two that are known from names of workbooks alone (formats/README 1.2). */
export const claimSchemes = [...schemeCodes, 'pvt', 'stp'] as const;
export type ClaimScheme = (typeof claimSchemes)[number];

const row = (
  code: SchemeCode,
  nameTh: string,
  nameEn: string,
  shortName: string,
  enabledAtFirst: boolean,
): Scheme => ({
  code,
  nameTh,
  nameEn,
  shortName,
  enabledAtFirst,
});

export const schemes: readonly Scheme[] = [
  row('ucs', 'สิทธิหลักประกันสุขภาพถ้วนหน้า', 'Universal Coverage Scheme', 'บัตรทอง', true),
  row('ofc', 'สิทธิข้าราชการ', 'Government Officer', 'ข้าราชการ', true),
  row('sss', 'สิทธิประกันสังคม', 'Social Security Scheme', 'ประกันสังคม', true),
  row('lgo', 'สิทธิกองทุนบุคลากรองค์การปกครองส่วนท้องถิ่น', 'Local Government Organization', 'อปท.', true),
  row('nhs', 'สิทธิเจ้าหน้าที่ สปสช.', 'NHSO Staff', 'สปสช.', false),
  row('bkk', 'สิทธิเจ้าหน้าที่กรุงเทพมหานคร', 'Bangkok Metropolitan Staff', 'กทม.', false),
  row('bmt', 'สิทธิเจ้าหน้าที่ ขสมก.', 'BMTA Staff', 'ขสมก.', false),
  row('srt', 'สิทธิเจ้าหน้าที่การรถไฟแห่งประเทศไทย', 'State Railway of Thailand Staff', 'รฟท.', false),
];

/** What is downloaded where nobody names schemes. */
export const usualSchemes: readonly SchemeCode[] = schemes
  .filter((scheme) => scheme.enabledAtFirst)
  .map((scheme) => scheme.code);

/** Every scheme of claims for lists to choose from; what the portal does not list has no name but its code. */
export const schemeChoices: readonly { readonly code: ClaimScheme; readonly shortName: string }[] =
  claimSchemes.map((code) => ({
    code,
    shortName: schemes.find((scheme) => scheme.code === code)?.shortName ?? '',
  }));

export function isSchemeCode(code: string): code is SchemeCode {
  return (schemeCodes as readonly string[]).includes(code);
}

export function isClaimScheme(code: string): code is ClaimScheme {
  return (claimSchemes as readonly string[]).includes(code);
}
