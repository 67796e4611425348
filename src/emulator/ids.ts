import { createHash } from "node:crypto";

const guidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for anything shaped like a GUID: clients make some without version or variant bits. */
export function isGuid(text: unknown): text is string {
  return typeof text === "string" && guidShape.test(text);
}

/** The same words always give the same GUID, so that one seed and one run of calls give one tenant. */
export function guidOf(...words: readonly (string | number)[]): string {
  const bytes = createHash("sha256").update(words.join("\u0000")).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return dashed(bytes.toString("hex"));
}

/**
 * Id of an assignment, of its instance, and of a schedule made outside PIM: role and principal, little-endian, base64url, and a
 * number for the scope (1 for the tenant; Microsoft does not say how the others are numbered, so ours is a hash).
 */
export function assignmentId(role: string, principal: string, scope: string): string {
  const bytes = Buffer.concat([littleEndian(role), littleEndian(principal)]);
  const number = scope === "/" ? 1 : 2 + createHash("sha256").update(scope).digest().readUInt16BE(0);
  return `${bytes.toString("base64url")}-${number}`;
}

/** Role and principal in such an id; undefined for ids of another form. */
export function tupleOfAssignmentId(id: string): { role: string; principal: string } | undefined {
  const encoded = /^([\w-]{43})-\d+(-e)?$/.exec(id)?.[1];
  if (encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, "base64url");
  return { role: guidIn(bytes.subarray(0, 16)), principal: guidIn(bytes.subarray(16)) };
}

function guidIn(bytes: Buffer): string {
  return dashed(littleEndian(bytes.toString("hex")).toString("hex"));
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function littleEndian(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll("-", ""), "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
