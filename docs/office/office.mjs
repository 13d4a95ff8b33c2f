// For nginx.conf beside it: the age of an answer, the name of a credential in the cache, and the site that a credential belongs to.
import crypto from 'crypto';

/** As old as this (s) if the clock of this machine was set back since: the age isn't known, and the answer must not count as new. */
const unknown = 86400;

/** The age (s) of an answer from the cache, rounded up; with that of caches before this one. None for an answer that was just asked for. */
function age(r) {
	const v = r.variables;
	const before = Number(v.upstream_http_age) || 0;
	if (!/^(HIT|STALE|UPDATING|REVALIDATED)$/.test(v.upstream_cache_status || '')) {
		return before > 0 ? String(before) : '';
	}
	const span = Number(v.msec) - Number(v.upstream_http_office_asked);
	return String(span >= -1 ? before + Math.max(0, Math.ceil(span)) : unknown);
}

/** A hash: keys of the cache are in its files. */
function credential(r) {
	return hash(r.headersIn.Authorization || '');
}

/** Asks the service for the agents, and names the site by their IDs: no agent belongs to two sites. */
async function site(r) {
	const reply = await r.subrequest('/ask/agents');
	const ids = reply.status === 200 ? idsIn(reply.responseText) : [];
	answer(r, reply.status === 200 && ids.length === 0 ? 403 : reply.status, ids.length > 0 && hash(ids.join(' ')));
}

async function knownSite(r) {
	const reply = await r.subrequest('/known-site');
	answer(r, reply.status, reply.headersOut['Office-Site']);
}

function answer(r, status, name) {
	if (status === 200 && name) {
		r.headersOut['Office-Site'] = name;
	}
	r.return(status === 200 && !name ? 403 : status, '');
}

/** Sorted: their order may change. Empty if it is no list of agents, or only the first page of one, or if an agent has no ID. */
function idsIn(text) {
	try {
		const body = JSON.parse(text);
		const rows = Array.isArray(body) ? body : body.nextPage ? [] : body.agents;
		return rows.every((row) => row.id) ? rows.map((row) => String(row.id).toLowerCase()).sort() : [];
	} catch (_e) {
		return [];
	}
}

function hash(text) {
	return crypto.createHash('sha256').update(text).digest('hex');
}

export default { age, credential, site, knownSite };
