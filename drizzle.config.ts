/** Writes numbered SQL into migrations/ from worker/db/schema.ts: `npm run db:new -- --name what_changed`. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/db/schema.ts',
  out: './migrations',
})
