import { defineConfig } from 'prisma/config';

/** For Prisma's own commands; migrations are applied by `backend/platform/migrations.ts` and written by `npm run migrate`. */
export default defineConfig({ schema: 'models', migrations: { path: 'migrations' } });
