import type { Reply } from "../call";
import { publicClient } from "../laws/client-authentication";
import { delegatedScope } from "../laws/scopes";
import { type Session, userOf } from "../laws/user-session";
import type { LoginCall } from "../login-call";
import { loginErrors } from "../login-errors";

/** Seconds that a code can be used. */
const lifetime = 900;
/** Seconds between two polls; Microsoft says 5, and nobody has to be spared here. */
const interval = 1;

/** `POST /{tenant}/oauth2/v2.0/devicecode`: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function deviceCode(call: LoginCall): Reply {
  const { state, now, places } = call;
  const client = publicClient(call);
  const scope = call.field("scope");
  delegatedScope(call, scope);
  const code = state.newId("deviceCode");
  const userCode = state.newId("userCode").replaceAll("-", "").slice(0, 9).toUpperCase();
  state.deviceCodes.add({ code, userCode, client, scope, expires: now + lifetime * 1000 }, now);
  const page = `${places.login}/devicelogin`;
  return {
    status: 200,
    body: {
      user_code: userCode,
      device_code: code,
      verification_uri: page,
      expires_in: lifetime,
      interval,
      message: `To sign in, send user_code ${userCode}, username and password to ${page} with POST.`,
    },
  };
}

/** `POST /devicelogin`: a person approves; `mfa=false` leaves the second factor out. There is no such call at Microsoft, who show a page. */
export function approveDevice(call: LoginCall): Reply {
  const { state, now, form } = call;
  const waiting = state.deviceCodes.findByUserCode(call.field("user_code"));
  if (waiting === undefined || waiting.expires <= now) throw loginErrors.unknownUserCode();
  const user = userOf(call);
  state.deviceCodes.approve(waiting.code, user.id, form.mfa !== "false");
  return { status: 200, body: { userPrincipalName: user.properties.userPrincipalName, client_id: waiting.client } };
}

/** The session behind a device code, once; "not yet" until somebody has approved. */
export function deviceSession(call: LoginCall, client: string): { session: Session; scope: string } {
  const { state, now } = call;
  const code = state.deviceCodes.find(call.field("device_code"));
  if (code === undefined || code.client !== client) throw loginErrors.unknownDeviceCode();
  if (code.expires <= now) throw loginErrors.endedDeviceCode();
  if (code.user === null) throw loginErrors.authorizationPending();
  state.deviceCodes.remove(code.code);
  const user = state.directory.find(code.user);
  if (user === undefined) throw loginErrors.unknownDeviceCode();
  return { session: { user, client, mfa: code.mfa }, scope: code.scope };
}
