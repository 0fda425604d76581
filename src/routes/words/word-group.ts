/** Words of one page: key → Thai and English; `{name}` is filled by `t(key, { name })`. */
export type WordGroup = Readonly<Record<string, { readonly th: string; readonly en: string }>>;
