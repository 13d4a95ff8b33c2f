// The user's segments: named lists of rules, of which each visitor is in the first one that applies.
import type { Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { type DepartmentName, type Rule, type RuleError, readRule } from './rule';

export interface Segment {
	readonly name: string;
	/** The id of a codicon; undefined for the usual icon. */
	readonly icon: string | undefined;
	/** Whether the user wants to be told of its waiting visitors; undefined if the setting of the alerts holds for them. */
	readonly notify: boolean | undefined;
	/** Whether its visitors count in the badge. */
	readonly badge: boolean;
	/** All of them have to apply. */
	readonly rules: readonly Rule[];
}

type SegmentErrorCode = 'notASegment' | 'noName' | 'sameName' | 'noRules' | 'badIcon' | 'tooMany';

/** Why a part of the setting isn't used. Only a wrong icon leaves its segment in use. */
export interface SegmentError {
	/** The position of the segment in the setting, from 1; 0 for the setting as a whole. */
	readonly segment: number;
	readonly name: string;
	/** The position of the rule, from 1; undefined if it isn't about a rule. */
	readonly rule?: number;
	readonly error: RuleError | { readonly code: SegmentErrorCode; readonly text?: string };
}

export interface ReadSegments {
	readonly segments: readonly Segment[];
	readonly errors: readonly SegmentError[];
}

/** More than anybody has in view. */
const most = 20;

/** @param value as it is in the settings, where it can be anything */
export function readSegments(value: unknown): ReadSegments {
	const segments: Segment[] = [];
	const errors: SegmentError[] = [];
	if (!Array.isArray(value)) {
		return {
			segments,
			errors: value === undefined ? [] : [{ segment: 0, name: '', error: { code: 'notASegment' } }],
		};
	}
	value.slice(0, most).forEach((each: unknown, index) => {
		const read = readSegment(each, index + 1, segments);
		errors.push(...read.errors);
		if (read.segment) {
			segments.push(read.segment);
		}
	});
	if (value.length > most) {
		errors.push({ segment: most + 1, name: '', error: { code: 'tooMany', text: String(most) } });
	}
	return { segments, errors };
}

function readSegment(
	value: unknown,
	position: number,
	before: readonly Segment[],
): { readonly segment?: Segment; readonly errors: readonly SegmentError[] } {
	const parts = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
	const name = typeof parts.name === 'string' ? parts.name.trim() : '';
	const errorOf = (error: SegmentError['error'], rule?: number): SegmentError => ({
		segment: position,
		name,
		...(rule !== undefined && { rule }),
		error,
	});
	if (name === '') {
		return { errors: [errorOf({ code: 'noName' })] };
	}
	if (before.some((segment) => keyOf(segment) === keyOf({ name }))) {
		return { errors: [errorOf({ code: 'sameName' })] };
	}
	if (!Array.isArray(parts.rules) || parts.rules.length === 0 || parts.rules.length > most) {
		return { errors: [errorOf({ code: 'noRules', text: String(most) })] };
	}
	const rules: Rule[] = [];
	const errors: SegmentError[] = [];
	parts.rules.forEach((each: unknown, index) => {
		const rule = readRule(each);
		if (typeof rule === 'function') {
			rules.push(rule);
		} else {
			errors.push(errorOf(rule, index + 1));
		}
	});
	if (errors.length > 0) {
		return { errors }; // without one of its rules a segment would have visitors who aren't meant
	}
	const hasIcon = typeof parts.icon === 'string' && /^[a-z][a-z0-9-]{0,40}$/.test(parts.icon);
	const segment = {
		name,
		icon: hasIcon ? String(parts.icon) : undefined,
		notify: typeof parts.notify === 'boolean' ? parts.notify : undefined,
		badge: parts.badge === true,
		rules,
	};
	return { segment, errors: parts.icon === undefined || hasIcon ? [] : [errorOf({ code: 'badIcon' })] };
}

/** Identifies a segment among the others, also after the setting was put in another order. */
export function keyOf({ name }: Pick<Segment, 'name'>): string {
	return name.toLowerCase();
}

export interface Segments {
	/** In the order of the setting. */
	readonly list: readonly Segment[];
	/** The first segment whose rules apply; computed once for each row. */
	readonly of: (visitor: Visitor) => Segment | undefined;
	/** Whether a visitor counts in the badge because of the segment. Those who wait are counted in any case, and those who left never. */
	readonly isInBadge: (visitor: Visitor) => boolean;
}

/** Without any segment nothing is computed. */
export const noSegments: Segments = {
	list: [],
	of: () => undefined,
	isInBadge: () => false,
};

/** @param departmentName has to return the same name for an id in every call */
export function createSegments(list: readonly Segment[], departmentName: DepartmentName): Segments {
	if (list.length === 0) {
		return noSegments;
	}
	const known = new WeakMap<Visitor, Segment | 'none'>();

	function of(visitor: Visitor): Segment | undefined {
		let segment = known.get(visitor);
		if (segment === undefined) {
			segment = list.find(({ rules }) => rules.every((applies) => applies(visitor, departmentName))) ?? 'none';
			known.set(visitor, segment);
		}
		return segment === 'none' ? undefined : segment;
	}

	return {
		list,
		of,
		isInBadge(visitor) {
			const urgency = urgencyOf(visitor.status);
			return urgency !== 'waiting' && urgency !== 'left' && of(visitor)?.badge === true;
		},
	};
}
