/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The IP whitelist (IP白名单): addresses, CIDR blocks and, for mini programs, stars (docs/wechat/tokens.md#whitelist).
import { BlockList, isIP } from 'node:net';

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** @returns whether the address is covered by an entry */
export function isWhitelisted(address: string, entries: string[]): boolean {
	const blocks = new BlockList();
	for (const entry of entries) {
		if (entry.includes('*')) {
			const pattern = new RegExp(`^${entry.replaceAll('.', '\\.').replaceAll('*', '\\d+')}$`);
			if (pattern.test(address)) return true;
			continue;
		}
		const [net, bits] = entry.split('/');
		if (bits === undefined) blocks.addAddress(net, family(net));
		else blocks.addSubnet(net, Number(bits), family(net));
	}
	return blocks.check(address, family(address));
}
