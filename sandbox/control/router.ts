// The control API under /sandbox: reads are GET, everything else POST with a JSON body.
import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { ControlError } from '../refusal';
import { doorsOf, type SandboxHandle } from './handle';
import { addPeople } from './people';
import { addPlatform } from './platform';
import { addReads } from './reads';

const onError: ErrorRequestHandler = (error: Error, _req, res, next) => {
	if (res.headersSent) {
		next(error);
		return;
	}
	const status = error instanceof ControlError ? error.status : error instanceof SyntaxError ? 400 : 500;
	res.status(status).json({ error: error.message });
};

/** @returns the control API: what tests and the page drive the sandbox with; WeChat has nothing like it */
export function controlApi(handle: SandboxHandle): Router {
	const control = Router();
	control.use(express.json({ limit: '25mb' }));
	const doors = doorsOf(handle);
	addReads(control, handle, doors);
	addPlatform(control, handle, doors);
	addPeople(control, doors);
	control.use((req: Request) => {
		throw new ControlError(404, `there is no ${req.method} ${req.originalUrl} in the control API`);
	});
	control.use(onError);
	return control;
}
