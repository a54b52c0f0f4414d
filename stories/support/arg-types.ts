import type { ArgTypesEnhancer, SBType } from 'storybook/internal/types'

type ArgType = ReturnType<ArgTypesEnhancer>[string]

const isUndefined = (type: SBType) => type.name === 'other' && type.value === 'undefined'

/** `'inline'` in its quotes, as it stands in the source, or `2`. */
function valueOf(literal: unknown): unknown {
  return typeof literal === 'string' ? (/^'(.*)'$/.exec(literal)?.[1] ?? Number(literal)) : literal
}

function typeOf(type: SBType): SBType {
  if (type.name !== 'union') return type
  const kinds = type.value.filter((one) => !isUndefined(one))
  const { raw = '', required = false } = type
  if (raw.includes('=>')) return { name: 'function', required }
  const [only] = kinds
  if (only !== undefined && kinds.length === 1) return { ...only, required }
  const literals = kinds.flatMap((kind) => (kind.name === 'literal' ? [valueOf(kind.value)] : []))
  if (literals.length < kinds.length) return { ...type, value: kinds }
  return {
    name: 'enum',
    required,
    value: literals.filter((one) => typeof one === 'string' || typeof one === 'number'),
  }
}

function plain(argType: ArgType): ArgType {
  const { type, table } = argType
  if (type?.name !== 'union') return argType
  const summary = (type.raw ?? type.name)
    .replace(/^\((.*)\) \| undefined$/, '$1')
    .replace(/ \| undefined$/, '')
  return { ...argType, type: typeOf(type), table: { ...table, type: { summary } } }
}

/** Every optional prop may be `undefined` as well, for which Storybook has no control: here it is left out. */
export const withoutUndefined: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(Object.entries(argTypes).map(([name, argType]) => [name, plain(argType)]))
