/** Chance that is the same at every run: all invented contents come from a seed text. */
export interface Dice {
  /** Whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True in `percent` of 100 throws. */
  chance(percent: number): boolean;
  pick<List extends readonly [unknown, ...unknown[]]>(list: List): List[number];
}

/** FNV-1a over the UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A sequence that depends on the seed alone (mulberry32). */
export function createDice(seed: string): Dice {
  let state = hashOf(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    int,
    chance: (percent) => next() * 100 < percent,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
  };
}
