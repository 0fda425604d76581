import type { Bench } from './bench.js';

export const importRep: Bench = {
  name: 'import',
  title: 'x',
  async run() {
    return [];
  },
};
