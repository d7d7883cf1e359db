// Upload media: a file that customer messages of this account can name.
import { mediaUpload } from '../../shared/operations/media/upload';

export const uploadMedia = mediaUpload('wechatLinkMiniProgramApi');
