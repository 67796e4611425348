/** Resources that break no rule; each test spoils one of them in one place. */
import { GLOBAL_ADMINISTRATOR, typeToken } from "pim-as-code/model";
import type { Resource } from "../../lib";

type Props = Record<string, unknown>;

export const ROLE = {
  global: GLOBAL_ADMINISTRATOR,
  exchange: "29232cdf-9323-42fd-ade2-1d097af3e4de",
  helpdesk: "729827e3-9c14-49f7-bb1b-9608f156bbb8",
  privilegedRole: "e8611ab8-c189-46e8-94e1-60213ab1f814",
  guestInviter: "95e79109-95c0-4d8e-aee3-d01accf2d47b",
  /** Of nobody's table. */
  custom: "5e1f0000-0000-4000-8000-000000000001",
};

export const personId = (number: number) => `a0000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Alice is active as Exchange Administrator for two weeks. */
export function assignment(spoiled: Props = {}, name = "alice-exchange"): Resource {
  return resource("EntraRoleAssignment", name, {
    role: ROLE.exchange,
    principalId: personId(1),
    principalName: "alice@contoso.com",
    principalType: "user",
    userType: "member",
    directoryScope: "/",
    schedule: { duration: "P14D" },
    ...spoiled,
  });
}

/** Alice is eligible for Exchange Administrator for half a year. */
export function eligibility(spoiled: Props = {}, name = "alice-exchange-eligible"): Resource {
  const { props } = assignment({ schedule: { duration: "P180D" }, ...spoiled });
  return resource("EntraRoleEligibility", name, props);
}

/** Activating Exchange Administrator takes MFA and the approval of a group. */
export function settings(activation: Props = {}, spoiled: Props = {}, name = "exchange-settings"): Resource {
  const approval = { required: true, approvers: [{ group: personId(90) }] };
  return resource("EntraRoleSettings", name, {
    role: ROLE.exchange,
    activation: { require: ["justification", "mfa"], approval, ...activation },
    ...spoiled,
  });
}

/** The `number`th break-glass account, as it has to be. */
export function breakGlass(number: number, spoiled: Props = {}): Resource {
  return assignment(
    {
      role: ROLE.global,
      principalId: personId(100 + number),
      principalName: `bg${number}@contoso.com`,
      schedule: { permanent: true },
      breakGlass: true,
      ...spoiled,
    },
    `bg${number}`,
  );
}

/** Two break-glass accounts, an eligible Global Administrator, settings. */
export function stack(): Resource[] {
  return [
    breakGlass(1),
    breakGlass(2),
    eligibility({ role: ROLE.global, schedule: { duration: "P90D" } }, "alice-global"),
    settings(),
  ];
}

function resource(className: string, name: string, props: Props): Resource {
  const type = typeToken(className);
  return { type, urn: `urn:pulumi:test::policies::${type}::${name}`, props };
}
