/** Every rule of the checker: its id, the code it is filed under, how grave it is, what it asks for. */
import type { PlatformCode } from './codes.ts'
import type { Severity } from './diagnostic.ts'

/**
 * `code` is the platform's, or one of ours where the platform has no word for the finding; then
 * `about` alone explains it.
 */
export type RuleSpec = {
  readonly code: PlatformCode | OwnCode
  readonly severity: Severity
  readonly about: string
}

/** Codes of ours, for warnings and advice and for what only a phone would notice. */
export const OWN_CODES = [
  'EARLY_FLOW_JSON_VERSION',
  'LARGE_FLOW',
  'TEXT_TOO_LONG',
  'MANY_COMPONENTS_ON_SCREEN',
  'MANY_FIELDS_ON_SCREEN',
  'UNREACHABLE_SCREEN',
  'DEAD_END_SCREEN',
  'MISSING_ALT_TEXT',
  'ASKS_FOR_SECRET',
  'FIELD_NEVER_SENT',
  'BINDING_IN_TEXT',
  'EXPRESSION_BEFORE_VERSION',
  'MIXED_LOGIC',
  'IMAGE_NOT_BASE64',
  'IMAGE_TOO_LARGE',
  'INSECURE_URL',
  'UNBINDABLE_NAME',
  'DUPLICATE_OPTION_IDS',
  'TOO_MANY_OPTIONS',
  'TOO_FEW_OPTIONS',
  'UNKNOWN_INITIAL_OPTION',
  'DISABLED_INITIAL_OPTION',
  'REQUIRED_BUT_UNUSABLE',
  'UNEVEN_ROWS',
  'NEGATIVE_ZERO',
] as const

export type OwnCode = (typeof OWN_CODES)[number]

const error = (code: PlatformCode | OwnCode, about: string) =>
  ({ code, severity: 'error', about }) as const
const warning = (code: PlatformCode | OwnCode, about: string) =>
  ({ code, severity: 'warning', about }) as const
const advice = (code: PlatformCode | OwnCode, about: string) =>
  ({ code, severity: 'info', about }) as const

export const rules = {
  // The text.
  'json-syntax': error('INVALID_FLOW_JSON', 'The text is strict JSON.'),
  'json-depth': error('INVALID_FLOW_JSON', 'Nesting goes at most 512 levels deep.'),
  'json-duplicate-key': error('INVALID_FLOW_JSON', 'An object names each property once.'),
  'json-value': error(
    'INVALID_FLOW_JSON',
    'Numbers and characters survive being read and written again.',
  ),
  'json-negative-zero': warning('NEGATIVE_ZERO', 'Zero is written without a minus sign.'),
  'flow-object': error('INVALID_FLOW_JSON', 'The file holds one object.'),
  'flow-size': error('INVALID_FLOW_JSON', 'The file has at most 10 MB.'),
  'flow-size-advice': advice('LARGE_FLOW', 'Up to 100 KB a flow opens fast everywhere.'),
  'reserved-key': error(
    'PROPERTY_NAME_MISMATCH',
    'No key is called __proto__, constructor or prototype.',
  ),

  // The file.
  'version-missing': error('MISSING_FLOW_JSON_VERSION', 'The flow names its version.'),
  'version-known': error('INVALID_FLOW_JSON_VERSION', 'The version is one that can be published.'),
  'version-open': error('UNAVAILABLE_FLOW_JSON_VERSION', 'The version is open to everybody.'),
  'version-early': warning('EARLY_FLOW_JSON_VERSION', 'The version is one that phones know.'),
  'meta-key': error('INVALID_FLOW_JSON', 'meta belongs to the platform.'),
  'data-api-version': error('INVALID_DATA_API_VERSION', 'The data API version exists.'),
  'endpoint-needs-routes': error(
    'MISSING_REQUIRED_PROPERTY',
    'A flow with an endpoint has a routing_model.',
  ),
  'exchange-needs-endpoint': error(
    'MISSING_REQUIRED_PROPERTY',
    'A flow with data_exchange has a data_api_version.',
  ),
  'screens-max': error('MAX_SCREENS_NUMBER', 'A flow has at most 100 screens.'),

  // Any object.
  'unknown-property': error(
    'INVALID_PROPERTY_KEY',
    'Every property is one the language has at this place and version.',
  ),
  'missing-property': error('MISSING_REQUIRED_PROPERTY', 'Required properties are there.'),
  'wrong-type': error('INVALID_PROPERTY_TYPE', 'Every value has the type its property asks for.'),
  'text-for-value': error(
    'PATTERN_MISMATCH',
    'Numbers and true or false are written without quotes, or as a binding.',
  ),
  'fixed-value': error('INVALID_PROPERTY_VALUE', 'A property with one possible value has it.'),
  'not-in-list': error('INVALID_ENUM_VALUE', 'A word is one of those the property takes.'),
  'too-few-entries': error('MIN_ITEMS_REQUIRED', 'Lists have as many entries as they need.'),
  'too-many-entries': error('MAX_ITEMS_REQUIRED', 'Lists have no more entries than they may.'),
  'empty-text': error('MIN_CHARS_REQUIRED', 'Ids, labels and names are not empty.'),
  'blank-text': error('PATTERN_MISMATCH', 'Texts are not blank.'),
  'number-min': error('MINIMUM_VALUE_REQUIRED', 'Numbers are not below their minimum.'),
  'number-max': error('MAXIMUM_VALUE_REQUIRED', 'Numbers are not above their maximum.'),
  'color-form': error('PATTERN_MISMATCH', 'Colours are written #RRGGBB.'),
  'url-form': error('INVALID_PROPERTY_VALUE_FORMAT', 'Addresses begin with http:// or https://.'),
  'url-insecure': warning('INSECURE_URL', 'Addresses begin with https://.'),
  'pattern-form': error('INVALID_PROPERTY_VALUE_FORMAT', 'A pattern is a regular expression.'),
  'image-form': error('INVALID_PROPERTY_VALUE', 'A picture is base64.'),
  'image-link': warning('IMAGE_NOT_BASE64', 'A picture is base64, not an address.'),
  'image-size': warning('IMAGE_TOO_LARGE', 'Pictures are not larger than phones take.'),
  'text-length': warning('TEXT_TOO_LONG', 'Texts are not longer than phones show.'),

  // Screens.
  'screen-id-form': error('PATTERN_MISMATCH', 'A screen id has letters and underscores.'),
  'screen-id-reserved': error('SCREEN_ID_IS_RESERVED_KEYWORD', 'No screen is called SUCCESS.'),
  'screen-id-unique': error('DUPLICATE_SCREEN_IDS', 'No two screens have one id.'),
  'success-needs-terminal': error(
    'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
    'success stands on terminal screens.',
  ),
  'refresh-needs-endpoint': error(
    'INVALID_PROPERTY_VALUE',
    'refresh_on_back stands in flows with an endpoint.',
  ),
  'sensitive-name': error('INVALID_SENSITIVE_FIELD', 'sensitive names components of its screen.'),
  'components-max': error(
    'MAX_ALLOWED_COMPONENTS_PER_SCREEN',
    'A screen has at most 100 components.',
  ),
  'components-advice': warning('MANY_COMPONENTS_ON_SCREEN', 'A screen has at most 50 components.'),
  'fields-advice': advice('MANY_FIELDS_ON_SCREEN', 'A screen asks for at most eight things.'),
  'kind-max': error(
    'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
    'A screen has no more components of a kind than it may.',
  ),
  'carousels-max': error('INVALID_PROPERTY_VALUE', 'A flow has at most three ImageCarousels.'),
  'name-unique': error('DUPLICATE_FORM_COMPONENT_NAMES', 'Names differ within a screen.'),

  // Screen data.
  'data-field': error('INVALID_SCREEN_DATA', 'Data fields are described by type and example.'),
  'data-field-missing': error('MISSING_REQUIRED_PROPERTY', 'A data field has type and example.'),
  'data-example': error('INVALID_SCREEN_DATA', 'An example fits its type.'),
  'data-field-name': warning('UNBINDABLE_NAME', 'Data fields have names that bindings can use.'),

  // Endings.
  'terminal-missing': error('MISSING_TERMINAL_SCREEN', 'Some screen ends the flow.'),
  'terminal-success': error('INVALID_PROPERTY_VALUE', 'Some ending is a success.'),
  'terminal-footer': error('MISSING_FOOTER_ON_TERMINAL_SCREEN', 'Terminal screens have a Footer.'),
  'terminal-action': error(
    'INVALID_PROPERTY_VALUE',
    'The Footer of a terminal screen ends the flow (from 7.3).',
  ),
  'complete-place': error('INVALID_COMPLETE_ACTION', 'complete stands on terminal screens.'),

  // Components.
  'component-type': error('INVALID_PROPERTY_VALUE', 'A component has a type the language knows.'),
  'component-version': error('INVALID_PROPERTY_VALUE', 'The version knows the component.'),
  'component-place': error('INVALID_PROPERTY_VALUE', 'Components stand where they may.'),
  'richtext-alone-51': error('INVALID_RICHTEXT_PLACEMENT', 'RichText has its screen alone (5.1).'),
  'component-alone': error(
    'INVALID_COMPONENT_PLACEMENT',
    'RichText and NavigationList have their screen to themselves (from 6.0).',
  ),
  'outside-form': error(
    'COMPONENTS_OUTSIDE_FORM',
    'Where a screen has a Form, inputs are inside it.',
  ),
  'if-depth': error('MAXIMUM_IF_NESTING', 'Ifs nest at most three deep.'),
  'if-footer': error(
    'MISSING_FOOTER_IN_IF_ELSE_BRANCHES',
    'A Footer in one branch of an If is in both.',
  ),
  'if-footer-depth': error('INVALID_PROPERTY_VALUE', 'A Footer stands in a first-level If only.'),
  'if-empty': error('INVALID_PROPERTY_VALUE', 'then has a component.'),
  'switch-footer': error(
    'MISSING_FOOTER_IN_SWITCH_BRANCHES',
    'A Footer in one case of a Switch is in all.',
  ),
  'switch-empty': error('INVALID_PROPERTY_VALUE', 'A Switch has a case.'),
  'switch-key': error('PATTERN_MISMATCH', 'Case keys are a letter, then letters, digits, - and _.'),
  'switch-value': error('PATTERN_MISMATCH', 'The value of a Switch is a binding.'),
  'name-form': error('PATTERN_MISMATCH', 'Names are fixed texts (from 6.0).'),
  'name-bindable': warning('UNBINDABLE_NAME', 'Names have letters, digits and underscores.'),
  'own-property-in-form': error(
    'INVALID_PROPERTY_KEY',
    'Inside a Form, initial values and errors stand on the Form.',
  ),
  'navigation-list-terminal': error(
    'INVALID_PROPERTY_KEY',
    'A screen with a NavigationList is not terminal.',
  ),
  'min-over-max': error('MIN_VALUE_GREATER_THAN_MAX', 'Minima do not exceed maxima.'),
  'caption-pair': error('INVALID_DEPENDENCIES', 'Left and right caption come as a pair.'),
  'caption-center': error(
    'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
    'A center caption stands without the others.',
  ),
  'pattern-input-type': error('INVALID_DEPENDENCIES', 'pattern goes with text-like input types.'),
  'pattern-helper': error('MISSING_REQUIRED_PROPERTY', 'A pattern is explained by helper-text.'),
  'required-unusable': warning(
    'REQUIRED_BUT_UNUSABLE',
    'What is required can be filled in: it is visible and enabled.',
  ),
  'alt-text': warning('MISSING_ALT_TEXT', 'Pictures have an alt-text.'),
  'asks-for-secret': warning(
    'ASKS_FOR_SECRET',
    'Flows ask for no passwords, card numbers or national ids.',
  ),
  'never-sent': advice('FIELD_NEVER_SENT', 'What is asked for is sent or looked at.'),

  // Options and rows.
  'option-id-unique': error('DUPLICATE_OPTION_IDS', 'Ids differ within a list.'),
  'option-looks': error(
    'DATA_SOURCE_ITEMS_HAVE_BOTH_IMAGE_AND_COLOR',
    'A list has pictures or colours, not both.',
  ),
  'options-shown-max': warning('TOO_MANY_OPTIONS', 'A list has no more entries than phones show.'),
  'options-shown-min': warning('TOO_FEW_OPTIONS', 'A list has as many entries as phones ask for.'),
  'initial-option': warning('UNKNOWN_INITIAL_OPTION', 'An initial choice is one of the options.'),
  'initial-disabled': warning('DISABLED_INITIAL_OPTION', 'An initial choice can be chosen.'),
  'row-badges': error('MAX_ITEMS_REQUIRED', 'One row of a list has a badge.'),
  'row-end-parts': error('DUPLICATE_PROPETY_FOR_CONDITION', 'end has one or two of its parts.'),
  'row-end-size': error(
    'INVALID_PROPERTY_VALUE_FOR_CONDITION',
    'end goes with media-size regular.',
  ),
  'rows-even': warning('UNEVEN_ROWS', 'All rows have an end, or none.'),
  'list-action-twice': error(
    'DUPLICATE_PROPETY_FOR_CONDITION',
    'The action stands on the list or on its rows.',
  ),
  'list-action-missing': error('MISSING_REQUIRED_PROPERTY', 'A NavigationList has an action.'),

  // Dates.
  'date-form': error('INVALID_DATE_RANGE', 'Dates are days of the calendar, YYYY-MM-DD.'),
  'date-order': error('INVALID_DATE_RANGE', 'Dates are in order and in range.'),
  'date-initial-form': error(
    'INVALID_DATE_SINGLE_INIT_VALUE_FORMAT',
    'The initial date of a CalendarPicker is YYYY-MM-DD.',
  ),
  'days-order': error('INVALID_MIN_MAX_DAYS', 'min-days does not exceed max-days.'),
  'range-only': error(
    'INVALID_PROPERTY_NAME_FOR_CONDITION',
    'Some properties of CalendarPicker need mode range.',
  ),
  'range-shape': error('INVALID_TYPE', 'In mode range a value has two parts, else one.'),
  'range-part-missing': error(
    'MISSING_CALENDAR_PICKER_RANGE_MODE_PROP',
    'In mode range the needed parts are there.',
  ),
  'range-part-unknown': error(
    'UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP',
    'In mode range the parts are start-date and end-date.',
  ),

  // Forms.
  'form-key': error('INVALID_PROPERTY_VALUE', 'A Form’s values name its components (from 7.0).'),
  'form-value': error('INVALID_PROPERTY_VALUE', 'A Form’s values fit its components (from 7.0).'),
  'form-media': error(
    'NATIVE_COMPONENT_IN_FORM_INIT_VALUES',
    'Media pickers have no initial value.',
  ),

  // Bindings and expressions.
  binding: error(
    'INVALID_SCREEN_DYNAMIC_DATA',
    'Bindings in properties find something of the right type.',
  ),
  'binding-schema': error(
    'INVALID_SCREEN_DYNAMIC_DATA',
    'A list bound to options describes its entries.',
  ),
  'binding-in-list': error(
    'INVALID_TEXT_DYNAMIC_DATA',
    'A line of text is no binding; it may be an expression.',
  ),
  'binding-in-text': warning('BINDING_IN_TEXT', 'A binding is a value of its own, not a part.'),
  'expression-version': warning('EXPRESSION_BEFORE_VERSION', 'Expressions stand from 6.0 on.'),
  expression: error('INVALID_PROPERTY_VALUE', 'Expressions read and their types go together.'),
  condition: error('INVALID_PROPERTY_VALUE', 'Conditions read and are true or false.'),
  'mixed-logic': warning('MIXED_LOGIC', 'Parentheses stand where && and || meet.'),

  // Actions.
  'action-allowed': error('INVALID_ENUM_VALUE', 'Actions stand where they may.'),
  'select-action-allowed': error('INVALID_PROPERTY_VALUE', 'Select actions are those allowed.'),
  'action-parts': error(
    'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
    'next, url and payload stand on the actions that take them.',
  ),
  'action-part-missing': error('MISSING_REQUIRED_PROPERTY', 'An action has the parts it needs.'),
  'navigate-target': error(
    'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME',
    'navigate leads to another screen that exists.',
  ),
  'navigate-payload': error(
    'INVALID_NAVIGATE_ACTION_PAYLOAD',
    'navigate hands over just the data its target asks for.',
  ),
  'navigate-payload-missing': error(
    'MISSING_NAVIGATION_ACTION_PAYLOAD',
    'navigate has a payload where its target asks for data.',
  ),
  'navigate-literal': error(
    'INVALID_NAVIGATE_ACTION_STATIC_DATA',
    'Fixed values that navigate hands over have the right type.',
  ),
  'payload-binding': error(
    'INVALID_ON_CLICK_ACTION_PAYLOAD',
    'Bindings in payloads find something.',
  ),
  'payload-media': error(
    'INVALID_ON_CLICK_ACTION_PAYLOAD',
    'Files stand at the top of a payload, never in navigate, and not too many at the end.',
  ),
  'payload-expression': error(
    'INVALID_ACTION_PAYLOAD_PROPERTY',
    'Bindings inside expressions of payloads find something (from 7.2).',
  ),
  'update-payload': error(
    'INVALID_UPDATE_DATA_ACTION_PAYLOAD',
    'update_data changes fields the screen has, with values of their type.',
  ),
  'select-action-twice': error(
    'INVALID_UPDATE_DATA_ACTION_PAYLOAD',
    'A select action stands on the component or on its options.',
  ),

  // Routes.
  'route-screen': error('INVALID_ROUTING_MODEL', 'Routes name screens that exist.'),
  'route-mentions': error('INVALID_ROUTING_MODEL', 'The routing model mentions every screen.'),
  'route-itself': error('INVALID_ROUTING_MODEL', 'No screen leads to itself.'),
  'route-back': error('INVALID_ROUTING_MODEL', 'Routes lead forward only.'),
  'route-branches': error('INVALID_ROUTING_MODEL', 'A screen leads to at most ten others.'),
  'route-entry': error('INVALID_ROUTING_MODEL', 'Some screen is not reached from another.'),
  'route-connected': error('INVALID_ROUTING_MODEL', 'All screens are connected.'),
  'route-navigate': error('INVALID_ROUTING_MODEL', 'navigate follows the routing model.'),
  unreachable: warning('UNREACHABLE_SCREEN', 'Something leads to every screen.'),
  'dead-end': warning('DEAD_END_SCREEN', 'From every screen the flow can go on or end.'),
} as const satisfies Readonly<Record<string, RuleSpec>>

export type RuleId = keyof typeof rules
