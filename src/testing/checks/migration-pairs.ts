import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.js';

const named = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/;

export const migrationPairs: Check = {
  name: 'migrations',
  async run(root) {
    const [postgresql, mysql] = ['postgresql', 'mysql'].map((dialect) => {
      const folder = path.join(root, 'database', 'migrations', dialect);
      return existsSync(folder) ? readdirSync(folder).sort() : [];
    });
    if (postgresql === undefined || mysql === undefined || postgresql.length === 0)
      return ['database/migrations is empty'];
    const numbers = postgresql.map((file) => named.exec(file)?.[1]);
    return [
      ...postgresql.filter((file) => !mysql.includes(file)).map((file) => `mysql/${file} is missing`),
      ...mysql.filter((file) => !postgresql.includes(file)).map((file) => `postgresql/${file} is missing`),
      ...postgresql.filter((file) => !named.test(file)).map((file) => `${file} is not named NNNN-name.sql`),
      ...numbers
        .filter((number, index) => number !== undefined && numbers.indexOf(number) !== index)
        .map((number) => `number ${number} is used twice`),
    ];
  },
};
