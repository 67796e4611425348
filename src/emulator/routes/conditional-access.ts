import { bodyObject } from "../body";
import type { Call, Reply, Route } from "../call";
import { graphErrors } from "../errors";
import { completePolicy, locationFamily, policyFamily } from "../laws/conditional-access";
import { type Collection, listOf, oneOf } from "../odata/collection";
import type { Entity } from "../odata/filter";
import type { Properties } from "../store/properties";
import { formatTime } from "../time";
import { checkNames, documentAt, documentCollection, documentEntity } from "./document-collection";

/** A family of documents that are made, changed and deleted under an id of the service's own. */
interface Family {
  readonly name: string;
  readonly segment: string;
  readonly collection: Collection;
  /** What is kept of what was given; refuses what does not fit. */
  readonly complete: (call: Call, given: Entity) => Properties;
  /** Refuses to delete. */
  readonly checkRemoval?: (call: Call, properties: Properties) => void;
}

const dates = ["id", "createdDateTime", "modifiedDateTime"];

const families: readonly Family[] = [
  {
    name: policyFamily,
    segment: "policies",
    collection: documentCollection(policyFamily, "identity/conditionalAccess/policies", "conditionalAccessPolicy", [
      ...dates,
      "conditions",
      "displayName",
      "description",
      "grantControls",
      "partialEnablementStrategy",
      "sessionControls",
      "state",
      "templateId",
    ]),
    complete: (call, given) => completePolicy(call.state, given),
  },
  {
    name: locationFamily,
    segment: "namedLocations",
    collection: documentCollection(locationFamily, "identity/conditionalAccess/namedLocations", "namedLocation", [
      ...dates,
      "displayName",
      "isTrusted",
      "ipRanges",
      "countriesAndRegions",
      "countryLookupMethod",
      "includeUnknownCountriesAndRegions",
    ]),
    complete: (_call, given) => completeLocation(given),
    checkRemoval: (_call, { isTrusted }) => {
      if (isTrusted === true) throw graphErrors.badRequest("A trusted location cannot be deleted.");
    },
  },
];

/** Policies and named locations: https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy */
export const conditionalAccessRoutes: readonly Route[] = families.flatMap((family): Route[] => {
  const { name, collection } = family;
  const path = `/identity/conditionalAccess/${family.segment}`;
  return [
    { method: "GET", path, operation: (call) => listOf(collection, call) },
    {
      method: "GET",
      path: `${path}/:id`,
      operation: (call) => oneOf(collection, documentEntity(documentAt(call, name)), call),
    },
    { method: "POST", path, operation: (call) => create(call, family) },
    { method: "PATCH", path: `${path}/:id`, operation: (call) => update(call, family) },
    { method: "DELETE", path: `${path}/:id`, operation: (call) => remove(call, family) },
  ];
});

function create(call: Call, { name, collection, complete }: Family): Reply {
  const given = givenIn(call, collection);
  const id = call.state.newId(name);
  const createdDateTime = formatTime(call.now);
  const properties = { ...complete(call, given), createdDateTime, modifiedDateTime: null };
  call.state.documents.put(name, id, properties);
  return oneOf(collection, documentEntity({ sequence: 0, id, properties }), call, 201);
}

function update(call: Call, { name, collection, complete }: Family): Reply {
  const { id, properties } = documentAt(call, name);
  const modifiedDateTime = formatTime(call.now);
  const changed = complete(call, { ...properties, ...givenIn(call, collection) });
  call.state.documents.put(name, id, { ...changed, modifiedDateTime });
  return { status: 204 };
}

function remove(call: Call, { name, checkRemoval }: Family): Reply {
  const document = documentAt(call, name);
  checkRemoval?.(call, document.properties);
  call.state.documents.remove(name, document);
  return { status: 204 };
}

function givenIn(call: Call, collection: Collection): Entity {
  const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...given } = bodyObject(call);
  checkNames(given, collection, call.version);
  return given;
}

function completeLocation(given: Entity): Properties {
  if (typeof given.displayName !== "string") throw graphErrors.badRequest("A named location needs a displayName.");
  const type = String(given["@odata.type"]);
  if (type === "#microsoft.graph.ipNamedLocation") {
    if (!Array.isArray(given.ipRanges) || given.ipRanges.length === 0)
      throw graphErrors.badRequest("An ipNamedLocation needs ipRanges.");
    return { isTrusted: false, ...given };
  }
  if (type !== "#microsoft.graph.countryNamedLocation")
    throw graphErrors.badRequest("'@odata.type' must name an ipNamedLocation or a countryNamedLocation.");
  if (!Array.isArray(given.countriesAndRegions))
    throw graphErrors.badRequest("A countryNamedLocation needs countriesAndRegions.");
  return { includeUnknownCountriesAndRegions: false, countryLookupMethod: "clientIpAddress", ...given };
}
