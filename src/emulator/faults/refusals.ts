import { isObject } from "../body";
import type { Reply } from "../call";
import { type ApiError, faultErrors, pimErrors } from "../errors";
import type { Incoming } from "../service";
import { serviceOf } from "../services";
import type { State } from "../state";
import type { BodyKind } from "./fault";

/** An answer in place of the operation's own; `after`: the operation runs all the same. */
export interface Refusal {
  readonly reply: Reply;
  readonly after: boolean;
}

/** What the service says instead of doing its work, in the words of the service that was asked. */
export function refusalOf(state: State, incoming: Incoming): Refusal | undefined {
  const fault = state.faults.hit(incoming, "throttle", "error", "pending", "unreplicated", "expired");
  if (fault === undefined) return undefined;
  const say = (error: ApiError, body: BodyKind = "json") => worded(state, incoming, error, body);
  switch (fault.fault) {
    case "throttle":
      return { reply: say(faultErrors.throttled(fault.retryAfter), fault.body), after: false };
    case "error":
      return {
        reply: say(faultErrors.broken(fault.status, fault.retryAfter), fault.body),
        after: fault.after ?? false,
      };
    case "pending":
      return { reply: say(pimErrors.pendingRequest()), after: false };
    case "unreplicated":
      return { reply: say(pimErrors.subjectNotFound()), after: false };
    case "expired":
      return { reply: say(faultErrors.expired(incoming.places.login)), after: false };
  }
}

function worded(state: State, incoming: Incoming, error: ApiError, body: BodyKind): Reply {
  const { status, headers = {} } = error;
  if (body === "empty") return { status, headers };
  if (body === "html") return { status, headers: { ...headers, "Content-Type": "text/html" }, body: page(error) };
  const reply = serviceOf(incoming).refuse(state, incoming, error);
  return error.status === 429 ? { ...reply, body: throttledBody(reply.body) } : reply;
}

/** Gateways in front of the service answer with a page of their own. */
function page({ status, message }: ApiError): string {
  return `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>${message}</p></body></html>`;
}

/** Graph repeats the status inside `innerError` when it throttles. */
function throttledBody(body: unknown): unknown {
  if (!isObject(body) || !isObject(body.error) || !isObject(body.error.innerError)) return body;
  const innerError = { code: "429", message: "Please retry after", status: "429", ...body.error.innerError };
  return { error: { ...body.error, innerError } };
}
