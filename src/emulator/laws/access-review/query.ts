import { isObject } from "../../body";
import { graphErrors } from "../../errors";
import { isGuid } from "../../ids";
import type { Entity } from "../../odata/filter";
import type { PrincipalScope } from "../../store/access-review-types";

/** A Graph query as reviews hold it, taken apart: https://learn.microsoft.com/graph/accessreviews-scope-concept */
export interface ReviewQuery {
  /** As it was sent, with what the service adds. */
  readonly shown: Entity;
  /** Without version, cast and options: "/groups/{id}/members", "./members", "/users". */
  readonly path: string;
  /** Id in the path, lower-case. */
  readonly id: string | undefined;
  /** The type that results are cast to. */
  readonly cast: PrincipalScope["kind"] | undefined;
  readonly filter: string | null;
}

const casts = ["user", "group", "servicePrincipal"] as const;

/** Reads `{query, queryType, queryRoot}`; `property` names it in the error. */
export function readQuery(value: unknown, property: string): ReviewQuery {
  if (!isObject(value) || typeof value.query !== "string" || value.query.trim() === "")
    throw graphErrors.badRequest(`A value is required for property 'query' of '${property}'.`);
  const { query, queryType = null, queryRoot = null } = value;
  if (queryType !== null && (typeof queryType !== "string" || queryType.toLowerCase() !== "microsoftgraph"))
    throw graphErrors.badRequest(`Invalid value '${String(queryType)}' for property 'queryType'.`);
  if (queryRoot !== null && queryRoot !== "decisions")
    throw graphErrors.badRequest(`Invalid value '${String(queryRoot)}' for property 'queryRoot'.`);
  const [whole = "", ...options] = query.trim().split("?");
  const [, before = "", cast] = /^(.*?)(?:\/microsoft\.graph\.([A-Za-z]+))?\/*$/.exec(whole) ?? [];
  const path = before.replace(/^\/(v1\.0|beta)(?=\/)/i, "");
  const id = path.split("/").find(isGuid);
  return {
    shown: { query: query.trim(), queryType: "MicrosoftGraph", queryRoot },
    path: id === undefined ? path : path.replace(id, "{id}"),
    id: id?.toLowerCase(),
    cast: cast === undefined ? undefined : castOf(cast),
    filter: new URLSearchParams(options.join("?")).get("$filter"),
  };
}

function castOf(name: string): PrincipalScope["kind"] {
  const cast = casts.find((each) => each.toLowerCase() === name.toLowerCase());
  if (cast === undefined) throw graphErrors.badRequest(`The type 'microsoft.graph.${name}' cannot be reviewed.`);
  return cast;
}
