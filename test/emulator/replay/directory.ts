import { guidOf, isGuid } from "../../../src/emulator/ids";
import type { Seed, SeedUser } from "../../../src/emulator/seed/seed";
import type { Example } from "./example";
import { heldByFilter } from "./filter-holds";
import { entitiesIn, isRecord, type Json, objectsIn, text } from "./json";
import { type Place, placeOf } from "./place";

type Kind = "user" | "group" | "servicePrincipal" | "administrativeUnit" | "organization";

interface Planted {
  readonly kind: Kind;
  /** False for a kind that only the name of a property suggests. */
  readonly sure: boolean;
  readonly id: string;
  readonly properties: Json;
}

const kinds: Readonly<Record<string, Kind>> = {
  users: "user",
  directoryobjects: "user",
  groups: "group",
  serviceprincipals: "servicePrincipal",
  administrativeunits: "administrativeUnit",
  organization: "organization",
};

/** Properties that name somebody, and whom. */
const references: readonly (readonly [RegExp, Kind])[] = [
  [/^(principalId|userId|assigneeId|requestorId|subjectId)$/, "user"],
  [/^groupId$/, "group"],
];

/** The directory that an example presumes: everybody and everything it names or shows, by id, and who is in which group. */
export class Directory {
  readonly #planted = new Map<string, Planted>();
  readonly #members = new Map<string, string[]>();
  readonly #owners = new Map<string, string[]>();
  readonly #place: Place;

  constructor(example: Example, body: unknown) {
    this.#place = placeOf(example.url);
    if (example.method === "GET") this.#shown(body);
    this.#inPath();
    // what a write answers is new: not there before
    const made = example.method === "GET" ? undefined : text(isRecord(body) ? body.id : undefined);
    this.#typed([example.body, body], made);
    this.#named(example, body, made);
  }

  has(id: string): boolean {
    return this.#planted.has(id.toLowerCase());
  }

  get users(): readonly string[] {
    return [...this.#planted.values()].filter(({ kind }) => kind === "user").map(({ id }) => id);
  }

  /** Puts somebody into a group that is to hold something in their stead. */
  addMember(group: string, member: string): void {
    push(this.#members, group, member);
  }

  addOwner(group: string, owner: string): void {
    push(this.#owners, group, owner);
  }

  /** Lays what is known over the properties of somebody who is there; what is undefined is not known. */
  amend(id: string, properties: Json): void {
    const key = id.toLowerCase();
    const before = this.#planted.get(key);
    const known = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
    if (before !== undefined) this.#planted.set(key, { ...before, properties: { ...before.properties, ...known } });
  }

  /** What is said first about kind and properties counts; a kind that is `sure` takes the place of a guess. */
  plant(kind: Kind, id: string, properties: Json = {}, sure = true): void {
    const key = id.toLowerCase();
    const before = this.#planted.get(key);
    const known = before !== undefined && (before.sure || !sure);
    const told = before !== undefined && Object.keys(before.properties).length > 0;
    this.#planted.set(key, {
      kind: known ? before.kind : kind,
      sure: sure || (before?.sure ?? false),
      id: key,
      properties: told ? before.properties : properties,
    });
  }

  /** As a seed file; the deploying identity calls where nobody else does. */
  seed(): Seed {
    const of = (kind: Kind) => [...this.#planted.values()].filter((each) => each.kind === kind);
    const [organization] = of("organization");
    const groups = of("group").map((group) => ({
      id: group.id,
      displayName: `group ${group.id}`,
      properties: { isAssignableToRole: true, ...plain(group.properties) },
      members: this.#keys(this.#members.get(group.id)),
      owners: this.#keys(this.#owners.get(group.id)),
    }));
    const tenant = { displayName: "Contoso", domain: "contoso.com" };
    return {
      tenant:
        organization === undefined
          ? tenant
          : { ...tenant, id: organization.id, properties: plain(organization.properties) },
      users: of("user").map(toUser),
      groups,
      servicePrincipals: [
        ...of("servicePrincipal").map(({ id, properties }) => ({
          id,
          key: keyOf(id),
          displayName: text(properties.displayName) ?? keyOf(id),
          properties: plain(properties),
        })),
        { displayName: "caller" },
      ],
      administrativeUnits: of("administrativeUnit").map(({ id, properties }) => ({
        id,
        displayName: `unit ${id}`,
        properties: plain(properties),
        members: this.#keys(this.#members.get(id)),
      })),
      deployer: "caller",
    };
  }

  #keys(ids: readonly string[] = []): string[] {
    return [...new Set(ids)].flatMap((id) => {
      const object = this.#planted.get(id);
      if (object === undefined) return [];
      if (object.kind === "user") return toUser(object).userPrincipalName;
      return object.kind === "group" ? `group ${id}` : keyOf(id);
    });
  }

  /** What a read shows of the directory is there: an entity under the id of the URL, the items of a list, members where they belong. */
  #shown(body: unknown): void {
    const { segments } = this.#place;
    const [first = "", ...rest] = segments[0]?.toLowerCase() === "directory" ? segments.slice(1) : segments;
    const kind = first.toLowerCase() === "me" ? "user" : kinds[first.toLowerCase()];
    if (kind === undefined) return;
    const [id, relation, cast] = first.toLowerCase() === "me" ? [undefined, ...rest] : rest;
    if (relation !== undefined) this.#related(id ?? "", relation, cast, body);
    else if (id === undefined || id === "$count") this.#list(kind, body, entitiesIn(body));
    else this.plant(kind, id, entitiesIn(body)[0]);
  }

  #list(kind: Kind, body: unknown, items: readonly Json[]): string[] {
    const wanted = typeof body === "number" ? body : items.length;
    const held = heldByFilter(this.#place.query.get("$filter"));
    return Array.from({ length: wanted }, (_, index) => {
      const item = { ...held, ...items[index] };
      const id = text(item.id) ?? guidOf("shown", JSON.stringify(item), index);
      this.plant(typeOf(item) ?? kind, id, item);
      return id.toLowerCase();
    });
  }

  #related(id: string, relation: string, cast: string | undefined, body: unknown): void {
    const kind = kinds[`${cast?.split(".").at(-1)?.toLowerCase()}s`] ?? "user";
    const name = relation.toLowerCase();
    if (/member$|memberof$/i.test(name)) {
      for (const group of this.#list("group", body, entitiesIn(body))) push(this.#members, group, id);
      return;
    }
    const side = name === "owners" ? this.#owners : this.#members;
    if (/^(owners|members|transitivemembers)$/.test(name))
      for (const one of this.#list(kind, body, entitiesIn(body))) push(side, id.toLowerCase(), one);
  }

  #inPath(): void {
    const { segments } = this.#place;
    segments.forEach((segment, index) => {
      const kind = kinds[segments[index - 1]?.toLowerCase() ?? ""];
      if (kind !== undefined && isGuid(segment)) this.plant(kind, segment);
    });
  }

  /** `{"@odata.type": "#microsoft.graph.user", "id": …}` anywhere, an expanded `principal` above all. */
  #typed(value: unknown, made: string | undefined): void {
    for (const object of objectsIn(value)) {
      const kind = typeOf(object);
      const id = text(object.id);
      if (kind !== undefined && isGuid(id) && id !== made) this.plant(kind, id, object);
      if (isRecord(object.principal) && isGuid(text(object.principal.id)))
        this.plant(typeOf(object.principal) ?? "user", String(object.principal.id), object.principal, false);
    }
  }

  #named({ url, body }: Example, answer: unknown, made: string | undefined): void {
    const all = `${decodeURIComponent(url.replaceAll("+", " "))} ${JSON.stringify([body, answer])}`;
    for (const [, collection = "", id = ""] of all.matchAll(/\/([A-Za-z]+)\/([0-9a-f]{8}-[0-9a-f-]{27})/gi)) {
      const kind = kinds[collection.toLowerCase()];
      if (kind !== undefined && id !== made) this.plant(kind, id);
    }
    for (const object of objectsIn([body, answer]))
      for (const [name, value] of Object.entries(object)) this.#reference(name, value);
    for (const [, name = "", id] of all.matchAll(/(\w+Id) eq '([0-9a-f-]{36})'/g)) this.#reference(name, id);
  }

  #reference(name: string, value: unknown): void {
    const kind = references.find(([pattern]) => pattern.test(name))?.[1];
    if (kind !== undefined && typeof value === "string" && isGuid(value)) this.plant(kind, value, {}, false);
    const person = /By$/.test(name) && isRecord(value) ? (isRecord(value.user) ? value.user : value) : undefined;
    const id = text(person?.id);
    if (isGuid(id) && !/^0{8}/.test(id)) this.plant("user", id, person);
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key.toLowerCase(), [...(map.get(key.toLowerCase()) ?? []), value.toLowerCase()]);
}

function typeOf(item: Json): Kind | undefined {
  const type = text(item["@odata.type"])?.split(".").at(-1)?.toLowerCase();
  return kinds[`${type}s`] ?? (type === "organization" ? "organization" : undefined);
}

function toUser({ id, properties }: Planted): SeedUser {
  return {
    id,
    userPrincipalName: text(properties.userPrincipalName) ?? `${id}@contoso.com`,
    displayName: text(properties.displayName) ?? `Person ${id}`,
    properties: plain(properties),
  };
}

function keyOf(id: string): string {
  return `principal ${id}`;
}

/** Properties as the directory keeps them: no annotations, and the id stands apart. */
function plain(properties: Json): Json {
  const kept = Object.entries(properties).filter(
    ([name]) => !["id", "type", "email", "lastUserSignInDateTime"].includes(name) && !name.startsWith("@"),
  );
  const { email } = properties;
  return { ...Object.fromEntries(kept), ...(typeof email === "string" ? { mail: email } : {}) };
}
