import { type Breaker, type BreakerState, createBreaker as createAnyBreaker } from '../breaker.js';
import { documentedBody, documentedProfile } from './documented.js';
import { gatewayBody, gatewayProfile } from './gateway.js';
import { nativeBody, nativeProfile } from './native.js';
import { openchsCodes } from './openchs-error.js';
import type { OpenchsProfileName, OpenchsSettings } from './openchs-settings.js';
import type { NewRemoteCase, OpenchsProfile } from './profile.js';
import { createSite, type Site } from './site.js';

const profiles: Readonly<Record<OpenchsProfileName, (site: Site) => OpenchsProfile>> = {
  documented: documentedProfile,
  native: nativeProfile,
  gateway: gatewayProfile,
};

export { askGatewayCode, takeGatewayCode } from './gateway.js';
export { createSite } from './site.js';

/** `changed` is told each new state, e.g. to keep it for the pages. */
export function createBreaker(now: () => Date, changed?: (state: BreakerState) => void): Breaker {
  return createAnyBreaker(openchsCodes, now, changed);
}

const bodies = { documented: documentedBody, native: nativeBody, gateway: gatewayBody } as const;

/** What a creation sends to a site, as it goes over the wire. */
export function openchsBody(settings: OpenchsSettings, wanted: NewRemoteCase): unknown {
  return bodies[settings.profile](wanted, settings);
}

/** The site that the settings name, by its profile; one for each target, so that pace and breaker are shared. */
export function createOpenchs(settings: OpenchsSettings, breaker: Breaker): OpenchsProfile {
  return profiles[settings.profile](createSite(settings, breaker));
}
