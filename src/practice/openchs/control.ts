import { z } from 'zod';
import { type Answer, type Call, jsonAnswer, textAnswer } from '../portal/call.js';
import { type Fake, jsonBody } from './fake.js';
import { openchsCalls, openchsFaultKinds } from './fault-kinds.js';

const wholeNumber = z.number().int().min(0);
const faultInput = z.strictObject({
  call: z.enum([...openchsCalls, 'any']),
  kind: z.enum(openchsFaultKinds),
  path: z.string().optional(),
  after: wholeNumber.optional(),
  times: z.union([z.literal('always'), wholeNumber.min(1)]).optional(),
  every: wholeNumber.min(1).optional(),
  chance: z.number().min(0).max(1).optional(),
  ms: wholeNumber.optional(),
  location: z.string().optional(),
});
const clockInput = z.strictObject({ advance_s: z.number().min(0) });

function addFaults(fake: Fake, call: Call): Answer {
  const parsed = z.union([faultInput, z.array(faultInput)]).safeParse(jsonBody(call));
  if (!parsed.success) return jsonAnswer({ error: z.prettifyError(parsed.error) }, 400);
  for (const fault of [parsed.data].flat()) fake.faults.add(fault);
  return jsonAnswer({ faults: fake.faults.all() });
}

function moveClock(fake: Fake, call: Call): Answer {
  const parsed = clockInput.safeParse(jsonBody(call));
  if (!parsed.success) return jsonAnswer({ error: z.prettifyError(parsed.error) }, 400);
  fake.moveClock(parsed.data.advance_s * 1000);
  return jsonAnswer({ now: new Date(fake.now()).toISOString() });
}

/** The control port: faults, clock, what was received and stored. */
export function controlFake(fake: Fake, call: Call): Answer {
  switch (`${call.method} ${call.path}`) {
    case 'GET /faults':
      return jsonAnswer({ faults: fake.faults.all() });
    case 'POST /faults':
      return addFaults(fake, call);
    case 'DELETE /faults':
      fake.faults.clear();
      return jsonAnswer({ faults: [] });
    case 'GET /requests':
      return jsonAnswer({ requests: fake.received.all() });
    case 'GET /cases':
      return jsonAnswer(fake.stored());
    case 'POST /clock':
      return moveClock(fake, call);
    case 'POST /reset':
      fake.reset();
      return jsonAnswer({ faults: [] });
    default:
      return textAnswer('Not Found', 404);
  }
}
