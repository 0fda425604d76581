import { oneOf, secret, upstreamOrigin } from './kinds.js';
import type { SettingGroup } from './setting.js';

const later = true;

/** Neighbour systems: accepted and checked already, used by coming versions. */
export const laterSettings = {
  OPENCHS_PROFILE: oneOf(['off', 'documented', 'native', 'gateway'] as const, 'off', {
    th: 'แบบการเชื่อม OpenCHS',
    en: 'Profile of the OpenCHS connector',
    later,
  }),
  OPENCHS_BASE_URL: upstreamOrigin('', { th: 'เว็บ OpenCHS', en: 'Site of OpenCHS', later }),
  OPENCHS_CREDENTIAL: secret({ th: 'รหัสของ OpenCHS', en: 'Credential of OpenCHS', later }),
  AI_AUDIO_BASE_URL: upstreamOrigin('', {
    th: 'บริการถอดเสียง',
    en: 'Audio transcription service',
    example: 'http://127.0.0.1:8125',
    later,
  }),
} as const satisfies SettingGroup;
