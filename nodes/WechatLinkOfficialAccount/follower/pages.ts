// The pages of a follower list, walked to the end also where WeChat repeats one, loses its place or shrinks meanwhile.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/call/api';
import { WechatError } from '../../shared/call/errors';
import type { ApiCall } from '../../shared/call/types';

/** Which list, and where to start. */
export interface ListRequest {
	/** Empty: from the beginning. */
	startAfterOpenid: string;
	/** Absent: all followers. */
	tagId?: number;
	/** The block list instead of the followers. */
	isBlockList?: boolean;
}

/** One page, without those whom the pages before it have shown. */
export interface Page {
	openids: string[];
	nextOpenid: string;
	/** Everybody on the list; WeChat does not say how many carry a tag. */
	total?: number;
}

const UNKNOWN_OPENID = 40003;
/** Openids of a page that are tried as its cursor, from the last one backwards, when WeChat does not know them any more. */
const MOST_CURSORS = 10;
/** What WeChat puts into a page; a shorter one is the last. */
const FULL_PAGE = 10_000;
/** The same of the block list: 1,000 now, 10,000 formerly. */
const FULL_BLOCK_PAGE = 1_000;

function pageCall({ tagId, isBlockList }: ListRequest, after: string): ApiCall {
	if (isBlockList) {
		return {
			method: 'POST',
			path: '/cgi-bin/tags/members/getblacklist',
			body: { begin_openid: after },
			repeatable: true,
			returns: ['total', 'count'],
		};
	}
	if (tagId === undefined) {
		return {
			method: 'GET',
			path: '/cgi-bin/user/get',
			query: after ? { next_openid: after } : {},
			repeatable: true,
			returns: ['total', 'count'],
		};
	}
	return {
		method: 'POST',
		path: '/cgi-bin/user/tag/get',
		body: { tagid: tagId, next_openid: after },
		repeatable: true,
		returns: ['count'],
	};
}

async function askForPage(api: WechatApi, request: ListRequest, after: string): Promise<Page> {
	const answer = await api.call(pageCall(request, after));
	const listed = (answer.data as IDataObject | undefined)?.openid;
	return {
		openids: Array.isArray(listed) ? listed.map(String).filter((openid) => openid !== '') : [],
		nextOpenid: typeof answer.next_openid === 'string' ? answer.next_openid : '',
		total: typeof answer.total === 'number' ? answer.total : undefined,
	};
}

/** One walk through the list. It remembers one page and the cursors, so a million followers cost no memory here. */
class Walk {
	/** The page before, as WeChat sent it. */
	private previous: string[] = [];
	/** The last openids of all pages: a page that ends with one of them has been there before. */
	private readonly ends = new Set<string>();
	private listed = 0;
	/** Where pages overlap: by so much at most. */
	private overlap = 0;
	/** A shorter page than the longest one is the last. */
	private longest = 0;

	constructor(
		private readonly api: WechatApi,
		private readonly request: ListRequest,
	) {}

	async *pages(): AsyncGenerator<Page> {
		let after = this.request.startAfterOpenid;
		for (let isRepeat = false; ;) {
			if (after !== '') this.ends.add(after);
			const page = await this.pageAfter(after);
			this.longest = Math.max(this.longest, page.openids.length);
			if (page.openids.length === 0) return;
			const openids = this.newIn(page.openids, after);
			if (openids.length === 0) {
				// Once more: a page that came from somebody's cache may be the right one the next time.
				if (!isRepeat) {
					isRepeat = true;
					continue;
				}
				if (this.isOver(page)) return;
				throw repeated(after);
			}
			isRepeat = false;
			yield { ...page, openids };
			this.listed += openids.length;
			this.overlap = Math.max(this.overlap, page.openids.length - openids.length);
			this.previous = page.openids;
			const last = openids[openids.length - 1];
			if (page.nextOpenid === '' && !this.isShortOf(page.total)) return;
			// A cursor that does not move, or leads back, is not followed: it should be the last openid of the page.
			const isOld = page.nextOpenid === '' || this.ends.has(page.nextOpenid);
			after = isOld ? last : page.nextOpenid;
			this.ends.add(last);
		}
	}

	/** The person whose openid is the cursor may have left since: then those before them are tried. */
	private async pageAfter(cursor: string): Promise<Page> {
		const others = this.previous.slice(-MOST_CURSORS).reverse();
		for (const candidate of [cursor, ...others.filter((openid) => openid !== cursor)]) {
			try {
				return await askForPage(this.api, this.request, candidate);
			} catch (error) {
				const errcode = error instanceof WechatError ? error.explanation?.errcode : undefined;
				if (errcode !== UNKNOWN_OPENID || cursor === '') return await Promise.reject(error);
			}
		}
		throw cursorUnknown(cursor);
	}

	private newIn(openids: string[], after: string): string[] {
		if (this.ends.has(openids[openids.length - 1])) return [];
		// Of a resumed list the page before is not known, only its last openid.
		const start = this.previous.length === 0 ? openids.indexOf(after) + 1 : 0;
		const shown = new Set(this.previous);
		return openids.slice(start).filter((openid) => !shown.has(openid));
	}

	private isShortOf(total: number | undefined): boolean {
		const { startAfterOpenid, tagId } = this.request;
		return startAfterOpenid === '' && tagId === undefined && total !== undefined && this.listed < total;
	}

	/** Is a page that holds nothing new the end of the list, and not a page that was sent twice? */
	private isOver({ openids, total }: Page): boolean {
		const { startAfterOpenid, tagId, isBlockList } = this.request;
		if (startAfterOpenid !== '' || tagId !== undefined || total === undefined)
			return openids.length < (isBlockList ? FULL_BLOCK_PAGE : FULL_PAGE);
		// Those who left after they were listed are not in the total, and must not hide that others are missing.
		const isSame = openids.length === this.previous.length && openids[0] === this.previous[0];
		const isFull = openids.length === this.longest && openids.length > this.overlap;
		const isSentAgain = isSame && isFull && this.listed > openids.length;
		return this.listed >= total && !isSentAgain;
	}
}

function repeated(after: string): WechatError {
	return new WechatError({
		message: 'WeChat returned the same page of followers again',
		description: `The list did not go on behind the follower ${after}. Try again later.`,
	});
}

function cursorUnknown(cursor: string): WechatError {
	return new WechatError({
		message: 'WeChat cannot go on behind this follower, who may have left meanwhile',
		description: `The person ${cursor} is not known to this account any more. Use an openid that comes a little before it in the list.`,
	});
}

/**
 * Walks a follower list from page to page. Nobody comes twice who stands in the list once.
 *
 * @param api the Official Account
 * @param request which list, and where to start
 * @returns the pages in order, empty ones left out
 * @throws WechatError when a page cannot be had, or the list leads nowhere
 * @see docs/wechat/users.md#followers; WeChat page "获取关注者列表"
 */
export function followerPages(api: WechatApi, request: ListRequest): AsyncGenerator<Page> {
	return new Walk(api, request).pages();
}
