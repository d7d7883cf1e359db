// What each person has received, bounded: the oldest messages are forgotten first.
import type { InboxMessage, InboxSummary } from '../types';

const LIMIT = 300_000;

export class Inbox {
	private readonly byPerson = new Map<string, InboxMessage[]>();
	private readonly ring: InboxMessage[] = [];
	private next = 0;
	private evicted = 0;

	/** Keeps a message; the oldest of all makes room. */
	add(message: InboxMessage) {
		const oldest = this.ring[this.next];
		if (oldest) {
			// The oldest of all is also its person's oldest.
			this.byPerson.get(oldest.personId)?.shift();
			this.evicted++;
		}
		this.ring[this.next] = message;
		this.next = (this.next + 1) % LIMIT;
		const own = this.byPerson.get(message.personId);
		if (own) own.push(message);
		else this.byPerson.set(message.personId, [message]);
	}

	ofPerson = (personId: string) => this.byPerson.get(personId) ?? [];

	all = () => [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)];

	/** @returns how many messages are kept, by how many people, and how many have made room */
	summary(): InboxSummary {
		const sizes = [...this.byPerson.values()].map((messages) => messages.length).filter((size) => size > 0);
		return {
			total: this.ring.length,
			people: sizes.length,
			mostToOnePerson: sizes.reduce((most, size) => Math.max(most, size), 0),
			evicted: this.evicted,
		};
	}
}
