import type { Schema } from '../wire/openapi-document.ts'
import { type Html, html, inline } from './html.ts'

/** The fields of an object, one under the other, those of objects within it indented. `schema` may be a reference. */
export function schemaView(schema: Schema, named: Readonly<Record<string, Schema>>): Html {
  const name = nameOf(schema)
  const meant = name === undefined ? schema : (named[name] ?? {})
  return html`${name !== undefined && html`<p class="named">${link(name)}</p>`}${bodyOf(meant, named)}`
}

/** What a named schema consists of. */
export function bodyOf(schema: Schema, named: Readonly<Record<string, Schema>>): Html {
  const kinds = variantsOf(schema)
  if (kinds) return variantsView(kinds)
  if (schema.properties) return fieldsView(schema)
  const objects = [schema, ...(schema.anyOf ?? [])].flatMap((one) => (one.items ? [one.items] : []))
  const listed = objects.map(nameOf).find((name) => name !== undefined)
  return html`<p class="type">${typeOf(schema)}</p>${listed !== undefined && html`<details open><summary>${listed}</summary>${bodyOf(named[listed] ?? {}, named)}</details>`}`
}

function fieldsView(schema: Schema): Html {
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) return html`<p class="type">an object without fields</p>`
  return html`<ul class="fields">${fields.map(([name, field]) => fieldView(name, field, schema.required?.includes(name) ?? false))}</ul>`
}

function fieldView(name: string, field: Schema, required: boolean): Html {
  const inner = innerObject(field)
  return html`<li><div class="field"><code class="name">${name}</code><span class="type">${typeOf(field)}${isInstant(name, field) && ', ms since 1970'}</span>${!required && html`<span class="optional">optional</span>`}${limitsOf(field).map((limit) => html`<span class="limit">${limit}</span>`)}</div>${field.description !== undefined && html`<div class="note">${inline(field.description)}</div>`}${inner && fieldsView(inner)}</li>`
}

function isInstant(name: string, { type, anyOf }: Schema): boolean {
  const isInteger = type === 'integer' || (anyOf ?? []).some((one) => one.type === 'integer')
  return isInteger && /(^at|At|^now)$/.test(name)
}

/** The object whose fields belong under this one: itself, the item of a list, or what may be null. */
function innerObject(schema: Schema): Schema | undefined {
  if (schema.properties) return schema
  if (schema.items) return innerObject(schema.items)
  const objects = (schema.anyOf ?? []).filter((one) => one.properties)
  return objects.length === 1 ? objects[0] : undefined
}

interface Variants {
  readonly tag: string
  readonly common: Schema
  readonly own: readonly { readonly value: string; readonly schema: Schema }[]
}

/** A union whose members are told apart by a constant field: what they share, and what each has of its own. */
function variantsOf({ oneOf }: Schema): Variants | undefined {
  const [first] = oneOf ?? []
  const tag = Object.entries(first?.properties ?? {}).find(([, field]) => field.const !== undefined)?.[0]
  if (!oneOf || !first || tag === undefined) return undefined
  const isShared = (name: string) =>
    oneOf.every((one) => JSON.stringify(one.properties?.[name]) === JSON.stringify(first.properties?.[name]))
  const shared = Object.keys(first.properties ?? {}).filter((name) => name !== tag && isShared(name))
  const requiredOf = (one: Schema, name: string) => one.required?.includes(name) ?? false
  return {
    tag,
    common: pick(first, (name) => shared.includes(name)),
    own: oneOf.map((one) => ({
      value: String(one.properties?.[tag]?.const),
      schema: pick(
        one,
        (name) =>
          name !== tag && (!shared.includes(name) || requiredOf(one, name) !== requiredOf(first, name)),
      ),
    })),
  }
}

function pick(schema: Schema, wanted: (name: string) => boolean): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => wanted(name))
  return { type: 'object', properties: Object.fromEntries(properties), required: schema.required ?? [] }
}

function variantsView({ tag, common, own }: Variants): Html {
  const hasCommon = Object.keys(common.properties ?? {}).length > 0
  return html`<ul class="fields"><li><div class="field"><code class="name">${tag}</code><span class="type">${chips(own.map(({ value }) => value))}</span></div></li></ul>${hasCommon && fieldsView(common)}${own.map(variantView(tag))}`
}

function variantView(tag: string) {
  return ({ value, schema }: Variants['own'][number]) =>
    Object.keys(schema.properties ?? {}).length > 0 &&
    html`<div class="variant"><p>with <code>${tag}: ${value}</code></p>${fieldsView(schema)}</div>`
}

function nameOf({ $ref }: Schema): string | undefined {
  return $ref?.replace('#/components/schemas/', '')
}

function link(name: string): Html {
  return html`<a href="#schema-${name}">${name}</a>`
}

function chips(values: readonly unknown[]): Html {
  return html`${values.map((value, n) => [n > 0 && ' ', html`<code>${String(value)}</code>`])}`
}

function typeOf(schema: Schema): Html {
  const name = nameOf(schema)
  if (name !== undefined) return link(name)
  if (schema.enum) return chips(schema.enum)
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`
  const several = schema.anyOf ?? schema.oneOf
  if (several) return html`${several.map((one, n) => [n > 0 && ' or ', typeOf(one)])}`
  if (schema.prefixItems) return html`[${schema.prefixItems.map((one, n) => [n > 0 && ', ', typeOf(one)])}]`
  if (schema.type === 'array') return html`list of ${schema.items ? typeOf(schema.items) : 'anything'}`
  if (schema.properties) return html`object`
  if (typeof schema.additionalProperties === 'object')
    return html`${typeOf(schema.additionalProperties)} by name`
  if (schema.format === 'date-time') return html`ISO 8601 instant`
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}`
}

function limitsOf(schema: Schema): readonly string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  const written = schema.default
  return [
    range(minLength, maxLength, 'character'),
    range(minItems, maxItems, 'entry'),
    range(minimum, maximum, ''),
    written === undefined ? '' : `default ${JSON.stringify(written)}`,
  ].filter((limit) => limit !== '')
}

const plural: Readonly<Record<string, string>> = { character: 'characters', entry: 'entries' }

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return ''
  const of = unit === '' ? '' : ` ${most === 1 ? unit : plural[unit]}`
  if (most === undefined) return `at least ${least}${of}`
  if (least === undefined || least === 0)
    return unit === '' && least === 0 ? `0 to ${most}` : `at most ${most}${of}`
  return least === most ? `${most}${of}` : `${least} to ${most}${of}`
}
