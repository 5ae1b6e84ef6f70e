import { z } from 'zod'
import type { Schema } from './openapi-document.ts'
import { noteOn } from './openapi-notes.ts'

/** Collects the named schemas of a document while it is being written. */
export interface SchemaShelf {
  /** What may be sent (`input`: before defaults and coercion) or what is answered (`output`). */
  put(schema: z.ZodType, io: 'input' | 'output'): Schema
  readonly named: Readonly<Record<string, Schema>>
}

/**
 * Writes zod schemas as JSON Schema. Those with a name (`.meta({ id })`) become components; one that would differ as
 * input and as output throws, since a document has one schema of a name.
 */
export function schemaShelf(): SchemaShelf {
  const named: Record<string, Schema> = {}
  return {
    named,
    put(schema, io) {
      const {
        $schema: _,
        $defs,
        ...written
      } = z.toJSONSchema(schema, {
        target: 'draft-2020-12',
        unrepresentable: 'any',
        io,
      }) as Schema & { $schema?: string; $defs?: Record<string, Schema> }
      for (const [name, one] of Object.entries($defs ?? {})) shelve(named, name, one)
      return tidy(written, '') as Schema
    },
  }
}

function shelve(named: Record<string, Schema>, name: string, written: Schema): void {
  const schema = tidy(written, name) as Schema
  const known = named[name]
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`the schema ${name} is not the same as input and as output: give the two different names`)
  }
  named[name] = schema
}

const largest = Number.MAX_SAFE_INTEGER

/** Points references at the components, adds our notes, and leaves out what only says that a number fits a double. */
function tidy(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => tidy(one, name))
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Schema & { id?: string }
  const kept = Object.entries(schema).filter(
    ([key, one]) =>
      !(key === 'minimum' && one === -largest) &&
      !(key === 'maximum' && one === largest) &&
      !(key === 'pattern' && schema.format === 'date-time') &&
      !(key === 'id' && one === name),
  )
  return Object.fromEntries(kept.map(([key, one]) => [key, tidyPart(key, one, name)]))
}

function tidyPart(key: string, part: unknown, name: string): unknown {
  if (key === '$ref') return String(part).replace('#/$defs/', '#/components/schemas/')
  if (key === 'enum' || key === 'const' || key === 'default' || key === 'required') return part
  if (key !== 'properties') return tidy(part, name)
  return Object.fromEntries(
    Object.entries(part as Record<string, Schema>).map(([field, schema]) => [
      field,
      described(tidy(schema, name) as Schema, noteOn(name, field)),
    ]),
  )
}

function described(schema: Schema, note: string | undefined): Schema {
  return note === undefined || schema.description !== undefined ? schema : { ...schema, description: note }
}
