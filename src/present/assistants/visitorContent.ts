// What an assistant is given about one visitor: plain values of the fields that it may see.
import type { Wait } from '../../desk/state';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { shownSpan } from '../time';
import type { AllowedFields } from './allowedFields';

/** How many variables, and how many custom fields, are given at most. */
const mostNamed = 50;

interface VisitorContentOptions {
	readonly allowed: AllowedFields;
	readonly waits: ReadonlyMap<Id, Wait>;
	/** Undefined for a department without a name. */
	readonly departmentName: (id: Id) => string | undefined;
	/** Instant (ms). */
	readonly now: number;
}

/** @param row reduced to what may be seen (`AllowedFields.visitor`) */
export function visitorContent(row: Visitor, options: VisitorContentOptions): Readonly<Record<string, unknown>> {
	const { allowed, waits, departmentName, now } = options;
	const content: Record<string, unknown> = { id: row.id };
	for (const field of allowed.fields) {
		const value = row[field];
		if (value !== '' && value !== undefined) {
			content[field] = field === 'visitTime' || field === 'firstVisitTime' ? instant(value) : value;
		}
	}
	if (allowed.has('departmentId') && row.departmentId !== '') {
		content.department = departmentName(row.departmentId);
	}
	const wait = allowed.has('status') ? waits.get(row.id) : undefined;
	if (wait) {
		content.waitingSeconds = Math.floor(shownSpan(now - wait.since) / 1000);
		content.mayHaveWaitedLonger = wait.atLeast;
	}
	return {
		...content,
		...named('customVariables', row.customVariableResults),
		...named('customFields', row.customFields),
	};
}

function named(key: string, values: readonly NamedValue[]): Readonly<Record<string, unknown>> {
	const some = values.slice(0, mostNamed).map(({ name, value }) => ({ name, value }));
	return some.length === 0 ? {} : { [key]: some };
}

function instant(at: unknown): string | undefined {
	const date = new Date(typeof at === 'number' ? at : Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
