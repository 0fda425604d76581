import type { BoardFault, FaultBoard } from '../fault-board.js';

/** Faults that can be switched on (nhso-eclaim-protocol 11, smt-protocol 8), each for a call and a number of answers. */

export const callNames = [
  'login_page',
  'login',
  'main',
  'sso_start',
  'sso_auth',
  'sso_authenticate',
  'listing',
  'rep_file',
  'ecd_file',
  'stm_page',
  'stm_list',
  'stm_file',
  'token_auth',
  'token_refresh',
  'token_info',
  'token_search',
  'token_file',
  'smt_search',
] as const;
export type CallName = (typeof callNames)[number];

export const faultKinds = [
  'wrong_password',
  'locked_account',
  'sso_notice',
  'wrong_otp',
  'session_over',
  'session_over_error_page',
  'no_right',
  'page_as_html',
  'page_as_excel',
  'empty',
  'tiny',
  'cut_off',
  'half_with_length',
  'broken_inside',
  'server_error',
  'unavailable',
  'unavailable_date',
  'too_many',
  'forbidden',
  'drip',
  'silence',
  'no_answer',
  'reset_before',
  'reset_in_body',
  'header_too_large',
  'long_head',
  'no_table',
  'extra_column',
  'other_order',
  'unauthorized',
  'broken_json',
  'datas_null',
  'datas_missing',
  'datas_empty',
  'many_records',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault extends BoardFault {
  readonly call: CallName | 'any';
  readonly kind: FaultKind;
  /** Length of `silence` (30,000), time between two bytes of `drip` (1,000), `Retry-After` of `unavailable` (3,000). */
  readonly ms?: number;
}

/** The faults of the practice NHSO. */
export type PortalFaults = FaultBoard<Fault>;

export function isCallName(name: string): name is CallName {
  return (callNames as readonly string[]).includes(name);
}

export function isFaultKind(name: string): name is FaultKind {
  return (faultKinds as readonly string[]).includes(name);
}
