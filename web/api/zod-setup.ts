/** Keeps the schema library from compiling code at run time, which the pages' content policy forbids. */
import { config } from 'zod'

config({ jitless: true })
