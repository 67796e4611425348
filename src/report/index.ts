/** The reviewer's page: from Pulumi's event log to Markdown. Reads results as data; asks and writes nothing. */
export { type Change, describeChange } from "./describe-change";
export { type EventLog, readEvents } from "./read-events";
export { renderDrift, renderMarkdown } from "./render-markdown";
