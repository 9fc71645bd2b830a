/** The filters above the list of templates, each choice with how many it would show, and the list's order. */
import { For, type JSX } from 'solid-js'
import type { Template } from '../../../shared/api/templates.ts'
import { SelectField, type SelectOption } from '../../ui/field.tsx'
import { languageName } from './languages.ts'
import styles from './template-filter-fields.module.css'
import { choicesOf, type Filters, filterNames, type Sort } from './template-filters.ts'
import { categoryWord, qualityWord, statusWord } from './template-status.tsx'

const labels: Record<keyof Filters, { label: string; any: string }> = {
  status: { label: 'Status', any: 'Any status' },
  category: { label: 'Category', any: 'Any category' },
  language: { label: 'Language', any: 'Any language' },
  quality: { label: 'Quality', any: 'Any quality' },
  flow: { label: 'Flow', any: 'Any flow' },
}

/** Stands for a filter that is not set: a choice from a list has a value. */
const any = 'any'

const sortOptions: SelectOption[] = [
  { value: 'updated', label: 'Newest change first' },
  { value: 'name', label: 'By name' },
  { value: 'status', label: 'What needs you first' },
]

export function TemplateFilterFields(props: {
  templates: readonly Template[]
  filters: Filters
  onChange: (change: Filters) => void
}): JSX.Element {
  const word = (name: keyof Filters, value: string): string => {
    if (name === 'status') return statusWord(value)
    if (name === 'category') return categoryWord(value)
    if (name === 'language') return languageName(value)
    if (name === 'quality') return qualityWord(value)
    if (value === 'closed') return 'Deprecated flows'
    return props.templates.find((one) => one.publicId === value)?.flowName ?? value
  }
  const options = (name: keyof Filters): SelectOption[] => {
    const choices = choicesOf(props.templates, props.filters, name)
    const chosen = props.filters[name]
    // What the address asks for can be gone from the list; it stays to be seen and taken back.
    if (chosen && !choices.some(({ value }) => value === chosen))
      choices.push({ value: chosen, count: 0 })
    return [
      { value: any, label: labels[name].any },
      ...choices
        .map(({ value, count }) => ({ value, label: `${word(name, value)} (${count})` }))
        .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    ]
  }
  return (
    <For each={filterNames}>
      {(name) => (
        <SelectField
          class={styles.filter}
          label={labels[name].label}
          hideLabel
          options={options(name)}
          value={props.filters[name] ?? any}
          onChange={(value) => props.onChange({ [name]: value === any ? undefined : value })}
        />
      )}
    </For>
  )
}

export function TemplateSortField(props: {
  sort: Sort
  onChange: (sort: Sort) => void
}): JSX.Element {
  return (
    <SelectField
      class={styles.sort}
      label="Order"
      hideLabel
      options={sortOptions}
      value={props.sort}
      onChange={(sort) => props.onChange(sort as Sort)}
    />
  )
}
