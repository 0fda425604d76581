import { createHash } from 'node:crypto';
import type { NewRemoteCase } from '../upstreams/openchs/profile.js';

/** A denied claim as OpenCHS is told of it. */
export interface DeniedClaim {
  readonly hospitalCode: string;
  readonly tranId: string;
  readonly scheme: string;
  readonly fund: string;
  readonly denyCode: string;
  /** Official text of the code; '' = there is none. */
  readonly denyText: string;
  /** Claimed amount, two decimals. */
  readonly amount: string;
  /** Address of the claim's page. */
  readonly link: string;
}

/** What must not leave: the claim's own name, HN, AN, citizen id. */
export type ClaimSecrets = readonly (string | null)[];

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding. */
function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

/** Our mark on a case there: the same for the same denial, at every import. */
export function openchsReference(about: {
  readonly target: string;
  readonly hospitalCode: string;
  readonly tranId: string;
  readonly denyCode: string;
}): string {
  const { target, hospitalCode, tranId, denyCode } = about;
  const hash = createHash('sha256').update([target, hospitalCode, tranId, denyCode].join('\0')).digest();
  return `ECR${base32(hash).slice(0, 16)}`;
}

/** Thirteen digits, also with blanks, dots or dashes between: a citizen id, whoever wrote it. */
const citizenId = /(?<!\d)\d(?:[\s.\-–]?\d){12}(?!\d)/g;

/** Shorter ones are found in the middle of other words and numbers. */
const shortestSecret = 3;

/** A text without citizen ids, and without what belongs to the claim's patient. */
export function scrubbed(text: string, secrets: ClaimSecrets): string {
  const known = secrets
    .flatMap((secret) => (secret === null ? [] : [secret.trim(), ...secret.trim().split(/\s+/)]))
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length);
  let clean = text.replace(citizenId, '•••');
  for (const secret of known) clean = clean.split(secret).join('•••');
  return clean;
}

/** Title and text of the case there. `note`: free text of the local case, where it is to be sent. */
export function openchsCase(
  claim: DeniedClaim,
  about: {
    readonly reference: string;
    readonly secrets: ClaimSecrets;
    readonly note: string;
    readonly at: Date;
  },
): NewRemoteCase {
  const { reference, secrets, note, at } = about;
  // Number, codes, amount and link are ours: only what people wrote can hold a person.
  const lines = [
    `Claim ${claim.tranId} · ${claim.scheme} ${claim.fund}`.trim(),
    `Code ${claim.denyCode}${claim.denyText === '' ? '' : ` ${scrubbed(claim.denyText, secrets)}`}`,
    `Claimed ${claim.amount} baht`,
    claim.link,
    ...(note === '' ? [] : ['', scrubbed(note, secrets)]),
  ];
  return {
    reference,
    title: `Claim ${claim.tranId} denied, code ${claim.denyCode}`,
    description: lines.join('\n'),
    priority: 'high',
    at,
  };
}
