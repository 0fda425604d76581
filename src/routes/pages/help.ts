import { type ProblemCode, problems } from '../../domain/problems/index.js';
import { figures } from '../../figures/index.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

const terms = [
  'rep',
  'stm',
  'smt',
  'tran_id',
  'denied',
  'version',
  'appeal',
  'fiscal_year',
  'control_totals',
  'quarantined',
  'scheme',
];

export interface HelpView {
  readonly terms: readonly { readonly name: string; readonly text: string }[];
  readonly figures: readonly { readonly name: string; readonly text: string }[];
  readonly problems: readonly {
    readonly code: string;
    readonly happened: string;
    readonly kept: string;
    readonly todo: string;
  }[];
}

function helpView({ t, language }: PageContext): HelpView {
  const codes = Object.keys(problems) as ProblemCode[]; // keys of a literal object
  return {
    terms: terms.map((name) => ({ name: t(`term_name.${name}`), text: t(`term.${name}`) })),
    figures: figures.map(({ title, definition }) => ({ name: title[language], text: definition[language] })),
    problems: codes.sort().map((code) => {
      const [happened, kept, todo] = problems[code][language].map((part) => part.replace(/\{\w+\}/g, '…'));
      return { code, happened: happened ?? '', kept: kept ?? '', todo: todo ?? '' };
    }),
  };
}

export const helpPage: Route = {
  method: 'get',
  path: '/help',
  permission: 'signed_in',
  handle: (parts) => async (_req, res) => {
    await sendPage(res, 'help', helpView(pageContext(parts, res)));
  },
};

/** The address in `type` of every problem+json answer. */
export const helpProblem: Route = {
  method: 'get',
  path: '/help/problems/:code',
  permission: 'signed_in',
  handle: () => (req, res) => {
    const code = String(req.params.code).replaceAll('-', '_');
    res.redirect(303, `${req.baseUrl}/help#${encodeURIComponent(code)}`);
  },
};
