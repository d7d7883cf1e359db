// Add subscribe template: one of WeChat's public library becomes a template of the mini program.
import type { IDataObject } from 'n8n-workflow';
import { listOfTexts } from '../../shared/fields/texts';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	tid: string;
	kidList: number[];
	sceneDesc: string;
}

const FEWEST_KEYWORDS = 2;
const MOST_KEYWORDS = 5;
const MOST_CHARACTERS = 15;

export const addSubscribeTemplate = defineOperation<Parameters>({
	value: 'addTemplate',
	name: 'Add Template',
	action: 'Add subscribe template',
	calls: ['/wxaapi/newtmpl/addtemplate'],
	description: "Add a template from WeChat's public library to the mini program",
	onlyOnce: true,
	fields: [
		{
			displayName: 'Template Number',
			name: 'tid',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 99',
			description:
				"The number of the template in the public library (tid), as the console's library shows it",
		},
		{
			displayName: 'Keyword Numbers',
			name: 'keywordIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1, 2, 3',
			description:
				'The numbers of two to five keywords (kidList) in the order in which they shall stand, separated by commas; empty only for a service card',
		},
		{
			displayName: 'Scene Description',
			name: 'sceneDesc',
			type: 'string',
			default: '',
			placeholder: 'e.g. Appointments',
			description: 'What the template is used for (sceneDesc), at most 15 characters',
		},
	],

	read(item) {
		const wayOut = "Give the number that the console's public library shows.";
		const tid = item.requiredText('tid', 'Template Number', wayOut);
		const given = listOfTexts(item.parameter('keywordIds'));
		const kidList = given.map(Number);
		const rightCount =
			kidList.length === 0 || (kidList.length >= FEWEST_KEYWORDS && kidList.length <= MOST_KEYWORDS);
		if (!rightCount || kidList.some((kid) => !Number.isInteger(kid) || kid < 1)) {
			throw item.refuse(
				`The parameter 'Keyword Numbers' must be ${FEWEST_KEYWORDS} to ${MOST_KEYWORDS} whole numbers`,
				`It is "${given.join(', ')}" now. Separate the numbers by commas, for instance 1, 2, 3.`,
				'keywordIds',
			);
		}
		const sceneDesc = item.text('sceneDesc');
		if (sceneDesc.length > MOST_CHARACTERS) {
			throw item.refuse(
				`The parameter 'Scene Description' is too long: ${sceneDesc.length} characters, and WeChat takes ${MOST_CHARACTERS}`,
				'Shorten it; only you see it, in the console.',
				'sceneDesc',
			);
		}
		return { tid, kidList, sceneDesc };
	},

	/** @see docs/wechat/templates.md */
	async run({ tid, kidList, sceneDesc }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'POST',
			path: '/wxaapi/newtmpl/addtemplate',
			body: { tid, kidList, ...(sceneDesc === '' ? {} : { sceneDesc }) },
			// The second of two is refused as there already, and would hide the ID that the first was given.
			repeatable: false,
			returns: ['priTmplId'],
		});
		return { priTmplId: answer.priTmplId, tid, kidList };
	},
});
