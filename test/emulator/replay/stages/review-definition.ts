import { guidOf, isGuid } from "../../../../src/emulator/ids";
import { at } from "../../ask";
import type { DocumentedAnswer, Example } from "../example";
import { entitiesIn, isRecord, type Json, objectsIn, text } from "../json";
import type { Scene } from "../scene";

/** Who reviews and who is reviewed where the example names nobody. */
export const helpersOfReviews = {
  reviewer: guidOf("helper", "reviewer"),
  member: guidOf("helper", "member"),
  group: guidOf("helper", "reviewed group"),
};

interface Reviewed {
  readonly kind: "user" | "group" | "servicePrincipal";
  readonly id: string;
  readonly properties: Json;
}

const nobody = /^0{8}-/;

/** The group that an example reviews. */
export function groupOf(example: Example, answer: DocumentedAnswer): string {
  for (const { resource, resourceId } of objectsIn([example.body, answer.body])) {
    if (isRecord(resource) && resource.type === "group" && isGuid(resource.id)) return resource.id;
    if (isGuid(resourceId)) return resourceId;
  }
  return helpersOfReviews.group;
}

/** Those whose access an example decides on. */
export function peopleReviewed(example: Example, answer: DocumentedAnswer): Reviewed[] {
  const found = new Map<string, Reviewed>();
  if (/\/contactedReviewers/i.test(example.url))
    for (const { id, displayName, userPrincipalName } of entitiesIn(answer.body))
      if (isGuid(id))
        found.set(id, { kind: "user", id, properties: { displayName, userPrincipalName, userType: "Guest" } });
  for (const { principal, target, principalId } of objectsIn([example.body, answer.body])) {
    const named = isRecord(principal) ? principal : undefined;
    const kind = named?.type === "group" || named?.type === "servicePrincipal" ? named.type : "user";
    const id = named?.id ?? (isRecord(target) ? target.userId : principalId);
    if (!isGuid(id)) continue;
    const { displayName, userPrincipalName } = {
      ...(isRecord(target) ? { displayName: target.userDisplayName, userPrincipalName: target.userPrincipalName } : {}),
      ...named,
    };
    found.set(id, {
      kind,
      id,
      properties: {
        ...(displayName ? { displayName } : {}),
        ...(kind === "user" && userPrincipalName ? { userPrincipalName } : {}),
        userType: "Guest",
      },
    });
  }
  return [...found.values()];
}

/** Who decides: whom the answer shows as the one who did, else our own reviewer. */
export function reviewerOf({ answer }: Pick<Scene, "answer">): string {
  for (const { reviewedBy } of objectsIn(answer.body))
    if (isRecord(reviewedBy) && isGuid(reviewedBy.id) && !nobody.test(reviewedBy.id)) return reviewedBy.id;
  return helpersOfReviews.reviewer;
}

const writable = [
  "displayName",
  "descriptionForAdmins",
  "descriptionForReviewers",
  "scope",
  "instanceEnumerationScope",
  "reviewers",
  "backupReviewers",
  "fallbackReviewers",
  "additionalNotificationRecipients",
  "settings",
  "stageSettings",
];

/** The body that makes a definition as shown; what is not shown is a review of the example's group or role by our own reviewer. */
export async function definitionFrom(scene: Scene, shown: Json): Promise<Json> {
  const { example, answer, place } = scene;
  const kept = Object.fromEntries(writable.flatMap((name) => (shown[name] === undefined ? [] : [[name, shown[name]]])));
  const today = scene.ask.tenant.clock.now().toISOString().slice(0, 10);
  const reviewers = reviewersOf(scene);
  const stage = { durationInDays: 2, reviewers, fallbackReviewers: [], recommendationsEnabled: true };
  const staged = /\/stages(\/|$)/i.test(place.path);
  const role = roleOf(answer);
  if (role !== undefined) await holdRole(scene, role);
  return {
    displayName: "Review",
    descriptionForAdmins: "Review",
    descriptionForReviewers: "Review",
    scope:
      role === undefined ? (scopeShown(answer, place.path) ?? groupScope(groupOf(example, answer))) : roleScope(role),
    reviewers,
    settings: {
      mailNotificationsEnabled: true,
      reminderNotificationsEnabled: true,
      justificationRequiredOnApproval: false,
      defaultDecisionEnabled: false,
      defaultDecision: "None",
      instanceDurationInDays: 5,
      autoApplyDecisionsEnabled: false,
      recommendationsEnabled: true,
      recurrence: {
        pattern: null,
        range: { type: "numbered", numberOfOccurrences: 0, startDate: today, endDate: "9999-12-31" },
      },
      applyActions: [],
    },
    ...(staged
      ? {
          stageSettings: [
            { stageId: "1", ...stage },
            { stageId: "2", dependsOn: ["1"], ...stage },
          ],
        }
      : {}),
    ...kept,
  };
}

/** The reviewers that a page shows as contacted or as deciding, else our own. */
function reviewersOf(scene: Scene): Json[] {
  const contacted = /\/contactedReviewers$/i.test(scene.place.path) ? entitiesIn(scene.answer.body) : [];
  const ids = contacted.map(({ id }) => id).filter(isGuid);
  return (ids.length > 0 ? ids : [reviewerOf(scene)]).map((id) => ({
    query: `/users/${id}`,
    queryType: "MicrosoftGraph",
  }));
}

/** The scope of an instance that a list shows, as its definition has it. */
function scopeShown({ body }: DocumentedAnswer, path: string): unknown {
  const scope = /\/instances/i.test(path) && !/\/decisions/i.test(path) ? entitiesIn(body)[0]?.scope : undefined;
  return isRecord(scope) ? JSON.parse(JSON.stringify(scope).replaceAll(/"\/(v1\.0|beta)(?=\/)/g, '"')) : undefined;
}

function groupScope(group: string): Json {
  return {
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    query: `/groups/${group}/transitiveMembers`,
    queryType: "MicrosoftGraph",
  };
}

function roleOf({ body }: DocumentedAnswer): string | undefined {
  for (const { resource } of objectsIn(body))
    if (isRecord(resource) && resource.type === "directoryRole") return text(resource.id);
  return undefined;
}

function roleScope(role: string): Json {
  const query = (text: string) => ({
    "@odata.type": "#microsoft.graph.accessReviewQueryScope",
    query: text,
    queryType: "MicrosoftGraph",
  });
  return {
    "@odata.type": "#microsoft.graph.principalResourceMembershipsScope",
    principalScopes: [query("/users"), query("/groups")],
    resourceScopes: [query(`/roleManagement/directory/roleDefinitions/${role}`)],
  };
}

async function holdRole(scene: Scene, roleDefinitionId: string): Promise<void> {
  for (const { id } of peopleReviewed(scene.example, scene.answer))
    await scene.make("POST", "/roleManagement/directory/roleAssignments", {
      principalId: id,
      roleDefinitionId,
      directoryScopeId: "/",
    });
}

/** True for an entity that somebody has decided on. */
export function isDecided(entity: Json): boolean {
  return (
    typeof entity.decision === "string" && entity.decision !== "NotReviewed" && isGuid(at(entity, "reviewedBy", "id"))
  );
}
