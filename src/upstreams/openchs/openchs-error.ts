import type { NeighbourCodes } from '../neighbour-error.js';

export { NeighbourError as OpenchsError, type Outcome } from '../neighbour-error.js';

export const openchsCodes: NeighbourCodes = {
  unreachable: 'openchs_unreachable',
  silent: 'openchs_silent',
  tlsFailed: 'openchs_tls_failed',
  brokenOff: 'openchs_broken_off',
  redirected: 'openchs_redirected',
  addressNotAllowed: 'openchs_address_not_allowed',
  strangeAnswer: 'openchs_strange_answer',
  paused: 'openchs_paused',
};
