// What the contestants are called.
import type { Label } from '../report';

export const FLOOR: Label = {
	en: 'bare httpRequest loop (the floor)',
	zh: '裸 httpRequest 循环（下限）',
};
export const READING_FLOOR: Label = {
	en: 'the floor with two expressions an item',
	zh: '下限，每项另算两个表达式',
};
export const PACKAGE: Label = { en: 'this package', zh: '本包' };
export const COMPUTING: Label = {
	en: 'this package with two computed values',
	zh: '本包，两个值由表达式计算',
};
export const HTTP_REQUEST: Label = { en: 'HTTP Request node', zh: 'HTTP Request 节点' };
export const LOOP: Label = { en: 'HTTP Request in Loop Over Items', zh: 'Loop Over Items 中的 HTTP Request' };
export const ONE_BY_ONE: Label = { en: 'one call at a time', zh: '逐个调用' };

export const MESSAGE: Label = { en: 'message', zh: '条' };
export const FOLLOWER: Label = { en: 'follower', zh: '人' };

export type Tell = (line: string) => void;
