// Visitors as a client reads them from an answer.

import { createPlainVisitorReader } from '../../src/service/lists/plainVisitor';
import type { Visitor } from '../../src/service/model';
import { visitorRow } from './visitorLists';

const readPlain = createPlainVisitorReader();

/** The visitor of that number; each call makes another object, with texts of its own. */
export function sampleVisitor(n: number, edition = 0): Visitor {
	const visitor = readPlain(JSON.parse(JSON.stringify(visitorRow(n, edition))), false);
	if (!visitor) {
		throw new Error("the sample visitor can't be read");
	}
	return visitor;
}
