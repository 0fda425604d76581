/** What every fault of a practice server says: whom it spoils, from which answer on, and how often. */
export interface BoardFault {
  /** Name of a call, or `any`. */
  readonly call: string;
  readonly kind: string;
  /** Only calls whose path begins so. */
  readonly path?: string;
  /** Answers that go well before the fault begins; 0 by default. */
  readonly after?: number;
  /** Answers that are spoilt, 1 by default; `always` until it is taken away. */
  readonly times?: number | 'always';
  /** Of the answers that it reaches only each n-th is spoilt; 1 by default. */
  readonly every?: number;
  /** Of the answers whose turn it is this share is spoilt, by the server's seed; all by default. */
  readonly chance?: number;
}

export interface FaultState<Fault> {
  readonly fault: Fault;
  /** Calls that came since it was switched on. */
  readonly seen: number;
  readonly spoilt: number;
}

/** The faults that are on at a practice server. */
export interface FaultBoard<Fault extends BoardFault> {
  add(fault: Fault): void;
  /** Takes faults away: all, or those of a call. */
  clear(call?: Fault['call']): void;
  readonly all: () => readonly FaultState<Fault>[];
  /** Counts a call and says which fault spoils its answer: the first whose turn it is. */
  next(call: string): Fault | null;
  /** The same where several faults may come together. */
  nextAll(call: string, path: string): readonly Fault[];
}

interface Counted<Fault> {
  readonly fault: Fault;
  seen: number;
  spoilt: number;
}

/** `random` decides where a fault has a chance. */
export function createFaultBoard<Fault extends BoardFault>(
  random: () => number = Math.random,
): FaultBoard<Fault> {
  let states: Counted<Fault>[] = [];
  const isMeant = ({ fault }: Counted<Fault>, call: string, path: string) =>
    (fault.call === call || fault.call === 'any') &&
    (fault.path === undefined || path.startsWith(fault.path));
  const isTurn = (state: Counted<Fault>) => {
    const number = state.seen++;
    const { after = 0, times = 1, every = 1, chance } = state.fault;
    const reached = number - after;
    if (reached < 0 || (reached + 1) % every !== 0) return false;
    if (times !== 'always' && reached >= times * every) return false;
    return chance === undefined || random() < chance;
  };
  return {
    add(fault) {
      states.push({ fault, seen: 0, spoilt: 0 });
    },
    clear(call) {
      states = call === undefined ? [] : states.filter(({ fault }) => fault.call !== call);
    },
    all: () => states,
    next(call) {
      const [found] = states.filter((state) => isMeant(state, call, '') && isTurn(state));
      if (found) found.spoilt++;
      return found?.fault ?? null;
    },
    nextAll(call, path) {
      const found = states.filter((state) => isMeant(state, call, path) && isTurn(state));
      for (const state of found) state.spoilt++;
      return found.map(({ fault }) => fault);
    },
  };
}
