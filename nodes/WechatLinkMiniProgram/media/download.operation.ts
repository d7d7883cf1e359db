// Download media: what people have sent to this account, or what was uploaded to it.
import { mediaDownload } from '../../shared/operations/media/download';

export const downloadMedia = mediaDownload({ credential: 'wechatLinkMiniProgramApi', voices: false });
