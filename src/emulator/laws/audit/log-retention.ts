/** The service keeps its logs of activities and sign-ins for 30 days; in ms. */
export const logRetention = 30 * 24 * 60 * 60_000;
