/**
 * A user name at NHSO as alerts, logs and messages show it: `ho••••ax`. It may be a person's citizen id, so at most its
 * first and last two letters are shown, and its length is not.
 */
export function maskAccount(username: string): string {
  const letters = [...username];
  const shown = letters.length < 6 ? 1 : 2;
  return `${letters.slice(0, shown).join('')}••••${letters.length < 6 ? '' : letters.slice(-shown).join('')}`;
}
