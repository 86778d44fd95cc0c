// Starts the app from its module beside this file.
import start from './countersign-admin.js';

await start();
