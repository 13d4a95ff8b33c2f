// One rule of a segment: a field of a visitor, and what its value has to be.

import type { Id, NamedValue, Visitor } from '../../service/model';
import { compilePattern } from '../patterns/compilePattern';
import type { PatternErrorCode } from '../patterns/readPattern';
import { runPattern } from '../patterns/runPattern';

const textFields = [
	'status',
	'name',
	'email',
	'phone',
	'company',
	'ip',
	'country',
	'state',
	'city',
	'timeZone',
	'language',
	'browser',
	'operatingSystem',
	'screenResolution',
	'currentBrowsing',
	'landingPage',
	'referrerUrl',
	'searchEngine',
	'searchKeywords',
	'productService',
] as const satisfies readonly (keyof Visitor)[];

const numberFields = ['visits', 'chats', 'pageViews'] as const satisfies readonly (keyof Visitor)[];

/** The fields that a rule can have, beside `variable:NAME` and `customField:NAME`. */
export const ruleFields = [...textFields, ...numberFields, 'department'] as const;

export const ruleOperators = ['is', 'contains', 'matches'] as const;

/** Undefined for a department without a name. */
export type DepartmentName = (id: Id) => string | undefined;

export type Rule = (visitor: Visitor, departmentName: DepartmentName) => boolean;

type RuleErrorCode = 'notARule' | 'unknownField' | 'noOperator' | 'notText';

export interface RuleError {
	readonly code: RuleErrorCode | PatternErrorCode;
	/** The field or the pattern, as the user wrote it. */
	readonly text?: string;
	/** The index of a character in a pattern. */
	readonly at?: number;
}

/** How much of a value is compared, in UTF-16 units. */
const maxValue = 10_000;
const maxText = 200;

/** @param value as it is in the settings, where it can be anything */
export function readRule(value: unknown): Rule | RuleError {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { code: 'notARule' };
	}
	const parts = value as Readonly<Record<string, unknown>>;
	const valuesOf = fieldReader(parts.field);
	if (!valuesOf) {
		return { code: 'unknownField', text: typeof parts.field === 'string' ? parts.field : '' };
	}
	const operators = ruleOperators.filter((operator) => Object.hasOwn(parts, operator));
	const [operator] = operators;
	if (operator === undefined || operators.length > 1) {
		return { code: 'noOperator' };
	}
	const text = parts[operator];
	if (typeof text !== 'string') {
		return { code: 'notText' };
	}
	const test = testOf(operator, text);
	return typeof test === 'function'
		? (visitor, departmentName) => valuesOf(visitor, departmentName).some(test)
		: { text, ...test };
}

type ValuesOf = (visitor: Visitor, departmentName: DepartmentName) => readonly string[];

function fieldReader(field: unknown): ValuesOf | undefined {
	const text = textFields.find((known) => known === field);
	if (text) {
		return (visitor) => [visitor[text]];
	}
	const number = numberFields.find((known) => known === field);
	if (number) {
		return (visitor) => [String(visitor[number] ?? '')];
	}
	if (field === 'department') {
		return ({ departmentId }, departmentName) => [departmentId, departmentName(departmentId) ?? ''];
	}
	const [, list, name] = /^(variable|customField):(.+)$/s.exec(typeof field === 'string' ? field : '') ?? [];
	if (name === undefined) {
		return undefined;
	}
	const wanted = folded(name);
	return list === 'variable'
		? ({ customVariableResults }) => valuesNamed(customVariableResults, wanted)
		: ({ customFields }) => valuesNamed(customFields, wanted);
}

/** A visitor without a variable has an empty value of it. */
function valuesNamed(values: readonly NamedValue[], wanted: string): readonly string[] {
	const found = values.filter(({ name }) => folded(name) === wanted).map(({ value }) => value);
	return found.length > 0 ? found : [''];
}

function testOf(operator: (typeof ruleOperators)[number], text: string): ((value: string) => boolean) | RuleError {
	if (operator === 'matches') {
		const program = compilePattern(text);
		return 'code' in program ? program : (value) => runPattern(program, value).matches;
	}
	if (text.length > maxText) {
		return { code: 'tooLong' };
	}
	const wanted = folded(text);
	if (operator === 'is') {
		return (value) => folded(value) === wanted;
	}
	return wanted === '' ? { code: 'empty' } : (value) => folded(value).includes(wanted);
}

/** Neither case nor spaces around a value matter. */
function folded(text: string): string {
	const start = text.slice(0, maxValue);
	return (/^[ -~]*$/.test(start) ? start : start.normalize('NFC')).toLowerCase().trim();
}
