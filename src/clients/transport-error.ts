/** The way to the tenant cannot be opened at all. Carries no stack: the engine prints it to people. */
export class TransportError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "";
    this.stack = "";
  }
}
