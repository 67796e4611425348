import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate for this machine's own address, and where clients find it. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** Path of a PEM file with the certificate, for clients to trust. */
  readonly file: string;
  /** Removes the file. */
  remove(): void;
}

/** How long before now it counts from, so that no clock finds it too young, and how long it counts, in ms. */
const day = 24 * 60 * 60_000;
const lifetime = 365 * day;

/**
 * A new self-signed certificate for 127.0.0.1 and localhost. It is its own authority: clients trust the file. Its times are the
 * machine's, since clients check them by theirs.
 */
export async function makeCertificate(): Promise<Certificate> {
  // a tenant without HTTPS should not pay for loading it
  const { generate } = await import("selfsigned");
  const from = Date.now() - day;
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(from),
    notAfterDate: new Date(from + lifetime),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 7, ip: "127.0.0.1" },
          { type: 2, value: "localhost" },
        ],
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), "embedded-tenant-"));
  const file = join(folder, "ca.pem");
  writeFileSync(file, cert);
  return { key, cert, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
