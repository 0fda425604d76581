import type { Config, SettingName } from '../config.js';

type Values = Readonly<Partial<Record<SettingName, string>>>;

/** Scheme, host and port; what is no address is itself. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

/**
 * Whether these values lead the credential that is kept to another place than the one for which it was entered, or to another kind
 * of site. Nothing was entered for an address that there was not.
 */
export function leadsElsewhere(config: Config, values: Values): boolean {
  if (config.OPENCHS_CREDENTIAL === null || values.OPENCHS_CREDENTIAL) return false;
  const { OPENCHS_BASE_URL: url, OPENCHS_PROFILE: profile } = config;
  const wantedUrl = values.OPENCHS_BASE_URL?.trim() ?? url;
  const wantedProfile = values.OPENCHS_PROFILE ?? profile;
  const isOtherPlace = url !== '' && originOf(wantedUrl) !== originOf(url);
  return isOtherPlace || (profile !== 'off' && wantedProfile !== 'off' && wantedProfile !== profile);
}
