/** Buddhist Era is refused in days and months of the API; what is no day at all is told so by its own rule. */
export const isGregorian = (text: string): boolean => !/^(?:2[4-9]|[3-9]\d)\d{2}-/.test(text);
export const buddhistYear = 'is of the Buddhist Era; years here are Gregorian';
