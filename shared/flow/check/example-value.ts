/** What a missing property may be set to: valid by itself, for the author to overwrite. */
import type { PropertySpec } from '../catalogue/index.ts'
import { freeName, nameOfKind } from '../edit/unique-name.ts'
import type { Site } from './site.ts'

/** A value for a property that is missing at a place. */
export function exampleOf(property: PropertySpec, { screen, component }: Site): unknown {
  switch (property.type) {
    case 'name':
      return freeName(nameOfKind(component?.kind ?? 'field'), new Set(screen.byName.keys()))
    case 'id':
      return 'option'
    case 'screen-id':
      return 'NEW_SCREEN'
    case 'word':
      return property.enum?.[0] ?? ''
    case 'action':
      return screen.terminal
        ? { name: 'complete', payload: {} }
        : { name: 'navigate', next: { type: 'screen', name: '' }, payload: {} }
    case 'list':
      return [exampleOfShape(property)]
    case 'object':
      return exampleOfShape(property)
    case 'components':
      return []
    case 'cases':
      return { default: [] }
    case 'condition':
      return true
    case 'image':
      return ONE_PIXEL
    case 'selector':
      return '${form.field}'
    default:
      return property.name === 'title' ? 'New title' : 'New text'
  }
}

function exampleOfShape({ shape }: PropertySpec): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const part of shape?.properties ?? []) {
    if (!part.required) continue
    if (part.type === 'object') made[part.name] = exampleOfShape(part)
    else if (part.type === 'components') made[part.name] = []
    else if (part.type === 'image') made[part.name] = ONE_PIXEL
    else made[part.name] = part.enum?.[0] ?? (part.type === 'id' ? 'option_1' : 'New text')
  }
  return made
}

/** A transparent PNG of one pixel. */
const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
