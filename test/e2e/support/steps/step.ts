// What a step of the suite of operations consists of, and what several steps expect.
export interface OperationStep {
	/** `resource.operation`; a step may refer to an earlier one by it. */
	name: string;
	parameters: Record<string, unknown>;
	/** Of the first output item; matched in full. */
	expected: unknown;
	/** The binary field of a picture. */
	picture?: string;
}

export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
/** What an earlier step put out. */
export const from = (step: string, field: string) => `={{ $('${step}').first().json.${field} }}`;
export const msgid = expect.stringMatching(/^\d+$/) as unknown;
export const text = expect.any(String) as unknown;
export const count = expect.any(Number) as unknown;
/** What needs attention first: no push URL is set. */
export const finding = {
	check: text,
	ok: false,
	finding: text,
	fix: text,
	cgi_path: null,
	daily_limit: null,
	used: null,
	remain: null,
};
export const reminder = {
	fieldsMode: 'json',
	fieldsJson:
		'{"thing1":"剪发套餐","time2":"2026年11月21日 15:01","phone_number3":"020-81167888","character_string4":"A1"}',
};
export const threeValues = '{"thing1":"剪发套餐","time2":"2026年11月21日 15:01","thing3":"天河店"}';
/** The values as the item that was sent shows them. */
export const written = (fieldsJson: string) => ({ data: JSON.parse(fieldsJson) as Record<string, string> });
export const listed = { title: text, content: text, example: text, keywords: expect.any(Array) as unknown };
export const subscription = {
	...listed,
	priTmplId: text,
	type: count,
};
