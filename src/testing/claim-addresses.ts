/** Addresses of lists of claims in a page that say from which figure they come, each once. */
export function claimAddresses(html: string): string[] {
  const found = [...html.matchAll(/href="([^"]*\/claims\?[^"]*from_figure=[^"]*)"/g)];
  return [...new Set(found.map(([, address = '']) => address.replaceAll('&amp;', '&')))];
}

/** What such a list says in English where it has the claims that the figure counts. */
export const agreement = /It agrees with the figure|The number of claims agrees with the figure/;
