// What keeps a trigger from being published.
import { opening } from './opened';

const open = opening();

describe('switching the trigger on', () => {
	test('succeeds when the credential is ready for pushes', async () => {
		expect(await (await open()).activate()).toBe(true);
	});

	test.each([
		[{ pushToken: '' }, {}, /Push Token/],
		[{ encodingAesKey: 'short' }, {}, /Encoding AES Key/],
	])(
		'fails early when %o %o, and says so in the message, since the editor shows no more',
		async (credential, options, message) => {
			const host = await open(options, credential);
			await expect(host.activate()).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(message),
			});
		},
	);
});
