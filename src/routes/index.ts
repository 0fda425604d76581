import type { Route } from './route.js';

/** Every URL of the product, in the order in which they are tried. */
export const routes: readonly Route[] = [];
