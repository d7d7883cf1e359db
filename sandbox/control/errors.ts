// Why the control API refuses, as a sentence for whoever drives the sandbox.

export class ControlError extends Error {
	constructor(
		readonly status: 400 | 404 | 409,
		message: string,
	) {
		super(message);
		this.name = 'ControlError';
	}
}
