import { type BatchItem, batchItems, runBatch } from "./batch";
import type { Reply } from "./call";
import { ApiError, graphErrors } from "./errors";
import { type Found, findOperation, type Incoming } from "./graph";
import { settle } from "./settle";
import type { State } from "./state";
import { formatTime } from "./time";

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
  const batch = /^\/(v1\.0|beta)\/\$batch\/?$/i.test(incoming.path) && incoming.method === "POST";
  return batch ? dispatchBatch(state, incoming) : dispatchOne(state, incoming);
}

function dispatchOne(state: State, incoming: Incoming): Reply {
  const found = findOperation(incoming);
  const entry = entryOf(incoming, found.write);
  if (!found.write) {
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

function dispatchBatch(state: State, incoming: Incoming): Reply {
  const items = readItems(incoming);
  if (items instanceof ApiError) {
    state.journal.log({ ...entryOf(incoming, false), status: items.status });
    return errorReply(state, incoming, items);
  }
  const write = items.some(({ found }) => found.write);
  const entry = { ...entryOf(incoming, write), batch: items.length };
  const one = ({ incoming: item, found }: BatchItem) =>
    attempt(state, item, () => (found.write ? runWrite(state, found) : found.run(state, state.clock.ms())));
  if (!write) {
    const reply = state.database.read(() => runBatch(items, one));
    state.journal.log({ ...entry, status: reply.status });
    return reply;
  }
  return state.database.write(() => {
    settle(state, state.clock.ms());
    const sequence = state.journal.open(entry);
    const reply = runBatch(items, one);
    state.journal.close(sequence, reply.status);
    return reply;
  });
}

function readItems(incoming: Incoming): readonly BatchItem[] | ApiError {
  try {
    return batchItems(incoming);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** A refused request leaves no trace in the state. */
function runWrite(state: State, found: Found): Reply {
  return state.database.attempt(() => found.run(state, state.clock.ms()));
}

function attempt(state: State, incoming: Incoming, work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) return errorReply(state, incoming, error);
    const { message } = error instanceof Error ? error : { message: String(error) };
    return errorReply(state, incoming, graphErrors.internal(message));
  }
}

function errorReply(state: State, incoming: Incoming, { status, code, message }: ApiError): Reply {
  return {
    status,
    body: {
      error: {
        code,
        message,
        innerError: {
          date: formatTime(state.clock.ms()).replace(/(\.\d+)?Z$/, ""),
          "request-id": incoming.requestId,
          "client-request-id": incoming.headers.get("client-request-id") ?? incoming.requestId,
        },
      },
    },
  };
}

function entryOf({ method, path }: Incoming, write: boolean) {
  return { method, path, page: /[?&](\$|%24)skiptoken=/i.test(path), write };
}
