// A self-signed certificate for 127.0.0.1, made anew for each benchmark: no private key lies in the repository.
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

export interface Certificate {
	/** PEM. */
	key: string;
	/** PEM; whoever trusts it trusts the benchmark's sandbox, for a day. */
	cert: string;
}

/** The few types of ASN.1 that a certificate is made of, by their tag. */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
/** Of a subjectAltName: an address. */
const IP_ADDRESS = 0x87;

const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';
const DAY_MS = 86_400_000;

/** One value: tag, length, content (X.690, section 8.1). */
function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const objectId = (hex: string) => der(OBJECT_ID, Buffer.from(hex, 'hex'));
const integer = (value: number) => der(INTEGER, Buffer.from([value]));
const bits = (content: Buffer) => der(BIT_STRING, Buffer.from([0]), content);

/** YYMMDDHHMMSSZ */
const utcTime = (ms: number) =>
	der(UTC_TIME, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`, 'ascii'));

const pem = (label: string, content: Buffer) =>
	`-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/**
 * @returns key and certificate (RFC 5280) of a server on 127.0.0.1, valid for a day
 */
export function selfSignedCertificate(): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', {
		namedCurve: 'prime256v1',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const algorithm = der(SEQUENCE, objectId(ECDSA_WITH_SHA256));
	const commonName = der(SEQUENCE, objectId(COMMON_NAME), der(UTF8_STRING, Buffer.from('bench sandbox')));
	const name = der(SEQUENCE, der(SET, commonName));
	const now = Date.now();
	const validity = der(SEQUENCE, utcTime(now - DAY_MS), utcTime(now + DAY_MS));
	const address = der(SEQUENCE, der(IP_ADDRESS, Buffer.from([127, 0, 0, 1])));
	const altName = der(SEQUENCE, objectId(SUBJECT_ALT_NAME), der(OCTET_STRING, address));
	const keyInfo = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
	const body = der(
		SEQUENCE,
		der(VERSION, integer(2)),
		integer(1),
		algorithm,
		name,
		validity,
		name,
		keyInfo,
		der(EXTENSIONS, der(SEQUENCE, altName)),
	);
	const signature = sign('sha256', body, privateKey);
	return { key: privateKey, cert: pem('CERTIFICATE', der(SEQUENCE, body, algorithm, bits(signature))) };
}
