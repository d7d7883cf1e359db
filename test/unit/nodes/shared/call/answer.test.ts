// What counts as an answer of WeChat's, and what as a file.
import { mediaKind, pictureKind, readAnswer } from '../../../../../nodes/shared/call/answer';
import type { FullResponse } from '../../../../../nodes/shared/call/answer';

const response = (body: string | Buffer, headers: object = {}, statusCode = 200) => ({
	body: Buffer.from(body),
	headers: headers as FullResponse['headers'],
	statusCode,
});
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const GIF = Buffer.from('GIF89a');
const AMR = Buffer.from('#!AMR\n');
const REFUSAL = '{"errcode":40001,"errmsg":"x"}';

describe('A picture', () => {
	it.each([
		['jpg', 'image/jpeg', JPEG],
		['png', 'image/png', PNG],
		['gif', 'image/gif', GIF],
	])('of the kind %s is known by its first bytes, whatever type is claimed', (extension, mimeType, data) => {
		for (const claimed of [{}, { 'content-type': 'text/plain' }]) {
			expect(pictureKind(response(data, claimed))).toEqual({ mimeType, extension });
		}
	});

	it('is none where the bytes are not those of one', () => {
		expect(pictureKind(response(REFUSAL, { 'content-type': 'image/jpeg' }))).toBeUndefined();
		expect(pictureKind(response('hello', { 'content-type': 'image/jpeg' }))).toBeUndefined();
		expect(pictureKind(response(Buffer.concat([Buffer.from('x'), PNG])))).toBeUndefined();
	});

	it('is none under the status of an error', () => {
		expect(pictureKind(response(PNG, {}, 399))).toMatchObject({ extension: 'png' });
		expect(pictureKind(response(PNG, {}, 400))).toBeUndefined();
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
			'amr',
		],
		['no name', { 'content-type': 'video/mp4' }, 'video/mp4', 'mp4'],
		['no name, and a type of which nothing is known', { 'content-type': 'a/b' }, 'a/b', 'bin'],
		['a type in capitals', { 'content-type': 'Image/JPEG' }, 'image/jpeg', 'jpg'],
		['a type that is none, for the one that is meant', { 'content-type': 'image/jpg' }, 'image/jpeg', 'jpg'],
		[
			'a name with its encoding',
			{ 'content-type': 'a/b', 'content-disposition': "attachment; filename*=UTF-8''%E5%A3%B0.amr" },
			'a/b',
			'amr',
		],
		['a type with more behind it', { 'content-type': 'video/mp4 ; q=1' }, 'video/mp4', 'mp4'],
		['a name and no type', { 'content-disposition': 'filename="a.amr"' }, 'application/octet-stream', 'amr'],
		['the type of text and a name', { ...voice, 'content-type': 'text/plain' }, 'text/plain', 'amr'],
	])('has %s', (_, headers, mimeType, extension) => {
		expect(mediaKind(response(AMR, headers))).toEqual({ mimeType, extension });
	});

	it.each([
		'text/plain',
		'application/json; charset=utf-8',
		'TEXT/HTML',
		'application/xml',
		'application/xhtml+xml; charset=utf-8',
		undefined,
	])('is none without a name under the type %s: there WeChat refuses', (type) => {
		const headers = type === undefined ? {} : { 'content-type': type };
		expect(mediaKind(response(REFUSAL, headers))).toBeUndefined();
		expect(mediaKind(response(AMR, headers))).toBeUndefined();
	});

	it('may be of a type that only has the letters of markup in it', () => {
		expect(mediaKind(response(AMR, { 'content-type': 'a/xmlike' }))).toEqual({
			mimeType: 'a/xmlike',
			extension: 'bin',
		});
	});

	it.each([
		['a refusal of WeChat', REFUSAL],
		['a refusal with white space around', `\r\n ${REFUSAL}\n`],
		['a refusal behind a byte order mark', `\ufeff${REFUSAL}`],
		['a refusal behind blanks and a byte order mark', `\n \ufeff\r\n${REFUSAL}`],
		['a refusal behind many blanks', `${' \n'.repeat(10_000)}${REFUSAL}`],
		['a refusal with many blanks within', `{${' \n'.repeat(100)}"errcode":40001}`],
		['a list of refusals', `[${REFUSAL}]`],
		['a list of refusals with white space', `\ufeff [ \n${REFUSAL} ]`],
		['blanks alone', ' \r\n\t'.repeat(20)],
		["a gateway's words", '{"message":"Forbidden"}'],
		["a gateway's page", '<html><body>Log in'],
		["a gateway's page behind a byte order mark", '\ufeff\n<!DOCTYPE html>'],
		["a store's words", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
		['an empty object', '{}'],
		['a refusal that was cut', '{"errcode":40001,"er'],
		['nothing at all', ''],
	])('is not %s, whatever name and type it has', (_, body) => {
		expect(mediaKind(response(body, voice))).toBeUndefined();
		expect(mediaKind(response(body, { 'content-type': 'image/jpeg' }))).toBeUndefined();
	});

	it.each(['{', '{"', '{"\0\0\0\0', '{x"errcode":1}', 'x{"errcode":1}', 'x<html>', '[', '[\0{"errc'])(
		'may begin with %j',
		(body) => {
			expect(mediaKind(response(body, voice))).toMatchObject({ mimeType: 'audio/amr' });
		},
	);

	it('is none under another status', () => {
		expect(mediaKind(response(AMR, voice, 206))).toBeUndefined();
		expect(mediaKind(response('<html>', voice, 404))).toBeUndefined();
	});
});

it('From HTTP 500 on it is not WeChat that answers', () => {
	const refusal = { errcode: 40001, errmsg: 'x' };
	expect(readAnswer({ ...response(''), body: REFUSAL, statusCode: 499 })).toEqual(refusal);
	expect(readAnswer({ ...response(''), body: REFUSAL, statusCode: 500 })).toBeUndefined();
	expect(readAnswer({ ...response(''), body: '[1]' })).toBeUndefined();
});

it('A byte order mark is no part of an answer', () => {
	expect(readAnswer({ ...response(''), body: `\ufeff${REFUSAL}` })).toEqual({ errcode: 40001, errmsg: 'x' });
});
