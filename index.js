// The package's main: its node and credential classes, for whoever requires the package by name.
// n8n does not come this way: it loads the files that package.json lists under "n8n".
module.exports = require('./dist/bundle.js');
