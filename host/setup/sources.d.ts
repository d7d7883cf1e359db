export const BUILT: string[];
export function fingerprintOf(root: string, names?: string[]): string;
export function markOf(root: string): string;
export function staleness(root: string): string | undefined;
