import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, views/, public/ and database/. Relative folders of settings lie below it. */
export const programFolder = fileURLToPath(new URL('../..', import.meta.url));
