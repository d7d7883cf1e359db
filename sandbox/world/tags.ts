// Follower tags (用户标签): numbers 0 to 2 are WeChat's own (docs/wechat/users.md#tags).
import { WechatRefusal } from '../refusal';
import type { People } from './people';
import type { Settings } from './settings';

const TAG_LIMIT = 100;
const TAGS_PER_PERSON = 20;
const NAME_LENGTH = 30;
const FIRST_OWN_TAG = 100;
const UNDELETABLE_OVER = 100_000;
const SYSTEM_TAGS: Array<[number, string]> = [
	[0, '未分组'],
	[1, '黑名单'],
	[2, '星标组'],
];
const SEEDED_TAGS = ['老客户', '广东'];
const SEEDED_MEMBERS = 250;

interface Tag {
	id: number;
	name: string;
	members: Set<number>;
}

export class Tags {
	private readonly tags = new Map<number, Tag>();
	private readonly ofPerson = new Map<number, number[]>();
	private nextId = FIRST_OWN_TAG;

	constructor(
		people: People,
		private readonly settings: () => Settings,
	) {
		for (const [id, name] of SYSTEM_TAGS) this.tags.set(id, { id, name, members: new Set() });
		for (const name of SEEDED_TAGS) {
			const { id } = this.create(name);
			const members = Math.min(SEEDED_MEMBERS, people.followerCount);
			for (let person = 0; person < members; person++) this.add(id, person);
		}
	}

	list = () => [...this.tags.values()].map(({ id, name, members }) => ({ id, name, count: members.size }));

	private checkName(name: unknown, own?: number): string {
		if (typeof name !== 'string' || name.trim() === '') throw new WechatRefusal(45157);
		const length = this.settings().tagNameUnit === 'bytes' ? Buffer.byteLength(name) : [...name].length;
		if (length > NAME_LENGTH) throw new WechatRefusal(45158);
		const isTaken = [...this.tags.values()].some((tag) => tag.name === name && tag.id !== own);
		if (isTaken) throw new WechatRefusal(45157);
		return name;
	}

	/** @throws WechatRefusal 45157, 45158 or 45056 */
	create(name: unknown): Tag {
		const checked = this.checkName(name);
		if (this.tags.size - SYSTEM_TAGS.length >= TAG_LIMIT) throw new WechatRefusal(45056);
		const tag = { id: this.nextId++, name: checked, members: new Set<number>() };
		this.tags.set(tag.id, tag);
		return tag;
	}

	/** @throws WechatRefusal 45159 for a number that is no tag */
	get(id: unknown): Tag {
		const tag = typeof id === 'number' ? this.tags.get(id) : undefined;
		if (!tag) throw new WechatRefusal(45159);
		return tag;
	}

	private own(id: unknown): Tag {
		const tag = this.get(id);
		if (tag.id < FIRST_OWN_TAG) throw new WechatRefusal(45058);
		return tag;
	}

	/** @throws WechatRefusal when there is no such tag, or the name will not do */
	rename(id: unknown, name: unknown) {
		const tag = this.own(id);
		tag.name = this.checkName(name, tag.id);
	}

	/** Takes the tag from everybody and deletes it. @throws WechatRefusal 45057 when too many people have it */
	delete(id: unknown) {
		const tag = this.own(id);
		if (tag.members.size > UNDELETABLE_OVER) throw new WechatRefusal(45057);
		for (const person of tag.members) this.remove(tag.id, person);
		this.tags.delete(tag.id);
	}

	idsOf = (person: number) => this.ofPerson.get(person) ?? [];

	/** Has the person as many tags as WeChat allows, and not this one? */
	isFullFor(id: number, person: number): boolean {
		const ids = this.idsOf(person);
		return !ids.includes(id) && ids.length >= TAGS_PER_PERSON;
	}

	/** Gives the person the tag. */
	add(id: number, person: number) {
		const ids = this.idsOf(person);
		if (ids.includes(id)) return;
		this.ofPerson.set(person, [...ids, id]);
		this.get(id).members.add(person);
	}

	/** Takes the tag from the person. */
	remove(id: number, person: number) {
		this.ofPerson.set(
			person,
			this.idsOf(person).filter((own) => own !== id),
		);
		this.get(id).members.delete(person);
	}
}
