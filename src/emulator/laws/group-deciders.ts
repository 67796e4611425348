import type { Deciders } from "./deciders";
import { administratorsOfRoles } from "./entra-deciders";
import { groupPolicy } from "./group-policy";

/** Over members and owners of groups. Activations need approvers by name: nobody stands in for them. */
export const groupDeciders: Deciders = {
  settings: (state, { scope, role }) =>
    state.directory.find(scope) === undefined ? undefined : groupPolicy(state, scope, role),
  administrators: (state, { scope }) => [
    ...state.directory.linked(scope, "owners").map(({ id }) => id),
    ...administratorsOfRoles(state),
  ],
  administratorsApprove: false,
};
