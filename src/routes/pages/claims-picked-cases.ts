import type { Request, Response } from 'express';
import { openClaimCases, type PickedOutcome } from '../../services/open-claim-cases.js';
import type { Badge } from '../badges.js';
import { actorOf } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { pickedIn } from './claims-picked.js';

/** views/pages/claims-cases.ejs */
export interface ClaimsCasesView {
  readonly heading: string;
  /** Cases that were opened are listed first, what was not opened says why. */
  readonly rows: readonly {
    readonly tranId: string;
    readonly hospital: string;
    /** null = there is no such claim. */
    readonly claim: string | null;
    readonly badge: Badge;
    readonly case: { readonly number: string; readonly href: string } | null;
  }[];
  readonly cases: string;
}

const order: readonly PickedOutcome['outcome'][] = ['opened', 'has_case', 'no_claim'];
const words: Readonly<Record<PickedOutcome['outcome'], string>> = {
  opened: 'claims-cases.case_opened',
  has_case: 'claims-cases.has_case',
  no_claim: 'claims-cases.no_claim',
};
const looks: Readonly<Record<PickedOutcome['outcome'], Pick<Badge, 'tone' | 'icon'>>> = {
  opened: { tone: 'ok', icon: 'check' },
  has_case: { tone: 'quiet', icon: 'minus' },
  no_claim: { tone: 'bad', icon: 'warn' },
};

/** Opens a case for each picked claim that has none to be worked on; sent again, it opens none and says so. */
export const claimsPickedCases: Route = {
  method: 'post',
  path: '/claims/picked/cases',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    await sendPage(res, 'claims-cases', viewOf(res, await open(parts, req, res)));
  },
};

async function open(parts: Parts, req: Request, res: Response): Promise<PickedOutcome[]> {
  const { t } = pageContext(parts, res);
  return openClaimCases(parts, pickedIn(req), {
    titleOf: ({ tranId: tran_id, denyCode: code }) =>
      code === null ? t('cases.for_claim', { tran_id }) : t('cases.for_denied', { tran_id, code }),
    by: actorOf(req, res),
  });
}

function viewOf(res: Response, outcomes: readonly PickedOutcome[]): ClaimsCasesView {
  const parts: Parts = res.app.locals.parts; // set by app.ts
  const { t, baseUrl } = pageContext(parts, res);
  const opened = outcomes.filter(({ outcome }) => outcome === 'opened').length;
  return {
    heading: t('claims-cases.opened', { count: opened, of: outcomes.length }),
    rows: outcomes
      .toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))
      .map((one) => ({
        tranId: one.tranId,
        hospital: one.hospital,
        claim:
          one.outcome === 'no_claim'
            ? null
            : `${baseUrl}/claims/${encodeURIComponent(one.tranId)}?hospital=${encodeURIComponent(one.hospital)}`,
        badge: { ...looks[one.outcome], text: t(words[one.outcome]) },
        case:
          one.outcome === 'no_claim' ? null : { number: one.caseNumber, href: `${baseUrl}/cases/${one.id}` },
      })),
    cases: `${baseUrl}/cases`,
  };
}
