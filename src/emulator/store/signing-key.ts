import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Meta } from "./meta";

/**
 * The key that the tenant signs tokens with, RSA of 2,048 bits. Made when first needed, inside a writing transaction, and kept in
 * the tenant's file as it is: a token of one process counts in all of them. Who can read the file can sign; it guards a toy.
 */
export class SigningKey {
  readonly #meta: Meta;
  #pair: { readonly private: KeyObject; readonly public: KeyObject; readonly id: string } | undefined;

  constructor(meta: Meta) {
    this.#meta = meta;
  }

  /** For signing; the first call of a tenant writes its file. */
  get private(): KeyObject {
    return (this.#known() ?? this.#make()).private;
  }

  /** For checking; undefined as long as nobody has signed anything. */
  get public(): KeyObject | undefined {
    return this.#known()?.public;
  }

  /** `kid` of the key set. */
  get id(): string {
    return (this.#known() ?? this.#make()).id;
  }

  #make() {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.#meta.set("signingKey", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    return this.#remember(privateKey);
  }

  #known() {
    if (this.#pair !== undefined) return this.#pair;
    const pem = this.#meta.get("signingKey");
    return pem === undefined ? undefined : this.#remember(createPrivateKey(pem));
  }

  #remember(key: KeyObject) {
    const open = createPublicKey(key);
    const id = createHash("sha256")
      .update(open.export({ type: "spki", format: "der" }))
      .digest("base64url")
      .slice(0, 27);
    this.#pair = { private: key, public: open, id };
    return this.#pair;
  }
}
