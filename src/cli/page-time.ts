import { InvalidArgumentError, Option } from "commander";
import type { EventLog } from "../report";
import { tenantNow } from "./tenant-now";

/** What `--now` says: a time, or that the tenant is to be asked. */
export type PageTime = Date | "tenant";

/** `--now`: from which day a page counts what ends soon. */
export function nowOption(): Option {
  return new Option("--now <when>", 'the day to count from, ISO 8601, or "tenant" to ask the tenant').argParser(
    readTime,
  );
}

/** The time of a page; undefined for the latest that the log itself knows. */
export async function pageTime(now: PageTime | undefined, log: EventLog): Promise<Date | undefined> {
  return now === "tenant" ? tenantNow(log.config) : now;
}

function readTime(text: string): PageTime {
  if (text === "tenant") return text;
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError(`"${text}" is no date; write 2027-01-31, 2027-01-31T08:00:00Z or tenant`);
  }
  return time;
}
