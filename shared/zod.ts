/** The schema library, kept from compiling code at run time: neither our pages' content policy nor Workers allow that. */
import { config, z } from 'zod'

config({ jitless: true })

export { z }
