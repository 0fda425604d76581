/** Names under which clients have seen the hospital in the token (formats/nhso-eclaim-protocol.md 3). */
const hospitalFields = ['hospMain', 'organize_id', 'hospCode'] as const;

/**
 * Hospital code in the portal's ACCESS_TOKEN; null if there is none. Nothing else of the token is read: it holds
 * a person's name and citizen id.
 */
export function hospitalOfToken(token: string | null): string | null {
  const payload = token?.split('.')[1];
  if (payload === undefined || payload === '') return null;
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof content !== 'object' || content === null) return null;
  const fields = new Map<string, unknown>(Object.entries(content));
  for (const name of hospitalFields) {
    const value = fields.get(name);
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
      return String(value).trim();
  }
  return null;
}

/** Hospital codes are compared without zeros at the left. */
export function sameHospital(one: string, other: string): boolean {
  return one.trim().replace(/^0+/, '') === other.trim().replace(/^0+/, '');
}
