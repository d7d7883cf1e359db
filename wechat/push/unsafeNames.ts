// Names that no field of a push may have.

/**
 * Those of the properties that every JavaScript object has: a field of that name would stand in for the property in
 * whatever looks at the record later (`__proto__` even for the prototype itself). WeChat uses none of them.
 */
export const UNSAFE_NAMES: ReadonlySet<string> = new Set(
	Object.getOwnPropertyNames(Object.prototype).concat('prototype'),
);
