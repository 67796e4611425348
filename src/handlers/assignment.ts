/** Active assignments, and the break-glass accounts among them. */
import { entraRoleAssignment, idOf } from "../model";
import { type Handler, type Props, Refusal } from "./handler";
import type { Run } from "./run";
import { argsOf, tupleOf } from "./schedule-args";
import { scheduleHandler } from "./schedule-handler";

export function assignmentHandler(run: Run): Handler {
  return scheduleHandler(run, "assignment", entraRoleAssignment, { guard, seen });
}

/**
 * A break-glass account is never removed, shortened or replaced, whatever the program says: being locked out of a tenant
 * is the worst that can happen. `olds` is what the state says, `news` what the program wants; absent on deletion.
 */
function guard(run: Run, olds: Props | undefined, news: Props | undefined): void {
  const is = (props: Props | undefined) => props?.breakGlass === true && !run.retired(...namesOf(props));
  if (news !== undefined) seen(run, news);
  const instead = news === undefined ? undefined : run.declared(idOf(tupleOf("eligibility", argsOf(news))));
  if (instead?.standing === "remove") {
    throw new Refusal(
      `"${instead.logicalName}" declares the same person eligible instead; keep one of the two, or standing: "keep"`,
    );
  }
  if (is(news) && argsOf(news ?? {}).schedule?.permanent !== true) {
    throw new Refusal("a break-glass account holds its role permanently; write schedule: { permanent: true }");
  }
  // under another name it is the same account: what the refresh saw of the tuple counts as well
  const before = is(olds) || news === undefined ? olds : run.seen(idOf(tupleOf("assignment", argsOf(news))));
  if (!is(before)) return;
  const who = namesOf(before)[0];
  const cure = `retire it first: pulumi config set pim:retireBreakGlass ${who}, then up`;
  if (news === undefined) throw new Refusal(`${who} is a break-glass account and is not removed; ${cure}`);
  if (news.breakGlass !== true) throw new Refusal(`${who} is a break-glass account and stays one; ${cure}`);
}

function seen(run: Run, props: Props): void {
  if (props.breakGlass === true && !run.retired(...namesOf(props))) run.protect(argsOf(props).principalId);
}

function namesOf(props: Props | undefined): string[] {
  return [props?.principalName, props?.principalId].filter((name) => typeof name === "string");
}
