// Subscription rights (订阅权限): how many messages each person still allows, by template.
import { mix, type People } from './people';
import type { Template, Templates } from './templates';

/** A long-term subscription is not used up. */
const LONG_TERM = 1_000_000;

export class Rights {
	private readonly changed = new Map<string, number>();

	constructor(
		private readonly seed: number,
		private readonly people: People,
		private readonly templates: Templates,
	) {}

	/** Seeded: each mini-program user holds 0 to 3 rights to each template of the mini program; nobody any other. */
	left(person: number, template: Template): number {
		const changed = this.changed.get(`${person} ${template.id}`);
		if (changed !== undefined) return changed;
		if (template.account !== 'miniProgram' || !this.people.usesMiniProgram(person)) return 0;
		const rights = mix(person, this.seed + template.id.charCodeAt(0)) % 4;
		return template.type === 'longTerm' ? (rights > 1 ? LONG_TERM : 0) : rights;
	}

	/** The person accepts messages of the template. @param times how many; a long-term template knows no number */
	grant(person: number, template: Template, times: number) {
		const left = template.type === 'longTerm' ? LONG_TERM : this.left(person, template) + times;
		this.changed.set(`${person} ${template.id}`, left);
	}

	/** The person takes all of that back. */
	revoke(person: number, template: Template) {
		this.changed.set(`${person} ${template.id}`, 0);
	}

	/** @returns whether there was a right to spend */
	spend(person: number, template: Template): boolean {
		const left = this.left(person, template);
		if (left <= 0) return false;
		if (template.type !== 'longTerm') this.changed.set(`${person} ${template.id}`, left - 1);
		return true;
	}

	/** @returns how many messages the person still accepts, by template id */
	of(person: number): Record<string, number> {
		const all = (['officialAccount', 'miniProgram'] as const).flatMap((account) =>
			this.templates.list(account, 'subscription'),
		);
		return Object.fromEntries(all.map((template) => [template.id, this.left(person, template)]));
	}
}
