// The visitor that a command is about.
import type { Desk } from '../../desk/desk';
import type { Id, Visitor } from '../../service/model';

/** The visitor as last read, or read now. Rejects with an `ApiError`. */
export async function knownVisitor(desk: Pick<Desk, 'state' | 'readVisitor'>, id: Id): Promise<Visitor> {
	const { visitors, watched } = desk.state;
	return watched.get(id)?.visitor ?? visitors?.find((visitor) => visitor.id === id) ?? (await desk.readVisitor(id));
}
