// Download media, for either account: what a media_id stands for, into binary data.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { mediaKind } from '../../call/answer';
import type { WechatApi } from '../../call/api';
import { WechatError } from '../../call/errors';
import { StoredFile } from '../../call/storing';
import type { ApiCall, CredentialName } from '../../call/types';
import { optionsField } from '../../fields/fields';
import { FileOutcome, defineOperation } from '../../run/operation';
import type { Operation, Outcome } from '../../run/operation';

interface Parameters {
	mediaId: string;
	property: string;
	mostBytes: number;
	highDefinition: boolean;
}

const MEGABYTE = 1024 * 1024;
/** Temporary material has 10 MB at most; a person's video may be longer. */
const SIZE = { fallback: 25, min: 1, max: 100 };

const highDefinitionVoice: INodeProperties = {
	displayName: 'High Definition Voice',
	name: 'highDefinitionVoice',
	type: 'boolean',
	default: false,
	description: 'Whether to fetch the better version (speex, 16 kHz) of a recording that a web page uploaded',
};

const maxSize: INodeProperties = {
	displayName: 'Max Size',
	name: 'maxSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 25,
	description: 'How many megabytes a file may have, 1 to 100. A bigger one is an error, and is not kept.',
};

async function fetchMedia(api: WechatApi, parameters: Parameters): Promise<StoredFile> {
	const { mediaId, mostBytes, highDefinition } = parameters;
	const file = { kind: mediaKind, name: mediaId, mostBytes };
	const call: ApiCall = {
		method: 'GET',
		path: highDefinition ? '/cgi-bin/media/get/jssdk' : '/cgi-bin/media/get',
		query: { media_id: mediaId },
		repeatable: true,
		returns: ['video_url'],
	};
	const answer = await api.download(call, file);
	if (answer instanceof StoredFile) return answer;
	const { video_url: url } = answer;
	if (typeof url === 'string' && url !== '') return await api.fileAt(url, file);
	throw new WechatError({
		message: 'WeChat sent neither a file nor an address of one',
		description: "Run again; if it stays so, check the 'Base URL' of the credential.",
	});
}

/**
 * The operation for one kind of account.
 *
 * @param account.credential whose media
 * @param account.voices whether the account has recordings, of which WeChat keeps a better version for web pages
 * @see docs/wechat/messages.md
 */
export function mediaDownload(account: { credential: CredentialName; voices: boolean }): Operation {
	return defineOperation<Parameters>({
		value: 'download',
		name: 'Download',
		action: 'Download media',
		calls: ['/cgi-bin/media/get', ...(account.voices ? ['/cgi-bin/media/get/jssdk'] : [])],
		description:
			'Download what people send, or what was uploaded, into binary data. WeChat keeps it for three days.',
		fields: [
			{
				displayName: 'Media ID',
				name: 'mediaId',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. q4KkdIUaOK7xKRRiK0s0lMl2iMGjZ',
				description: "The media_id of the trigger's event (raw.MediaId) or of 'Upload media'",
			},
			optionsField([
				...(account.voices ? [highDefinitionVoice] : []),
				maxSize,
				{
					displayName: 'Put Output File in Field',
					name: 'binaryPropertyName',
					type: 'string',
					default: 'data',
					hint: 'The name of the output binary field to put the file in',
					description: 'Where the next nodes find the file, for instance to store it',
				},
			]),
		],

		read(item) {
			const wayOut = 'Drag raw.MediaId of the event in, or the media_id of an upload.';
			const mediaId = item.requiredText('mediaId', 'Media ID', wayOut);
			const property = String(item.option<unknown>('binaryPropertyName', 'data')).trim();
			if (property === '') {
				throw item.refuse(
					"The option 'Put Output File in Field' is empty",
					'Give a name, for instance data.',
					'options.binaryPropertyName',
				);
			}
			return {
				mediaId,
				property,
				mostBytes: item.numberOption('maxSize', 'Max Size', SIZE) * MEGABYTE,
				highDefinition: item.option<boolean>('highDefinitionVoice', false) === true,
			};
		},

		async run(parameters, open): Promise<Outcome> {
			const { mediaId, property } = parameters;
			const { binary, bytes } = await fetchMedia(await open(account.credential), parameters);
			const json: IDataObject = { media_id: mediaId, mime_type: binary.mimeType, bytes };
			return new FileOutcome(json, { [property]: binary });
		},
	});
}
