// `npm run check`: everything about the code that a command can tell without running the product.
import { check } from './checks.mjs';

try {
  await check();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
