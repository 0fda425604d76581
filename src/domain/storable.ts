/** Whether every database takes this text: none with NUL, none with half of a letter. */
export const isStorable = (text: string): boolean => !/\0|\p{Cs}/u.test(text);

/** Said of a field whose text no database takes. */
export const notStorable = 'holds a character that cannot be stored';

/** Where in a value out of JSON, an address or a form such a text stands, or is the name of a field; null = nowhere. */
export function unstorablePath(value: unknown): string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : [];
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const path = isStorable(name) ? unstorablePath(inner) : [];
    if (path !== null) return [name, ...path];
  }
  return null;
}
