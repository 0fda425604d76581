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

export interface Fault {
  readonly call: CallName | 'any';
  readonly kind: FaultKind;
  /** Answers that go well before the fault begins; 0 by default. */
  readonly after?: number;
  /** Answers that are spoilt, 1 by default; `always` until it is taken away. */
  readonly times?: number | 'always';
  /** Of the answers that it reaches only each n-th is spoilt; 1 by default. */
  readonly every?: number;
  /** Length of `silence` (30,000), time between two bytes of `drip` (1,000), `Retry-After` of `unavailable` (3,000). */
  readonly ms?: number;
}

export interface FaultState {
  readonly fault: Fault;
  /** Calls that came since it was switched on. */
  readonly seen: number;
  readonly spoilt: number;
}

export interface FaultBoard {
  add(fault: Fault): void;
  /** Takes faults away: all, or those of a call. */
  clear(call?: Fault['call']): void;
  readonly all: () => readonly FaultState[];
  /** Counts a call and says which fault spoils its answer. */
  next(call: CallName): Fault | null;
}

export function isCallName(name: string): name is CallName {
  return (callNames as readonly string[]).includes(name);
}

export function isFaultKind(name: string): name is FaultKind {
  return (faultKinds as readonly string[]).includes(name);
}

export function createFaultBoard(): FaultBoard {
  let states: { fault: Fault; seen: number; spoilt: number }[] = [];
  return {
    add(fault) {
      states.push({ fault, seen: 0, spoilt: 0 });
    },
    clear(call) {
      states = call === undefined ? [] : states.filter(({ fault }) => fault.call !== call);
    },
    all: () => states,
    next(call) {
      let found: Fault | null = null;
      for (const state of states) {
        if (state.fault.call !== call && state.fault.call !== 'any') continue;
        const number = state.seen++;
        const { after = 0, times = 1, every = 1 } = state.fault;
        const reached = number - after;
        const isTurn = reached >= 0 && (reached + 1) % every === 0;
        const isOn = isTurn && (times === 'always' || reached < times * every);
        if (!isOn || found) continue;
        state.spoilt++;
        found = state.fault;
      }
      return found;
    },
  };
}
