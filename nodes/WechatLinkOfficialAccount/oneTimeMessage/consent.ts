// What the consent to a one-time message and the message itself have in common: the account's template, and the scene.
import type { INodeProperties } from 'n8n-workflow';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';
import type { Item } from '../../shared/run/item';

const HIGHEST_SCENE = 10_000;

/** What a person agrees to, once. */
export interface Consent {
	templateId: string;
	scene: string;
}

export const consentFields: INodeProperties[] = [
	{
		displayName: 'Template ID',
		name: 'templateId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1uDxHNXwYQfBmXOfPJcjAS3FynHArD8aWMEFNRGSbCc',
		description: `The account's one template for one-time messages: ${OFFICIAL_ACCOUNT_PLACES.oneTimeTemplate}`,
	},
	{
		displayName: 'Scene',
		name: 'scene',
		type: 'string',
		required: true,
		default: '0',
		placeholder: 'e.g. 1000',
		description:
			'What the person agrees to, a whole number from 0 to 10000. Each person has one message per scene: agreeing again to the same one does not add up.',
	},
];

/** @throws NodeOperationError naming the parameter */
export function readConsent(item: Item): Consent {
	const templateId = item.requiredText(
		'templateId',
		'Template ID',
		`Copy it from the console: ${OFFICIAL_ACCOUNT_PLACES.oneTimeTemplate}.`,
	);
	const scene = item.number(
		'scene',
		'Scene',
		{ min: 0, max: HIGHEST_SCENE },
		'Give the number that tells what the person agrees to; consent and message must have the same one.',
	);
	return { templateId, scene: String(scene) };
}
