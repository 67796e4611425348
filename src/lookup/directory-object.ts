import { z } from "zod";
import type { PrincipalFacts, PrincipalType } from "../model";

/** What look-up asks of each object; `accountEnabled` and `userType` come only when asked for. */
export const SELECT: Readonly<Record<PrincipalType, string>> = {
  user: "id,displayName,userPrincipalName,userType,accountEnabled,onPremisesSyncEnabled",
  group: "id,displayName,isAssignableToRole,onPremisesSyncEnabled",
  servicePrincipal: "id,displayName,appId,accountEnabled",
};

/** Everything at once, for an answer of mixed types. */
export const SELECT_ANY = [...new Set(Object.values(SELECT).flatMap((names) => names.split(",")))].join(",");

export const objectJson = z.looseObject({
  "@odata.type": z.string().optional(),
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  isAssignableToRole: z.boolean().nullish(),
  appId: z.string().nullish(),
});

/** An object of the directory. `type` is Microsoft's word; only users, groups and service principals hold roles. */
export interface DirectoryObject {
  readonly id: string;
  readonly type: string;
  readonly displayName: string | undefined;
  /** The user principal name of a user. */
  readonly login: string | undefined;
  readonly appId: string | undefined;
  /** Absent for objects that cannot hold a role. */
  readonly facts: PrincipalFacts | undefined;
}

/** @param type the collection it came from; without one its `@odata.type` counts */
export function directoryObject(json: z.output<typeof objectJson>, type?: PrincipalType): DirectoryObject {
  const id = json.id.toLowerCase();
  const word = type ?? json["@odata.type"]?.split(".").at(-1) ?? "directoryObject";
  return {
    id,
    type: word,
    displayName: json.displayName ?? undefined,
    login: json.userPrincipalName ?? undefined,
    appId: json.appId ?? undefined,
    facts: isPrincipalType(word) ? factsOf(json, id, word) : undefined,
  };
}

function factsOf(json: z.output<typeof objectJson>, id: string, type: PrincipalType): PrincipalFacts {
  const displayName = json.displayName ?? id;
  return {
    id,
    type,
    name: type === "user" ? (json.userPrincipalName ?? displayName) : displayName,
    ...(type === "user" && { userType: json.userType?.toLowerCase() === "guest" ? "guest" : "member" }),
    enabled: json.accountEnabled !== false,
    synced: json.onPremisesSyncEnabled === true,
    ...(type === "group" && { roleAssignable: json.isAssignableToRole === true }),
  };
}

function isPrincipalType(word: string): word is PrincipalType {
  return word === "user" || word === "group" || word === "servicePrincipal";
}
