/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Credentials as n8n keeps them, in memory.
import { ICredentialsHelper, isExpression } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentials,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** Credentials as n8n keeps them: one row each, read anew by every `getCredentials`. */
export class CredentialStore extends ICredentialsHelper {
	private readonly rows = new Map<string, ICredentialDataDecryptedObject>();
	/** How often n8n would have read and decrypted a row. */
	reads = 0;

	constructor(private readonly types: Map<string, ICredentialType>) {
		super();
	}

	save(id: string, data: ICredentialDataDecryptedObject): void {
		this.rows.set(id, { accessToken: '', ...data });
	}

	/** Changes fields of a saved credential as the editor does: the hidden token stays. */
	edit(id: string, patch: ICredentialDataDecryptedObject): void {
		this.rows.set(id, { ...this.row(id), ...patch });
	}

	row(id: string): ICredentialDataDecryptedObject {
		const row = this.rows.get(id);
		if (!row) throw new Error(`Credential with ID "${id}" does not exist`);
		return { ...row };
	}

	remove(id: string): void {
		this.rows.delete(id);
	}

	private type(name: string): ICredentialType {
		const type = this.types.get(name);
		if (!type) throw new Error(`Unknown credential type "${name}"`);
		return type;
	}

	override getParentTypes(): string[] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type(typeName);
		if (typeof authenticate !== 'function') throw new Error('Only function authentication is used here');
		return await authenticate(credentials, requestOptions as IHttpRequestOptions);
	}

	/** As credentials-helper.js of n8n 2.40.7 does it: run when blank or expired, store the whole output, merge. */
	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const expirable = type.properties.find((property) => property.typeOptions?.expirable)?.name;
		if (!expirable || !type.preAuthentication) return undefined;
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;
		const output = (await type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		const id = node.credentials?.[typeName]?.id;
		// n8n encrypts and writes to its database here, so others see the token a little later.
		await new Promise((resolve) => setImmediate(resolve));
		if (id) this.edit(id, output);
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	override async getCredentials(): Promise<ICredentials> {
		throw new Error('Not used by the engine');
	}

	/** As n8n 2.40.7 does it: fields that hold an expression are worked out for the item that is asked for. */
	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		_type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		of?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		await new Promise((resolve) => setImmediate(resolve));
		const row = this.row(nodeCredentials.id ?? '');
		if (!of || !Object.values(row).some(isExpression)) return row;
		const { expression } = of.workflow;
		return expression.getParameterValue(
			row as INodeParameters,
			of.runExecutionData,
			of.runIndex,
			of.itemIndex,
			of.node.name,
			of.connectionInputData,
			mode,
			{},
			executeData,
			false,
			row as INodeParameters,
		) as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(): Promise<void> {
		throw new Error('Not used by the engine');
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('Not used by the engine');
	}

	override getCredentialsProperties() {
		return [];
	}
}
