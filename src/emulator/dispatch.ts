import type { Reply } from "./call";
import { ApiError, graphErrors } from "./errors";
import { refusalOf } from "./faults/refusals";
import type { Batch, BatchItem, Found, Incoming } from "./service";
import { serviceOf } from "./services";
import { isDue, settle } from "./settle";
import type { State } from "./state";

/**
 * Answers one request from start to end, without a pause in between: nothing else of this process can slip in. Where the file
 * cannot be read or written, the service is unavailable.
 */
export function dispatch(state: State, incoming: Incoming): Reply {
  try {
    return answer(state, incoming);
  } catch (error) {
    state.journal.abandon();
    const { message } = error instanceof Error ? error : { message: String(error) };
    return errorReply(state, incoming, graphErrors.unavailable(message));
  }
}

function answer(state: State, incoming: Incoming): Reply {
  const batch = readBatch(incoming);
  if (batch === undefined) return dispatchOne(state, incoming);
  if (!(batch instanceof ApiError)) return dispatchBatch(state, incoming, batch);
  state.journal.log({ ...entryOf(incoming, false), status: batch.status });
  return errorReply(state, incoming, batch);
}

function readBatch(incoming: Incoming): Batch | ApiError | undefined {
  try {
    return serviceOf(incoming).batch(incoming);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function dispatchOne(state: State, incoming: Incoming): Reply {
  const found = serviceOf(incoming).find(incoming);
  const entry = entryOf(incoming, found.write);
  if (!found.write) {
    settleIfDue(state);
    const reply = state.database.read(() => attempt(state, incoming, () => found.run(state, state.clock.ms())));
    state.journal.log({ ...entry, status: reply.status });
    return reply;
  }
  return state.database.write(() => {
    settle(state, state.clock.ms());
    const sequence = state.journal.open(entry);
    const reply = attempt(state, incoming, () => runWrite(state, found));
    state.journal.close(sequence, reply.status);
    return reply;
  });
}

function dispatchBatch(state: State, incoming: Incoming, { items, answer: together, admit }: Batch): Reply {
  const write = items.some(({ found }) => found.write);
  const entry = { ...entryOf(incoming, write), batch: items.length };
  const one = ({ incoming: item, found }: BatchItem) =>
    attempt(state, item, () => (found.write ? runWrite(state, found) : found.run(state, state.clock.ms())));
  const all = () =>
    attempt(state, incoming, () => {
      admit(state);
      return together(one);
    });
  if (!write) {
    settleIfDue(state);
    const reply = state.database.read(all);
    state.journal.log({ ...entry, status: reply.status });
    return reply;
  }
  return state.database.write(() => {
    settle(state, state.clock.ms());
    const sequence = state.journal.open(entry);
    const reply = all();
    state.journal.close(sequence, reply.status);
    return reply;
  });
}

/** What has ended is gone for readers too, and has left its mark in the audit log. */
function settleIfDue(state: State): void {
  const now = state.clock.ms();
  if (isDue(state, now)) state.database.write(() => settle(state, now));
}

/** A refused request leaves no trace in the state. */
function runWrite(state: State, found: Found): Reply {
  return state.database.attempt(() => found.run(state, state.clock.ms()));
}

function attempt(state: State, incoming: Incoming, work: () => Reply): Reply {
  const refusal = refusalOf(state, incoming);
  if (refusal !== undefined && !refusal.after) return refusal.reply;
  try {
    const reply = work();
    return refusal?.reply ?? reply;
  } catch (error) {
    if (error instanceof ApiError) return errorReply(state, incoming, error);
    const { message } = error instanceof Error ? error : { message: String(error) };
    return errorReply(state, incoming, graphErrors.internal(message));
  }
}

function errorReply(state: State, incoming: Incoming, error: ApiError): Reply {
  return serviceOf(incoming).refuse(state, incoming, error);
}

/** How the journal writes a request down. */
export function entryOf({ method, path }: Incoming, write: boolean) {
  return { method, path, page: /[?&](\$|%24)skiptoken=/i.test(path), write };
}
