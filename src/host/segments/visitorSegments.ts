// Creates the segments from the settings.
import { createSegments, noSegments, type Segments } from '../../desk/segments/segments';
import { nameOf, type ServiceNames } from '../../present/labels';
import type { Settings } from '../settings';

/** The returned function has the same segments until the settings or the names of the departments change. */
export function visitorSegments(
	settings: () => Pick<Settings, 'segments' | 'departmentAliases'>,
): (departmentNames: ServiceNames) => Segments {
	let segments = noSegments;
	let from: unknown;
	let names: unknown;
	return (departmentNames) => {
		const { segments: read, departmentAliases } = settings();
		if (read.segments.length === 0) {
			return noSegments;
		}
		if (from !== read || names !== departmentNames) {
			[from, names] = [read, departmentNames];
			segments = createSegments(read.segments, (id) => nameOf(id, departmentAliases, departmentNames));
		}
		return segments;
	};
}
