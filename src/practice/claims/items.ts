import type { Dice } from './dice.js';
import {
  type DrugPrice,
  denyCodes,
  drugs,
  type InstrumentPrice,
  instruments,
  zeroReasons,
} from './price-list.js';

/** Lines of the item sheets that belong to a claim. Money in satang. */
export interface ClaimItems {
  readonly drugs: readonly DrugItem[];
  readonly instruments: readonly InstrumentItem[];
  readonly denied: readonly DeniedItem[];
  readonly zeroPaid: readonly ZeroPaidItem[];
}

export interface DrugItem {
  readonly drug: DrugPrice;
  readonly quantity: number;
  readonly claimed: number;
  readonly paid: number;
}

export interface InstrumentItem {
  readonly instrument: InstrumentPrice;
  readonly quantity: number;
  readonly paidQuantity: number;
  readonly claimed: number;
  readonly paid: number;
}

export interface DeniedItem {
  readonly claimCode: string;
  readonly category: number;
  readonly claimed: number;
  readonly denyCode: string;
}

export interface ZeroPaidItem {
  readonly claimCode: string;
  readonly category: number;
  readonly quantity: number;
  readonly reason: string;
}

interface ItemChances {
  /** Per cent of claims that have such items. */
  readonly drugs: number;
  readonly instruments: number;
  /** A denied claim is paid nothing for its items either. */
  readonly denied: boolean;
}

function drugItem(dice: Dice, denied: boolean): DrugItem {
  const drug = dice.pick(drugs);
  const quantity = dice.int(1, drug.price > 20_000 ? 4 : 40);
  return {
    drug,
    quantity,
    claimed: quantity * drug.price,
    paid: denied ? 0 : quantity * Math.min(drug.price, drug.ceiling),
  };
}

function instrumentItem(dice: Dice, denied: boolean): InstrumentItem {
  const instrument = dice.pick(instruments);
  const quantity = dice.int(1, 2);
  const refused = dice.chance(10);
  const paidQuantity = denied || refused ? 0 : quantity;
  return {
    instrument,
    quantity,
    paidQuantity,
    claimed: quantity * instrument.price,
    paid: paidQuantity * Math.min(instrument.price, instrument.ceiling),
  };
}

/** The dice are thrown the same number of times for a denied and for a passed claim (see `inventUcsClaim`). */
export function itemsFor(dice: Dice, chances: ItemChances): ClaimItems {
  const list = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const drugCount = dice.chance(chances.drugs) ? dice.int(1, 3) : 0;
  const instrumentCount = dice.chance(chances.instruments) ? dice.int(1, 2) : 0;
  const deniedShare = dice.int(1, 100);
  const deniedItem: DeniedItem = {
    claimCode: dice.pick(['IP01', 'HC09', '55020', '55021']),
    category: dice.int(1, 16),
    claimed: dice.int(100, 4_000) * 100,
    denyCode: dice.pick(denyCodes),
  };
  return {
    drugs: list(drugCount, () => drugItem(dice, chances.denied)),
    instruments: list(instrumentCount, () => instrumentItem(dice, chances.denied)),
    denied: deniedShare <= (chances.denied ? 50 : 6) ? [deniedItem] : [],
    zeroPaid: list(dice.chance(8) ? 1 : 0, () => ({
      claimCode: dice.pick(['55020', '55031', '56001']),
      category: 12,
      quantity: dice.int(1, 3),
      reason: dice.pick(zeroReasons),
    })),
  };
}
