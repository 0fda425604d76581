import { countText } from '../../domain/count-text.js';
import { type ClaimValue, claimValues, type ValueName, valueNames } from '../../figures/claim-values.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { type ListAddress, listAddress, readClaimsQuery, withoutOrigin } from './claims-query.js';

type Values = readonly (readonly [name: ValueName, values: readonly ClaimValue[]])[];

/** For views/pages/claims-values.ejs. */
interface ClaimsValuesView {
  readonly back: string;
  readonly groups: readonly {
    readonly name: ValueName;
    readonly title: string;
    readonly count: string;
    readonly values: readonly {
      readonly value: string;
      readonly text: string | null;
      readonly claims: string;
      readonly href: string;
    }[];
  }[];
}

async function readValues({ db }: Parts): Promise<Values> {
  const read: [ValueName, readonly ClaimValue[]][] = [];
  for (const name of valueNames) read.push([name, await claimValues(db, name)]);
  return read;
}

function valuesView(found: Values, address: ListAddress, { t }: PageContext): ClaimsValuesView {
  return {
    back: address({}),
    groups: found.map(([name, values]) => ({
      name,
      title: t(`claims.by_${name}`),
      count: countText(values.length),
      values: values.map(({ value, text, claims }) => ({
        value,
        text,
        claims: countText(claims),
        href: address({ ...withoutOrigin, [name]: value }),
      })),
    })),
  };
}

/** Every value that a filter by a word can have; each leads to the list with it, and with what else was asked. */
export const claimsValues: Route = {
  method: 'get',
  path: '/claims/values',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const query = await readClaimsQuery(parts, req.query);
    const address = listAddress(`${req.baseUrl}/claims`, query);
    await sendPage(
      res,
      'claims-values',
      valuesView(await readValues(parts), address, pageContext(parts, res)),
    );
  },
};

/** The same for the fields of the filter, which suggest them while somebody types. */
export const claimsValuesJson: Route = {
  method: 'get',
  path: '/claims/values.json',
  permission: 'claims',
  handle: (parts) => async (_req, res) => {
    const found = await readValues(parts);
    const rows = found.flatMap(([field, values]) => values.map((one) => ({ field, ...one })));
    res.json({ rows, total: rows.length, as_of: parts.now().toISOString(), next_cursor: null });
  },
};
