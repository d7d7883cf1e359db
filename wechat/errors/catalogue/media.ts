// Return codes of media files (素材).
import type { CatalogueEntry } from '../entry';

const FIX_FILE = {
	en: 'Images: PNG, JPG or GIF up to 10 MB. Voice: AMR or MP3 up to 2 MB and 60 seconds. Video: MP4 up to 10 MB. Thumbnails (缩略图): JPG up to 64 KB.',
	zh: '图片：PNG、JPG、GIF，10 MB 以内；语音：AMR、MP3，2 MB、60 秒以内；视频：MP4，10 MB 以内；缩略图：JPG，64 KB 以内。',
};

const FIX_MEDIA_ID = {
	en: 'Upload the file again with the same account: a temporary media_id lives 3 days and works only for the account that uploaded it.',
	zh: '请用同一账号重新上传：临时素材的 media_id 有效期 3 天，且仅限上传它的账号使用。',
};

const FIX_BINARY = {
	en: 'Check the name of the binary field in the node, and that the item before really carries a file.',
	zh: '请检查节点中二进制字段的名称，并确认上一节点确实输出了文件。',
};

export const mediaCodes = (): CatalogueEntry[] => [
	{
		code: 40004,
		name: 'invalidMediaType',
		cause: { en: 'WeChat does not know this kind of media', zh: '不合法的媒体文件类型' },
		fix: { en: 'Choose image, voice, video or thumb.', zh: '请选择 image、voice、video 或 thumb。' },
		retry: 'no',
	},
	{
		code: 40005,
		name: 'invalidFileType',
		cause: { en: 'WeChat does not take this type of file', zh: '不合法的文件类型' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40006,
		name: 'invalidFileSize',
		cause: { en: 'The file is empty or too big', zh: '不合法的文件大小' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40007,
		name: 'invalidMediaId',
		cause: { en: 'WeChat has no media with this ID', zh: '不合法的 media_id' },
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 40009,
		name: 'invalidImageSize',
		cause: { en: 'The image is too big', zh: '图片大小不合法' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40010,
		name: 'invalidVoiceSize',
		cause: { en: 'The voice file is too big', zh: '语音大小不合法' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40011,
		name: 'invalidVideoSize',
		cause: { en: 'The video is too big', zh: '视频大小不合法' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40012,
		name: 'invalidThumbSize',
		cause: { en: 'The thumbnail is too big', zh: '缩略图大小不合法' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 40118,
		name: 'invalidMediaIdSize',
		cause: { en: 'The media ID is not complete', zh: 'media_id 长度不合法' },
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 40121,
		name: 'invalidMediaIdType',
		cause: { en: 'The media behind this ID is of another kind', zh: '不合法的 media_id 类型' },
		fix: {
			en: "Use an image's media_id for an image, a voice's for a voice, and so on.",
			zh: '请使用与消息类型一致的 media_id。',
		},
		retry: 'no',
	},
	{
		code: 40137,
		name: 'unsupportedImageFormat',
		cause: { en: 'WeChat does not take this image format', zh: '不支持的图片格式' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 41005,
		name: 'missingMedia',
		cause: { en: 'The file is missing from the upload', zh: '缺少多媒体文件数据' },
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 41006,
		name: 'missingMediaId',
		cause: { en: 'The media ID is missing', zh: '缺少 media_id 参数' },
		fix: { en: 'Fill in the media_id that the upload gave.', zh: '请填写上传素材后返回的 media_id。' },
		retry: 'no',
	},
	{
		code: 44001,
		name: 'emptyMedia',
		cause: { en: 'The uploaded file is empty', zh: '多媒体文件为空' },
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 45001,
		name: 'mediaTooBig',
		cause: { en: 'The file is too big', zh: '多媒体文件大小超过限制' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 46001,
		name: 'noSuchMedia',
		cause: { en: 'WeChat no longer has this media', zh: '不存在媒体数据' },
		fix: FIX_MEDIA_ID,
		retry: 'no',
	},
	{
		code: 9001007,
		name: 'uploadMissing',
		cause: { en: 'The file is missing from the upload', zh: '上传文件缺失' },
		fix: FIX_BINARY,
		retry: 'no',
	},
	{
		code: 9001009,
		name: 'uploadSizeInvalid',
		cause: { en: 'The size of the uploaded file is not allowed', zh: '上传文件的尺寸不合法' },
		fix: FIX_FILE,
		retry: 'no',
	},
	{
		code: 9001010,
		name: 'uploadRefused',
		cause: { en: 'WeChat could not take the upload', zh: '上传失败' },
		fix: { en: 'Run again; if it comes back, try a smaller file.', zh: '请重试；若仍失败请换用较小的文件。' },
		retry: 'backoff',
	},
];
