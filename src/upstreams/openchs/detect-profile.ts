import { z } from 'zod';
import { documentedPage } from './documented-rows.js';
import type { OpenchsProfileName } from './openchs-settings.js';

const nativeList = z.object({ cases: z.array(z.unknown()), cases_k: z.unknown() });
const nativeErrors = z.object({ errors: z.array(z.array(z.unknown()).min(2)).min(1) });

/** Which profile an answer to a list of cases looks like; null = neither. The gateway has no such list. */
export function detectProfile(json: unknown): Exclude<OpenchsProfileName, 'gateway'> | null {
  if (nativeList.safeParse(json).success || nativeErrors.safeParse(json).success) return 'native';
  return documentedPage(json) === null ? null : 'documented';
}
