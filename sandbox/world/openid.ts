// Openids and unionids without a table: the person's index, enciphered, so that a million people cost no memory.
import { type Cipher, createCipheriv, createDecipheriv, createHash, type Decipher } from 'node:crypto';

const BLOCK = 16;
const INDEX_BYTES = 4;
const PREFIX_LENGTH = 6;
const OPENID_LENGTH = 28;

/** Turns a person's index into the 28 characters that one account knows them by, and back. */
export class OpenidCodec {
	private readonly prefix: string;
	private readonly filler: Buffer;
	private readonly cipher: Cipher;
	private readonly decipher: Decipher;

	/**
	 * @param seed the sandbox's seed
	 * @param purpose tells one account's openids from another's, and both from unionids
	 */
	constructor(seed: number, purpose: string) {
		const digest = createHash('sha256').update(`${seed}/${purpose}`).digest();
		this.prefix = `o${digest.toString('base64url').slice(0, PREFIX_LENGTH - 1)}`;
		this.filler = digest.subarray(16, 16 + BLOCK - INDEX_BYTES);
		const key = createHash('sha256').update(digest).digest().subarray(0, 16);
		this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
		this.decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
	}

	/** @param index of the person @returns their openid */
	encode(index: number): string {
		return this.encodeMany([index])[0];
	}

	/** @returns the openids of many people at once, which is much faster */
	encodeMany(indexes: ArrayLike<number>): string[] {
		const clear = Buffer.allocUnsafe(indexes.length * BLOCK);
		for (let i = 0; i < indexes.length; i++) {
			clear.writeUInt32LE(indexes[i], i * BLOCK);
			this.filler.copy(clear, i * BLOCK + INDEX_BYTES);
		}
		const enciphered = this.cipher.update(clear);
		return Array.from(
			{ length: indexes.length },
			(_, i) => this.prefix + enciphered.toString('base64url', i * BLOCK, (i + 1) * BLOCK),
		);
	}

	/** @returns the index, or undefined for anything this codec did not make */
	decode(openid: unknown): number | undefined {
		if (typeof openid !== 'string' || openid.length !== OPENID_LENGTH || !openid.startsWith(this.prefix)) {
			return undefined;
		}
		const enciphered = Buffer.from(openid.slice(PREFIX_LENGTH), 'base64url');
		// The last character carries two spare bits: only the spelling we write ourselves counts.
		if (enciphered.length !== BLOCK || enciphered.toString('base64url') !== openid.slice(PREFIX_LENGTH)) {
			return undefined;
		}
		const clear = this.decipher.update(enciphered);
		return clear.subarray(INDEX_BYTES).equals(this.filler) ? clear.readUInt32LE(0) : undefined;
	}
}
