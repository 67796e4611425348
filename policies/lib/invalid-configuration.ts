/** The user's configuration does not fit. Its stack is the message, since the SDK prints the stack where there is one. */
export class InvalidConfiguration extends Error {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
