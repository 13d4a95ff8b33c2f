// The codes of failures that are neither the service's nor the system's.

/** A refusal that only a reload helps against: another window has signed in since. */
export const signedInElsewhere = 'SIGNED_IN_ELSEWHERE';

/** A call that needs a secret which can't be read or stored now: nothing was sent, and nothing was refused. */
export const secretStoreFailed = 'SECRET_STORE';
