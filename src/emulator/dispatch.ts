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
  return transact(state, entryOf(incoming, found.write), () => attempt(state, incoming, () => run(state, found)));
}

function dispatchBatch(state: State, incoming: Incoming, { items, answer: together, admit }: Batch): Reply {
  const write = items.some(({ found }) => found.write);
  const one = ({ incoming: item, found }: BatchItem) => attempt(state, item, () => run(state, found));
  return transact(state, { ...entryOf(incoming, write), batch: items.length }, () =>
    attempt(state, incoming, () => {
      admit(state);
      return together(one);
    }),
  );
}

/** All of a request in one transaction, on a tenant brought up to its clock, with a line in the journal. */
function transact(state: State, entry: Entry, work: () => Reply): Reply {
  if (!entry.write) {
    settleIfDue(state);
    const reply = state.database.read(work);
    state.journal.log({ ...entry, status: reply.status });
    return reply;
  }
  return state.database.write(() => {
    settle(state, state.clock.ms());
    const sequence = state.journal.open(entry);
    const reply = work();
    state.journal.close(sequence, reply.status);
    return reply;
  });
}

/** What has ended is gone for readers too, and has left its mark in the audit log. */
function settleIfDue(state: State): void {
  const now = state.clock.ms();
  if (isDue(state, now)) state.database.write(() => settle(state, now));
}

/** A refused write leaves no trace in the state. */
function run(state: State, found: Found): Reply {
  const work = () => found.run(state, state.clock.ms());
  return found.write ? state.database.attempt(work) : work();
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

type Entry = Parameters<State["journal"]["open"]>[0];

/** How the journal writes a request down. */
export function entryOf({ method, path }: Incoming, write: boolean) {
  return { method, path, page: /[?&](\$|%24)skiptoken=/i.test(path), write };
}
