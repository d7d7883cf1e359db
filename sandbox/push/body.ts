// Writes a pushed message as WeChat does: XML with CDATA around text, or JSON with bare numbers.

export type PushValue = string | number | bigint | PushFields | PushFields[];
export interface PushFields {
	[name: string]: PushValue;
}

/** Subscription events: in XML inside a wrapper, in JSON at the top (docs/wechat/pushes.md#events). */
export interface PushMessage {
	fields: PushFields;
	wrapper?: string;
	/** The subscription events' items; JSON shows a single one as an object. */
	list?: PushFields[];
}

/** As it is: WeChat does not escape what people write, so a text with `]]>` in it ends its CDATA early. */
const cdata = (text: string) => `<![CDATA[${text}]]>`;

function xmlElement(name: string, value: PushValue): string {
	if (Array.isArray(value)) return value.map((item) => xmlElement(name, item)).join('');
	if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
	if (typeof value === 'object') return `<${name}>${xmlElements(value)}</${name}>`;
	return `<${name}>${value}</${name}>`;
}

const xmlElements = (fields: PushFields) =>
	Object.entries(fields)
		.map(([name, value]) => xmlElement(name, value))
		.join('\n');

/** @returns the push as XML, with the entries of a list below their wrapper */
export function xmlBody({ fields, wrapper, list }: PushMessage): string {
	const items = list && wrapper ? { [wrapper]: { List: list } } : {};
	return `<xml>${xmlElements({ ...fields, ...items })}</xml>`;
}

function jsonValue(value: PushValue | PushValue[]): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map(jsonValue).join(',')}]`;
	if (typeof value !== 'object') return JSON.stringify(value);
	const members = Object.entries(value).map(
		([name, member]) => `${JSON.stringify(name)}:${jsonValue(member)}`,
	);
	return `{${members.join(',')}}`;
}

/** The numbers inside a `List` item are text, as in WeChat's samples. */
const withTexts = (item: PushFields): PushFields =>
	Object.fromEntries(
		Object.entries(item).map(([name, value]) => [name, typeof value === 'object' ? value : String(value)]),
	);

/** @returns the push as JSON; a list of one entry is no list, as WeChat writes it */
export function jsonBody({ fields, list }: PushMessage): string {
	const items = list?.map(withTexts);
	const List = items?.length === 1 ? items[0] : items;
	return jsonValue(List === undefined ? fields : { ...fields, List });
}
