// The codes of failures that are neither the service's nor the system's.
import { type ApiError, conclusionOf } from '../service/errors';

/** A refusal that only a reload helps against: another window has signed in since. */
export const signedInElsewhere = 'SIGNED_IN_ELSEWHERE';

/** A call that needs a secret which can't be read or stored now: nothing was sent, and nothing was refused. */
export const secretStoreFailed = 'SECRET_STORE';

/** Whether a write that failed may have been carried out: then what the service has must be read before the failure is reported. */
export function mayBeCarriedOut(error: ApiError): boolean {
	return error.code !== secretStoreFailed && conclusionOf(error) === 'unknown';
}
