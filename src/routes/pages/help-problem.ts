import { AppError } from '../../domain/errors.js';
import { type ProblemCode, problems } from '../../domain/problems/index.js';
import { slugOf, statusOf } from '../errors.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { translator } from '../words/index.js';

/** views/pages/help-problem.ejs: one problem in the reader's language and then in the other one. */
export interface HelpProblemView {
  readonly title: string;
  readonly sub: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly texts: readonly {
    readonly language: 'th' | 'en';
    readonly name: string;
    readonly happened: string;
    readonly kept: string;
    readonly todo: string;
  }[];
}

const codes = Object.keys(problems) as ProblemCode[]; // keys of a literal object

function codeOf(slug: string): ProblemCode | null {
  return codes.find((code) => slugOf(code) === slug) ?? null;
}

/** The page that the `type` of every problem+json answer leads to. Open to everybody: it says nothing of this hospital. */
export const helpProblem: Route = {
  method: 'get',
  path: '/help/problems/:slug',
  permission: 'public',
  handle: (parts: Parts) => async (req, res) => {
    const code = codeOf(String(req.params.slug));
    if (code === null) throw new AppError('not_found');
    const { language } = readerOf(res);
    const t = translator(language, parts.strictWords);
    const shown = (part: string) => part.replace(/\{\w+\}/g, '…');
    const status = statusOf(new AppError(code));
    const view: HelpProblemView = {
      title: shown(problems[code][language][0]),
      sub: t('help-problem.sub', { status }),
      code,
      status,
      texts: [language, language === 'th' ? ('en' as const) : ('th' as const)].map((one) => {
        const [happened, kept, todo] = problems[code][one].map(shown);
        return {
          language: one,
          name: one === 'th' ? 'ไทย' : 'English',
          happened: happened ?? '',
          kept: kept ?? '',
          todo: todo ?? '',
        };
      }),
    };
    await sendPage(res, 'help-problem', view);
  },
};
