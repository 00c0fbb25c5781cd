/**
 * What kind of help an error code calls for:
 * retry (again, with back-off), clock (correct the clock, sign again once), creds (fix the key), perm (name the missing right),
 * input (show at the field), state (refresh, offer the right next step), plan (the tenant's plan is missing or expired),
 * limit (a quota is used up), client (wrong configuration or a bug of ours), report (show code, message and RequestId).
 */
export type Advice = 'retry' | 'clock' | 'creds' | 'perm' | 'input' | 'state' | 'plan' | 'limit' | 'client' | 'report';
