import { bahtText } from '../../domain/baht-text.js';
import type { ClaimField } from '../../domain/claim-fields.js';
import { unknownText, withCommas } from '../../domain/count-text.js';
import type { Language } from '../../domain/errors.js';
import { maskName, maskPid, maskUnknown } from '../../domain/mask-identity.js';
import { clockText, dayText } from '../../domain/thai-date.js';

/** How fields are shown: in which language, and whether the reader asked for what identifies the patient. */
export interface Showing {
  readonly language: Language;
  readonly revealed: boolean;
}

type Shown = Pick<ClaimField, 'type' | 'privacy'>;

function masked(value: string, { privacy }: Shown): string {
  if (privacy === 'name') return maskName(value);
  if (privacy === 'pid') return maskPid(value);
  return privacy === 'unknown' ? maskUnknown(value) : value;
}

/** A value as people read it; `–` where nothing is written. */
export function valueText(value: string | null, field: Shown, { language, revealed }: Showing): string {
  if (value === null || value === '') return unknownText;
  if (field.privacy !== 'open') return revealed ? value : masked(value, field);
  if (field.type === 'money') return bahtText(value);
  if (field.type === 'weight') return withCommas(value);
  // Midnight is written where a workbook has the day alone.
  if (field.type === 'wall')
    return value.endsWith('00:00:00') ? dayText(value.slice(0, 10), language) : clockText(value, language);
  return field.type === 'day' ? dayText(value, language) : value;
}

/** A difference with its sign, also where it is more: `+21,788.00`; '' where it is not known. */
export function changeText(change: string | null): string {
  if (change === null) return '';
  const text = bahtText(change);
  return text.startsWith('−') || /^[0.]+$/.test(text) ? text : `+${text}`;
}
