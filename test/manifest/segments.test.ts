// The schema of the segments in the settings agrees with what the code accepts: the editor marks a wrong rule at its place.
import assert from 'node:assert/strict';
import { maxPattern } from '../../src/desk/patterns/readPattern';
import { readRule, ruleFields, ruleOperators } from '../../src/desk/segments/rule';
import { manifest } from './manifest';

interface Schema {
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly maxLength?: number;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly anyOf?: readonly Schema[];
}

const schemaOf = (id: string) =>
	manifest.contributes.configuration.map(({ properties }) => properties[id]).find((each) => each !== undefined) as
		| Schema
		| undefined;
const rule = schemaOf('frontdesk.visitors.segments')?.items?.properties?.rules?.items?.properties ?? {};

function isMarked(pattern: string): boolean {
	const { pattern: schema = '', maxLength = 0 } = rule.matches ?? {};
	return !new RegExp(schema, 'u').test(pattern) || pattern.length > maxLength;
}

describe('The schema of the segments', () => {
	it('has the fields and the operators of a rule', () => {
		assert.deepEqual(rule.field?.anyOf?.[0]?.enum, ruleFields);
		assert.deepEqual(Object.keys(rule), ['field', ...ruleOperators]);
		assert.ok(new RegExp(rule.field?.anyOf?.[1]?.pattern ?? '$^').test('variable:plan'));
	});

	it('marks the expressions that are refused for their time, and none that is used', () => {
		const refused = [
			'(a+)+$',
			'x(?:a*b)*',
			'(\\d+)+',
			'([a-z]+\\.)+com',
			'(a{2,})*',
			'(a+){3,}',
			'(?=a)b',
			'a(?<!b)',
			'(a)\\1',
			'\\p{L}',
		];
		const used = [
			'a+',
			'(a+)?',
			'(ab)+',
			'(a|b)*c',
			'\\(a+\\)+',
			'[(]a+[)]+',
			'(a\\+)+',
			'([+*])+',
			'(a+){2}',
			'^/shop(/|$)',
			'@(acme|example)\\.com$',
			'\\\\1',
		];
		const isRefused = (matches: string) => typeof readRule({ field: 'name', matches }) !== 'function';
		assert.deepEqual(
			refused.filter((pattern) => !isMarked(pattern) || !isRefused(pattern)),
			[],
		);
		assert.deepEqual(
			used.filter((pattern) => isMarked(pattern) || isRefused(pattern)),
			[],
		);
	});

	it('is that of the rules of pages too, for expressions', () => {
		const { pattern } = schemaOf('frontdesk.pageSource.rules')?.items?.properties ?? {};
		assert.equal(pattern?.pattern, rule.matches?.pattern);
		assert.deepEqual([pattern?.maxLength, rule.matches?.maxLength], [maxPattern, maxPattern]);
	});

	it('takes no long time itself for the longest expression', () => {
		for (const part of ['(', '(a', '[', '(a+', '\\', '(a+)', '{9,}']) {
			assert.equal(typeof isMarked(part.repeat(Math.floor(200 / part.length))), 'boolean');
		}
	});
});
