/** Ways in which the practice NHSO can be set up; what is not known of the real one can be tried both ways. */

/** Forms of the Excel link of the listing (nhso-eclaim-protocol 11); one for every row in turn. */
export const linkShapes = [
  'filename_ecd',
  'fn_xls',
  'file_xls',
  'absolute',
  'relative',
  'upper_case',
  'bold_and_space',
  'twice',
  'path_up',
  'foreign_host',
  'no_link',
] as const;
export type LinkShape = (typeof linkShapes)[number];

export interface PracticeSwitches {
  /** Which ways of signing in are open: the old form, the single sign-on, or both. */
  readonly signIn: 'form' | 'sso' | 'both';
  /** The second step: the practice code, a real authenticator, or the page that sets one up for the first time. */
  readonly otp: 'practice_code' | 'totp' | 'first_time';
  readonly links: readonly LinkShape[];
  readonly fileContentType: 'application/vnd.ms-excel' | 'application/octet-stream' | 'none';
  /** Encoding of the listing; the header names it. */
  readonly charset: 'utf-8' | 'tis-620';
  /** The marked file comes with other bytes under the same name. */
  readonly reissued: boolean;
  /** Refuse calls that run at once or come less than 300 ms after an answer. */
  readonly manners: 'off' | '429' | '403';
  /** Set `_ga` and `_gid`, and answer 400 to who sends them back. */
  readonly cookieTrap: boolean;
  readonly sessionMinutes: number;
  /** What `year` of the STM list means; the protocol does not know. */
  readonly stmYear: 'fiscal' | 'calendar';
  readonly stmMethod: 'both' | 'get' | 'post';
  readonly smtAuth: 'none' | 'bearer';
  /** The second SMT answer: one amount changed, one record gone, one new. */
  readonly smtChanged: boolean;
}

export const defaultSwitches: PracticeSwitches = {
  signIn: 'form',
  otp: 'practice_code',
  links: ['filename_ecd'],
  fileContentType: 'application/vnd.ms-excel',
  charset: 'utf-8',
  reissued: false,
  manners: 'off',
  cookieTrap: false,
  sessionMinutes: 25,
  stmYear: 'fiscal',
  stmMethod: 'both',
  smtAuth: 'none',
  smtChanged: false,
};
