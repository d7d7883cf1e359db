// The one place that draws p-limit into the build.
import pLimit from 'p-limit';

export { pLimit };
