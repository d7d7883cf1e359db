// The people of the sandbox: one byte each, everything else computed from the index or kept only where it differs.
import { OpenidCodec } from './openid';

const SUBSCRIBED = 1;
const EVER_FOLLOWED = 2;
const USES_MINI_PROGRAM = 4;
const BLACKLISTED = 8;
const REFUSES = 16;

const LINKED_PERCENT = 60;
const TEST_ACCOUNT_PEOPLE = 120;
const FIRST_FOLLOW = 1_546_300_800; // 2019-01-01
const FOLLOW_SPAN = 200_000_000;
/** This many people from the start carry a remark; one of them breaks strict JSON readers. */
const REMARKS = ['老客户', 'VIP', 'A\u0001B\u001f客户', 'said "hello" \\ once'];

const SEEDED_SCENES = [
	'ADD_SCENE_SEARCH',
	'ADD_SCENE_QR_CODE',
	'ADD_SCENE_PROFILE_CARD',
	'ADD_SCENE_PROFILE_LINK',
	'ADD_SCENE_WECHAT_ADVERTISEMENT',
	'ADD_SCENE_CHANNELS',
	'ADD_SCENE_WXA',
	'ADD_SCENE_OTHERS',
];

/** A well-mixed 32-bit number, always the same for the same input. */
export function mix(value: number, salt: number): number {
	let h = Math.imul(value ^ (salt * 0x9e3779b1), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

function inverse(a: number, modulus: number): number {
	let [r0, r1, s0, s1] = [a, modulus, 1, 0];
	while (r1 !== 0) {
		const q = Math.floor(r0 / r1);
		[r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
	}
	return ((s0 % modulus) + modulus) % modulus;
}

interface Follow {
	subscribeTime: number;
	scene: string;
	qrScene: number;
	qrSceneStr: string;
}

/** How many people of which kind there are, in this order. */
export interface Population {
	followers: number;
	/** Use the mini program and never followed. */
	onlyMiniProgram: number;
	unfollowed: number;
	/** Never followed, and use no mini program. */
	strangers: number;
	/** Of the followers and of those who have unfollowed, how many in a hundred use the mini program. */
	linkedPercent: number;
	/** The first character of the sandbox's own ids. */
	idLetter: 'p' | 't';
	/** Carry the followers from the start remarks and unlike ways of having come? */
	hasHistory: boolean;
}

/** Around an account with its mini program: many followers, and some people of every other kind. */
export const aroundAccount = (followers: number): Population => ({
	followers,
	onlyMiniProgram: Math.max(20, Math.floor(followers / 5)),
	unfollowed: Math.max(10, Math.floor(followers / 50)),
	strangers: 0,
	linkedPercent: LINKED_PERCENT,
	idLetter: 'p',
	hasHistory: true,
});

/** Around a test account: more people than may follow it, of whom nobody has to. */
export const aroundTestAccount = (followers: number): Population => ({
	followers,
	onlyMiniProgram: 0,
	unfollowed: 0,
	strangers: TEST_ACCOUNT_PEOPLE - followers,
	linkedPercent: 0,
	idLetter: 't',
	hasHistory: false,
});

/** Everybody whom an account of this world can know, in the order of the population. */
export class People {
	readonly total: number;
	readonly officialAccount: OpenidCodec;
	readonly miniProgram: OpenidCodec;
	readonly union: OpenidCodec;
	followerCount = 0;
	private readonly flags: Uint8Array;
	private readonly follows = new Map<number, Follow>();
	private readonly remarks = new Map<number, string>();
	private readonly blacklist = new Set<number>();
	private readonly step: number;
	private readonly stepBack: number;

	constructor(
		private readonly seed: number,
		private readonly population: Population,
	) {
		const { followers, onlyMiniProgram, unfollowed, strangers, idLetter } = population;
		this.total = followers + onlyMiniProgram + unfollowed + strangers;
		const codec = (purpose: string) =>
			new OpenidCodec(seed, idLetter === 'p' ? purpose : `${idLetter} ${purpose}`);
		this.officialAccount = codec('officialAccount');
		this.miniProgram = codec('miniProgram');
		this.union = codec('union');
		this.flags = new Uint8Array(this.total);
		for (let i = 0; i < this.total; i++) this.flags[i] = this.seedFlags(i);
		this.followerCount = followers;
		this.step = 0x9e3779b1 % this.total;
		while (gcd(this.step, this.total) !== 1) this.step++;
		this.stepBack = inverse(this.step, this.total);
		const seeded = population.hasHistory ? REMARKS.slice(0, followers) : [];
		seeded.forEach((remark, i) => this.remarks.set(i, remark));
	}

	private seedFlags(i: number): number {
		const { followers, onlyMiniProgram, unfollowed, linkedPercent } = this.population;
		const opensMiniProgram = mix(i, this.seed) % 100 < linkedPercent ? USES_MINI_PROGRAM : 0;
		if (i < followers) return SUBSCRIBED | EVER_FOLLOWED | opensMiniProgram;
		if (i < followers + onlyMiniProgram) return USES_MINI_PROGRAM;
		return i < followers + onlyMiniProgram + unfollowed ? EVER_FOLLOWED | opensMiniProgram : 0;
	}

	/** @returns the sandbox's own id of a person: p0, p1 ..., around a test account t0, t1 ... */
	idOf = (i: number) => `${this.population.idLetter}${i}`;

	exists = (i: number | undefined): i is number => i !== undefined && i >= 0 && i < this.total;
	follower = (i: number) => (this.flags[i] & SUBSCRIBED) !== 0;
	everFollowed = (i: number) => (this.flags[i] & EVER_FOLLOWED) !== 0;
	usesMiniProgram = (i: number) => (this.flags[i] & USES_MINI_PROGRAM) !== 0;
	blacklisted = (i: number) => (this.flags[i] & BLACKLISTED) !== 0;
	refuses = (i: number) => (this.flags[i] & REFUSES) !== 0;
	remark = (i: number) => this.remarks.get(i) ?? '';

	/** @returns the person known to the official account by this openid, follower or not */
	byOfficialAccountOpenid(openid: unknown): number | undefined {
		const i = this.officialAccount.decode(openid);
		return this.exists(i) ? i : undefined;
	}

	/** @returns the person known to the mini program by this openid, if they have ever opened it */
	byMiniProgramOpenid(openid: unknown): number | undefined {
		const i = this.miniProgram.decode(openid);
		return this.exists(i) && this.usesMiniProgram(i) ? i : undefined;
	}

	/** @param id the sandbox's own id (p0, p1 ...), an openid of either account, or a unionid */
	find(id: string): number | undefined {
		const own = /^([pt])(\d{1,9})$/.exec(id);
		const i = own
			? own[1] === this.population.idLetter
				? Number(own[2])
				: undefined
			: (this.officialAccount.decode(id) ?? this.miniProgram.decode(id) ?? this.union.decode(id));
		return this.exists(i) ? i : undefined;
	}

	private set(i: number, flag: number, on: boolean) {
		this.flags[i] = on ? this.flags[i] | flag : this.flags[i] & ~flag;
	}

	setRefuses = (i: number, on: boolean) => this.set(i, REFUSES, on);
	openMiniProgram = (i: number) => this.set(i, USES_MINI_PROGRAM, true);
	setRemark = (i: number, remark: string) => this.remarks.set(i, remark);

	/** Puts the person on the blacklist of the account, or takes them off. */
	setBlacklisted(i: number, on: boolean) {
		this.set(i, BLACKLISTED, on);
		if (on) this.blacklist.add(i);
		else this.blacklist.delete(i);
	}

	blacklistedPeople = () => [...this.blacklist];

	/** @param time unix seconds */
	follow(i: number, time: number, scene?: string) {
		if (!this.follower(i)) this.followerCount++;
		this.set(i, SUBSCRIBED | EVER_FOLLOWED, true);
		const isNumber = scene !== undefined && /^[1-9]\d{0,9}$/.test(scene);
		this.follows.set(i, {
			subscribeTime: time,
			scene: scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
			qrScene: isNumber ? Number(scene) : 0,
			qrSceneStr: isNumber ? '' : (scene ?? ''),
		});
	}

	/** The person leaves; somebody who does not follow stays as they are. */
	unfollow(i: number) {
		if (this.follower(i)) this.followerCount--;
		this.set(i, SUBSCRIBED, false);
	}

	/** How and when this follower came. */
	followOf(i: number): Follow {
		const changed = this.follows.get(i);
		if (changed) return changed;
		const dice = mix(i, this.seed + 1);
		const scene = SEEDED_SCENES[dice % SEEDED_SCENES.length];
		return {
			subscribeTime: FIRST_FOLLOW + (dice % FOLLOW_SPAN),
			scene,
			qrScene: scene === 'ADD_SCENE_QR_CODE' ? 1 + (dice % 1000) : 0,
			qrSceneStr: '',
		};
	}

	/**
	 * Followers in the list's own order, which is not the order of following: somebody new turns up in the middle.
	 *
	 * @param after index of the person behind whom to start; undefined: the beginning
	 */
	listFollowers(after: number | undefined, limit: number): number[] {
		const page: number[] = [];
		let position = after === undefined ? 0 : this.position(after) + 1;
		for (; position < this.total && page.length < limit; position++) {
			const i = (position * this.step) % this.total;
			if (this.follower(i)) page.push(i);
		}
		return page;
	}

	/** @returns where this person stands in the follower list's order */
	position(i: number): number {
		return (i * this.stepBack) % this.total;
	}

	/** @returns the person who stands a number of places before another, for repeated pages */
	before(i: number, places: number): number | undefined {
		const position = this.position(i) - places;
		return position < 0 ? undefined : (position * this.step) % this.total;
	}
}
