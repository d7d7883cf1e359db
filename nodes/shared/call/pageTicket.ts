// The ticket for web pages in n8n's credential store: it stands beside the token, and is written as tokens are.
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { KEEP_TICKET, isTicketOf, laterTicket, readTokenRecord } from '../../../wechat/accessToken';
import type { PageTicket } from '../../../wechat/accessToken';
import type { ApiContext, CredentialName } from './types';

/**
 * The ticket that a credential holds.
 *
 * @param credential decrypted
 * @param boundTo the fingerprint of the account; the ticket of another one does not count
 */
export function storedPageTicket(
	{ accessToken }: ICredentialDataDecryptedObject,
	boundTo: string,
): PageTicket | undefined {
	const ticket = readTokenRecord(accessToken)?.pageTicket;
	return isTicketOf(boundTo, ticket) ? ticket : undefined;
}

/**
 * Stores a ticket for the other processes, unless one of them has stored it, or a later one, meanwhile.
 *
 * @param context n8n's
 * @param reference which saved credential it is
 * @param baseUrl where the request would go that is never sent
 * @returns the one that holds now. Where n8n does not store it, this process still has it.
 */
export async function storePageTicket(
	context: ApiContext,
	reference: { id: string; name: string; type: CredentialName },
	baseUrl: string,
	ticket: PageTicket,
): Promise<PageTicket> {
	try {
		const credential = await context.getCredentials(reference.type);
		const stored = storedPageTicket(credential, ticket.boundTo);
		if (stored?.ticket === ticket.ticket)
			return { ...ticket, usableUntil: Math.max(ticket.usableUntil, stored.usableUntil) };
		if (stored && laterTicket(ticket, stored) === stored) return stored;
		const request: IHttpRequestOptions = { url: `${baseUrl}/`, [KEEP_TICKET]: ticket } as IHttpRequestOptions;
		await context.helpers.httpRequestWithAuthentication.call(context, reference.type, request, {
			credentialsDecrypted: { ...reference, data: credential },
		});
	} catch {
		// Always: the 401 that made n8n store the ticket is raised once more, so that nothing is sent.
	}
	return ticket;
}
