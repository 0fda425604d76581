import type { Breaker } from './breaker.js';
import { documentedProfile } from './documented.js';
import type { OpenchsSettings } from './openchs-settings.js';
import type { OpenchsProfile } from './profile.js';
import { createSite } from './site.js';

/** The site that the settings name, by its profile; one for each target, so that pace and breaker are shared. */
export function createOpenchs(settings: OpenchsSettings, breaker: Breaker): OpenchsProfile {
  return documentedProfile(createSite(settings, breaker));
}
