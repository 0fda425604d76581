import { problemGroups } from '../../domain/problems/index.js';
import type { ProblemWords } from '../../domain/problems/problem.js';
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
  readonly figures: readonly FigureLine[];
  readonly problemGroups: readonly {
    readonly title: string;
    /** Holds the problem that was asked for. */
    readonly open: boolean;
    readonly problems: readonly ProblemLine[];
  }[];
}

/** A figure as pages call it and as the API and the command line do, with its definition and splits. */
interface FigureLine {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly by: string;
}

interface ProblemLine {
  readonly code: string;
  readonly happened: string;
  readonly kept: string;
  readonly todo: string;
}

function problemLine(code: string, [happened, kept, todo]: readonly string[]): ProblemLine {
  const shown = (part = '') => part.replace(/\{\w+\}/g, '…');
  return { code, happened: shown(happened), kept: shown(kept), todo: shown(todo) };
}

/** `asked` is the code of a problem whose group is to stand open. */
function helpView({ t, language }: PageContext, asked: string): HelpView {
  return {
    terms: terms.map((name) => ({ name: t(`term_name.${name}`), text: t(`term.${name}`) })),
    figures: figures.map(({ name, title, definition, by }) => ({
      name,
      title: title[language],
      text: definition[language],
      by: by.join(', '),
    })),
    problemGroups: Object.entries(problemGroups).map(([group, members]) => {
      const words: [string, ProblemWords][] = Object.entries(members);
      return {
        title: t(`help.problems_${group}`),
        open: Object.hasOwn(members, asked),
        problems: words
          .sort(([one], [other]) => one.localeCompare(other, 'en'))
          .map(([code, texts]) => problemLine(code, texts[language])),
      };
    }),
  };
}

export const helpPage: Route = {
  method: 'get',
  path: '/help',
  permission: 'signed_in',
  handle: (parts) => async (req, res) => {
    await sendPage(res, 'help', helpView(pageContext(parts, res), String(req.query.problem ?? '')));
  },
};
