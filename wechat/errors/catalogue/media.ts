// Return codes of media files (素材).
import type { CatalogueEntry } from '../entry';

const FIX_FILE =
	'Images: PNG, JPG or GIF up to 10 MB. Voice: AMR or MP3 up to 2 MB and 60 seconds. Video: MP4 up to 10 MB. Thumbnails: JPG up to 64 KB.';

const FIX_MEDIA_ID =
	'Upload the file again with the same account: a temporary media_id lives 3 days and works only for the account that uploaded it. Permanent material works until it is deleted.';

const FIX_BINARY =
	'Check the name of the binary field in the node, and that the item before really carries a file.';

export const mediaCodes = (): CatalogueEntry[] => [
	{
		code: 40004,
		name: 'invalidMediaType',
		cause: 'WeChat does not know this kind of media',
		fix: 'Choose image, voice, video or thumb.',
		retry: 'no',
	},
	{
		code: 40005,
		name: 'invalidFileType',
		cause: 'WeChat does not take this type of file',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40006,
		name: 'invalidFileSize',
		cause: 'The file is empty or too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40007,
		name: 'invalidMediaId',
		cause: 'WeChat has no media with this ID',
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 40009,
		name: 'invalidImageSize',
		cause: 'The image is too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40010,
		name: 'invalidVoiceSize',
		cause: 'The voice file is too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40011,
		name: 'invalidVideoSize',
		cause: 'The video is too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40012,
		name: 'invalidThumbSize',
		cause: 'The thumbnail is too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40118,
		name: 'invalidMediaIdSize',
		cause: 'The media ID is not complete',
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 40121,
		name: 'invalidMediaIdType',
		cause: 'The media behind this ID is of another kind',
		fix: "Use an image's media_id for an image, a voice's for a voice, and so on.",
		retry: 'no',
	},
	{
		code: 40137,
		name: 'unsupportedImageFormat',
		cause: 'WeChat does not take this image format',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 41005,
		name: 'missingMedia',
		cause: 'The file is missing from the upload',
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 41006,
		name: 'missingMediaId',
		cause: 'The media ID is missing',
		fix: 'Fill in the media_id that the upload gave.',
		retry: 'no',
	},
	{
		code: 44001,
		name: 'emptyMedia',
		cause: 'The uploaded file is empty',
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 45001,
		name: 'mediaTooBig',
		cause: 'The file is too big',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 46001,
		name: 'noSuchMedia',
		cause: 'WeChat no longer has this media',
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 9001007,
		name: 'uploadMissing',
		cause: 'The file is missing from the upload',
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 9001009,
		name: 'uploadSizeInvalid',
		cause: 'The size of the uploaded file is not allowed',
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 9001010,
		name: 'uploadRefused',
		cause: 'WeChat could not take the upload',
		fix: 'Run again; if it comes back, try a smaller file.',
		retry: 'backoff',
	},
];
