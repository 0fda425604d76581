import type { Language } from '../domain/errors.js';
import { instantText } from '../domain/thai-date.js';
import type { KeptMessage } from '../store/alert-messages.js';
import type { Badge } from './badges.js';
import type { Translate } from './words/index.js';

const looks: Readonly<Record<KeptMessage['state'], Pick<Badge, 'tone' | 'icon'>>> = {
  waiting: { tone: 'warn', icon: 'wait' },
  sending: { tone: 'info', icon: 'wait' },
  sent: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'close' },
  dropped: { tone: 'quiet', icon: 'minus' },
};

/** Word, shape and colour of what became of a message about alerts. */
export function messageState({ state }: Pick<KeptMessage, 'state'>, t: Translate): Badge {
  return { ...looks[state], text: t(`alert-messages.${state}`) };
}

/** When a message was last tried, what became of it, and what was answered. */
export function lastMessageText(message: KeptMessage, language: Language, t: Translate): string {
  const answer = message.answer[language].split(' · ')[0] ?? '';
  const at = instantText(message.triedAt ?? message.createdAt, language, true);
  return [at, messageState(message, t).text, answer].filter((part) => part !== '').join(' · ');
}
