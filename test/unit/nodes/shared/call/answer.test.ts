/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// What counts as an answer of WeChat's, what as a file, and how much of one is taken.
import { Readable } from 'node:stream';
import { isFile, readAnswer, readFile, readMedia } from '../../../../../nodes/shared/call/answer';
import type { FullResponse } from '../../../../../nodes/shared/call/answer';
import { collect } from '../../../../../nodes/shared/call/collect';

const response = (body: string | Buffer, headers: object = {}, statusCode = 200): FullResponse => ({
	body: Buffer.from(body),
	headers: headers as FullResponse['headers'],
	statusCode,
});
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const GIF = Buffer.from('GIF89a');
const AMR = Buffer.from('#!AMR\n');
const REFUSAL = '{"errcode":40001,"errmsg":"x"}';
const refusal = { errcode: 40001, errmsg: 'x' };

describe('A picture', () => {
	it.each([
		['jpg', 'image/jpeg', JPEG],
		['png', 'image/png', PNG],
		['gif', 'image/gif', GIF],
	])('of the kind %s is known by its first bytes, whatever type is claimed', (extension, mimeType, data) => {
		for (const claimed of [{}, { 'content-type': 'text/plain' }]) {
			const read = readFile(response(data, claimed));
			expect(read).toEqual({ data, mimeType, extension });
			expect(isFile(read ?? {})).toBe(true);
		}
	});

	it('is none where the bytes are not those of one', () => {
		expect(readFile(response(REFUSAL, { 'content-type': 'image/jpeg' }))).toEqual(refusal);
		expect(readFile(response('hello', { 'content-type': 'image/jpeg' }))).toBeUndefined();
		expect(readFile(response(Buffer.concat([Buffer.from('x'), PNG])))).toBeUndefined();
	});

	it('is none under the status of an error', () => {
		expect(readFile(response(PNG, {}, 399))).toMatchObject({ extension: 'png' });
		expect(readFile(response(PNG, {}, 400))).toBeUndefined();
	});
});

describe('A file', () => {
	const voice = { 'content-type': 'audio/amr', 'content-disposition': 'attachment; filename="MEDIA.amr"' };

	it.each<[what: string, headers: object, mimeType: string, extension: string]>([
		['its name and type', voice, 'audio/amr', 'amr'],
		[
			'a name without quotes',
			{ ...voice, 'content-disposition': 'attachment; filename=a.b.MP4' },
			'audio/amr',
			'mp4',
		],
		[
			'a name without an ending',
			{ ...voice, 'content-disposition': 'attachment; filename="a"' },
			'audio/amr',
			'',
		],
		['no name', { 'content-type': 'video/mp4' }, 'video/mp4', ''],
		['a type with more behind it', { 'content-type': 'video/mp4 ; q=1' }, 'video/mp4', ''],
		['a name and no type', { 'content-disposition': 'filename="a.amr"' }, 'application/octet-stream', 'amr'],
		['the type of text and a name', { ...voice, 'content-type': 'text/plain' }, 'text/plain', 'amr'],
	])('has %s', (_, headers, mimeType, extension) => {
		expect(readMedia(response(AMR, headers))).toEqual({
			data: AMR,
			mimeType,
			extension,
		});
	});

	it.each(['text/plain', 'application/json; charset=utf-8', 'TEXT/HTML', undefined])(
		'is none without a name under the type %s: there WeChat refuses',
		(type) => {
			expect(readMedia(response(REFUSAL, type === undefined ? {} : { 'content-type': type }))).toEqual(
				refusal,
			);
		},
	);

	it.each<[what: string, body: string, answer: object | undefined]>([
		['a refusal of WeChat', REFUSAL, refusal],
		['a refusal with white space around', `\r\n ${REFUSAL}\n`, refusal],
		["a gateway's words", '{"message":"Forbidden"}', { message: 'Forbidden' }],
		['an empty object', '{}', {}],
		['a refusal that was cut', '{"errcode":40001,"er', undefined],
		['nothing at all', '', undefined],
	])('is not %s, whatever name and type it has', (_, body, answer) => {
		expect(readMedia(response(body, voice))).toEqual(answer);
		expect(readMedia(response(body, { 'content-type': 'image/jpeg' }))).toEqual(answer);
	});

	it.each(['{', '{"', '{"\0\0\0\0', '{x"errcode":1}', 'x{"errcode":1}', '[{"errcode":1}]'])(
		'may begin with %j',
		(body) => {
			expect(readMedia(response(body, voice))).toMatchObject({ mimeType: 'audio/amr' });
		},
	);

	it('is none under another status', () => {
		expect(readMedia(response(REFUSAL, voice, 206))).toEqual(refusal);
		expect(readMedia(response('<html>', voice, 404))).toBeUndefined();
	});
});

it('From HTTP 500 on it is not WeChat that answers', () => {
	expect(readAnswer({ ...response(''), body: REFUSAL, statusCode: 499 })).toEqual(refusal);
	expect(readAnswer({ ...response(''), body: REFUSAL, statusCode: 500 })).toBeUndefined();
	expect(readAnswer({ ...response(''), body: '[1]' })).toBeUndefined();
});

describe('A long answer', () => {
	const MB = 1024 * 1024;

	it('is taken to the last byte that is allowed', async () => {
		expect(await collect(Readable.from([Buffer.from('ab'), Buffer.from('cd')]), 4)).toEqual(
			Buffer.from('abcd'),
		);
		expect(await collect(Readable.from([]), 0)).toEqual(Buffer.alloc(0));
	});

	it('is broken off at one more, and the stream ended', async () => {
		let parts = 0;
		const stream = Readable.from(
			(function* () {
				for (; parts < 100; parts++) yield Buffer.alloc(MB);
			})(),
		);
		await expect(collect(stream, 2.5 * MB)).rejects.toThrow('bigger than 2 MB');
		expect(stream.destroyed).toBe(true);
		expect(parts).toBeLessThan(100);
	});
});
