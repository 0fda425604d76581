/** Names under which clients have seen the hospital in the token (formats/nhso-eclaim-protocol.md 3). */
const hospitalFields = ['hospMain', 'organize_id', 'hospCode'] as const;

/**
 * Hospital code in the portal's ACCESS_TOKEN; null if there is none. Nothing else of the token is read: it holds
 * a person's name and citizen id.
 */
export function hospitalOfToken(token: string | null): string | null {
  const fields = fieldsOf(token);
  for (const name of hospitalFields) {
    const value = fields.get(name);
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
      return String(value).trim();
  }
  return null;
}

/** When the token ends by the portal's clock, in milliseconds since 1970; null where it does not say. */
export function endOfToken(token: string | null): number | null {
  const seconds = fieldsOf(token).get('exp');
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : null;
}

function fieldsOf(token: string | null): ReadonlyMap<string, unknown> {
  const payload = token?.split('.')[1];
  if (payload === undefined || payload === '') return new Map();
  try {
    const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return new Map(typeof content === 'object' && content !== null ? Object.entries(content) : []);
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
}

/** Hospital codes are compared without zeros at the left. */
export function sameHospital(one: string, other: string): boolean {
  return one.trim().replace(/^0+/, '') === other.trim().replace(/^0+/, '');
}
