import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { type ScheduleName, scheduleNames } from '../../domain/schedule.js';
import { runScheduleNow } from '../../jobs/fire-schedules.js';
import { savePlan, switchSchedulesOn } from '../../services/save-schedules.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { readPlan } from './schedule-form.js';
import { scheduleView } from './schedule-view.js';

/** When REP, STM and SMT are downloaded by themselves: a form for each. */
export const schedulePage: Route = {
  method: 'get',
  path: '/settings/schedule',
  permission: 'administer',
  handle: (parts) => async (req, res) => await show(req, res, parts, null, []),
};

/** Saves one schedule (`name`). */
export const scheduleForm: Route = {
  method: 'post',
  path: '/settings/schedule',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const name = nameOf(req);
    const plan = readPlan(name, req, pageContext(parts, res));
    if (Array.isArray(plan)) {
      res.status(422);
      return await show(req, res, parts, name, plan);
    }
    try {
      await savePlan(parts, name, plan, actorOf(req, res));
    } catch (error) {
      const messages = formMessages(res, error);
      return await show(
        req,
        res,
        parts,
        name,
        messages.map((message) => ({ ...message, field: `${name}_enabled` })),
      );
    }
    res.redirect(303, `${req.baseUrl}/settings/schedule?done=saved`);
  },
};

/** One click after the account was found to work. */
export const switchSchedulesOnForm: Route = {
  method: 'post',
  path: '/settings/schedule/on',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    await switchSchedulesOn(parts, actorOf(req, res));
    res.redirect(303, `${req.baseUrl}/settings/schedule?done=switched_on`);
  },
};

/** Starts the job of a schedule now, and leads to it. */
export const runScheduleForm: Route = {
  method: 'post',
  path: '/settings/schedule/run',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    const job = await runScheduleNow(parts, nameOf(req), userOf(res).id);
    res.redirect(303, `${req.baseUrl}/jobs/${encodeURIComponent(job.jobKey)}`);
  },
};

function nameOf(req: Request): ScheduleName {
  const given = formFields(req, ['name']).name;
  const name = scheduleNames.find((known) => known === given);
  if (name === undefined) throw new AppError('not_found');
  return name;
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  typed: ScheduleName | null,
  errors: readonly FieldMessage[],
): Promise<void> {
  const done = (['saved', 'switched_on'] as const).find((word) => word === req.query.done) ?? null;
  const asked = { done, errors, typed: typed === null ? null : { name: typed, req } };
  await sendPage(res, 'settings-schedule', await scheduleView(parts, asked, pageContext(parts, res)));
}
