import type { PlainClaim } from './practice-quarter.js';

/** What is asked of the practice quarter, and which of its claims that means. */
export const practiceQuestions: readonly (readonly [
  Readonly<Record<string, string>>,
  (claim: PlainClaim) => boolean,
])[] = [
  [{}, ({ day }) => day >= '2025-10-01'],
  [{ kind: 'op' }, ({ day, kind }) => day >= '2025-10-01' && kind === 'op'],
  [{ kind: 'ip' }, ({ day, kind }) => day >= '2025-10-01' && kind === 'ip'],
  [{ kind: 'orf' }, ({ day, kind }) => day >= '2025-10-01' && kind === 'orf'],
  [{ fiscal_year: '2568', scheme: 'ucs' }, ({ day, scheme }) => day < '2025-10-01' && scheme === 'ucs'],
  [
    { from: '2025-10-11', to: '2025-12-24', scheme: 'ofc,lgo,sss' },
    ({ day, scheme }) => day >= '2025-10-11' && day < '2025-12-24' && /ofc|lgo|sss/.test(scheme),
  ],
  [{ referrer: '99002' }, ({ day, referrer }) => day >= '2025-10-01' && referrer === '99002'],
  [
    { referrer: 'none', kind: 'orf,op' },
    ({ day, referrer, kind }) => day >= '2025-10-01' && referrer === '' && kind !== 'ip',
  ],
  [
    { status: 'denied', fund: 'IP01' },
    ({ day, codes, fund }) => day >= '2025-10-01' && codes.length > 0 && fund === 'IP01',
  ],
  [
    { main_hospital: '99999', weekday: '1', from: '2025-10-11' },
    ({ day, mainHospital }) =>
      day >= '2025-10-11' && mainHospital === '99999' && new Date(`${day}T00:00:00Z`).getUTCDay() === 1,
  ],
  [
    { main_hospital: 'none', sent_late: 'yes' },
    ({ day, mainHospital, latePercent }) =>
      day >= '2025-10-01' && mainHospital === '' && latePercent !== null && latePercent < 100,
  ],
  [
    { stay: '2-4', sent_late: 'no' },
    ({ day, stay, latePercent }) =>
      day >= '2025-10-01' && stay !== null && stay >= 2 && stay <= 4 && latePercent === 100,
  ],
  [
    { stay: 'none', sent_late: 'none' },
    ({ day, stay, latePercent }) => day >= '2025-10-01' && stay === null && latePercent === null,
  ],
  [
    { payment_column: 'any', kind: 'op,ip' },
    ({ day, kind, payments }) =>
      day >= '2025-10-01' && kind !== 'orf' && Object.values(payments).some((paid) => paid !== 0),
  ],
];
