import { signPage, signedAddress } from '../../../wechat/jsSdk';

it("signs WeChat's own example as its page does", () => {
	const page = {
		nonceStr: 'Wm3WZYTPz0wzccnW',
		timestamp: 1_414_587_457,
		url: 'http://mp.weixin.qq.com?params=value',
	};
	const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
	expect(signPage(ticket, page)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
});

it.each([
	['https://shop.example.com/a?b=c#/route?d=e#f', 'https://shop.example.com/a?b=c'],
	['https://shop.example.com', 'https://shop.example.com'],
	['https://shop.example.com/%E5%BA%97?q=%23', 'https://shop.example.com/%E5%BA%97?q=%23'],
])('takes nothing but the part from # off %s', (url, signed) => {
	expect(signedAddress(url)).toBe(signed);
});
