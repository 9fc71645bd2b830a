/** The example flows of the gallery, each sound and ready to publish. */
import type { ExampleFlow } from './example.ts'
import { homeService } from './home-service.ts'

export type { ExampleFlow } from './example.ts'
export const exampleFlows: readonly ExampleFlow[] = [homeService]
