// Answers as data, and errors in the documented shapes.

export interface Answer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** A request; names of headers in lower case. */
export interface Request {
	readonly method: string;
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

export const jsonType = { 'content-type': 'application/json; charset=utf-8' };

export function ok(body: string): Answer {
	return { status: 200, headers: jsonType, body };
}

export function html(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
	};
}

/** An error in the shape of the reference: `{"code", "message"}`, the code being the status times a thousand. */
export function failure(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
	return { status, headers: { ...jsonType, ...headers }, body: JSON.stringify({ code: status * 1000, message }) };
}

/** An error in the other documented shape, that of the vendor's guideline. */
export function guidelineFailure(status: number, message: string, target: string): Answer {
	const error = { code: String(status * 1000), message, target, details: [] };
	return { status, headers: jsonType, body: JSON.stringify({ error }) };
}
