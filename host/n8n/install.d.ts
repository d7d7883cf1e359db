// Makes sure that everything is installed and built, and installs the package into an n8n user folder.

/**
 * @param userFolder n8n's user folder, made when missing
 * @throws Error with setup's one sentence when something is missing that only a person can mend
 */
export function installPackage(userFolder: string): Promise<void>;
