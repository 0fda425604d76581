import type { Breaker } from './breaker.js';
import { documentedProfile } from './documented.js';
import { gatewayProfile } from './gateway.js';
import { nativeProfile } from './native.js';
import type { OpenchsProfileName, OpenchsSettings } from './openchs-settings.js';
import type { OpenchsProfile } from './profile.js';
import { createSite, type Site } from './site.js';

const profiles: Readonly<Record<OpenchsProfileName, (site: Site) => OpenchsProfile>> = {
  documented: documentedProfile,
  native: nativeProfile,
  gateway: gatewayProfile,
};

/** The site that the settings name, by its profile; one for each target, so that pace and breaker are shared. */
export function createOpenchs(settings: OpenchsSettings, breaker: Breaker): OpenchsProfile {
  return profiles[settings.profile](createSite(settings, breaker));
}
