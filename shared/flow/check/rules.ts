/** Every rule about a readable flow, in the order in which they run. */
import { actions } from './actions.ts'
import { bindings } from './bindings.ts'
import { components } from './components.ts'
import { conditions } from './conditions.ts'
import { counts } from './counts.ts'
import { dataModel } from './data-model.ts'
import { dates } from './dates.ts'
import { dependencies } from './dependencies.ts'
import { document } from './document.ts'
import { endings } from './endings.ts'
import { formValues } from './form-values.ts'
import type { Rule } from './model.ts'
import { names } from './names.ts'
import { navigation } from './navigation.ts'
import { options } from './options.ts'
import { placement } from './placement.ts'
import { routing } from './routing.ts'
import { screens } from './screens.ts'
import { textLimits } from './text-limits.ts'
import { unusedFields } from './unused-fields.ts'
import { updates } from './updates.ts'
import { version } from './version.ts'

export const rules: readonly Rule[] = [
  version,
  document,
  screens,
  dataModel,
  components,
  placement,
  counts,
  names,
  options,
  dates,
  dependencies,
  formValues,
  actions,
  endings,
  navigation,
  updates,
  routing,
  bindings,
  conditions,
  textLimits,
  unusedFields,
]
