import { askServer } from './ask-server.ts'

type Rows = Record<string, unknown>[]

/** All that a database is made of, whatever statements made it. */
export interface PostgresShape {
  readonly columns: Rows
  readonly constraints: Rows
  readonly indexes: Rows
  readonly triggers: Rows
  readonly functions: Rows
}

const ours = 'current_schema()::regnamespace'

export async function shapeOfPostgres(url: string): Promise<PostgresShape> {
  const [columns, constraints, indexes, triggers, functions] = await Promise.all(
    [columnsSql, constraintsSql, indexesSql, triggersSql, functionsSql].map((sql) => askServer(url, sql)),
  )
  return {
    columns: columns ?? [],
    constraints: constraints ?? [],
    indexes: indexes ?? [],
    triggers: triggers ?? [],
    functions: functions ?? [],
  }
}

const columnsSql = `
  select t.relname as "table", t.reloptions, a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull, a.attidentity, coll.collname, pg_get_expr(d.adbin, d.adrelid) as "default"
  from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_collation coll on coll.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where t.relkind = 'r' and t.relnamespace = ${ours} order by t.relname, a.attname`

const constraintsSql = `
  select conrelid::regclass::text as "table", conname, pg_get_constraintdef(oid) as definition, convalidated
  from pg_constraint where connamespace = ${ours} order by 1, 2`

const indexesSql = `
  select pg_get_indexdef(i.indexrelid) as definition, i.indisvalid
  from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = ${ours} order by 1`

const triggersSql = `
  select pg_get_triggerdef(g.oid) as definition, g.tgenabled
  from pg_trigger g join pg_class c on c.oid = g.tgrelid
  where c.relnamespace = ${ours} and not g.tgisinternal order by 1`

const functionsSql = `
  select pg_get_functiondef(oid) as definition from pg_proc where pronamespace = ${ours} order by 1`
