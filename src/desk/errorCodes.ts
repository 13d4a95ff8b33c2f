// The codes of failures that are neither the service's nor the system's.
import { type ApiError, conclusionOf } from '../service/errors';

/** Another window has signed in since; this one can read the new secret only after a reload. */
export const signedInElsewhere = 'SIGNED_IN_ELSEWHERE';

/** The secret that the call needs can't be read or stored now: nothing was sent. */
export const secretStoreFailed = 'SECRET_STORE';

/** Whether a failed write may have been carried out. Then the current state is read from the service before the failure is reported. */
export function mayBeCarriedOut(error: ApiError): boolean {
	return error.code !== secretStoreFailed && conclusionOf(error) === 'unknown';
}
