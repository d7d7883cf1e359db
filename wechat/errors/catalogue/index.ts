// The whole catalogue of WeChat's return codes, put together from its areas.
import type { CatalogueEntry } from '../entry';
import { accessCodes } from './access';
import { loginCodes } from './login';
import { peopleCodes } from './people';
import { platformCodes } from './platform';
import { templateCodes } from './templates';

export const catalogue: CatalogueEntry[] = [
	...platformCodes,
	...accessCodes,
	...loginCodes,
	...peopleCodes,
	...templateCodes,
];
