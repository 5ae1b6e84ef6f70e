import type Database from 'better-sqlite3'

type Row = Record<string, unknown>

/** All that a database is made of, whatever statements made it: tables, columns, keys, indexes with their conditions, triggers. */
export function shapeOf(db: Database.Database): Row[] {
  const tables = db
    .prepare("select name, type, ncol, wr, strict from pragma_table_list where schema = 'main' order by name")
    .all() as Row[]
  const triggers = db
    .prepare("select name, sql from sqlite_master where type = 'trigger' order by name")
    .all() as Row[]
  return [
    ...tables.map((table) => ({ ...table, ...shapeOfTable(db, String(table.name)) })),
    ...triggers.map(({ name, sql }) => ({ name, sql: oneLine(String(sql)) })),
  ]
}

function shapeOfTable(db: Database.Database, table: string): Row {
  const ask = (sql: string) => db.prepare(sql).all(table) as Row[]
  const indexes = ask('select name, "unique", origin, partial from pragma_index_list(?) order by name')
  return {
    columns: ask(
      'select name, type, "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?) order by name',
    ),
    references: ask(
      'select "from", "table", "to", on_update, on_delete from pragma_foreign_key_list(?) order by "from"',
    ),
    checks: checksOf(String(ask('select sql from sqlite_master where name = ?')[0]?.sql ?? '')),
    indexes: indexes.map((index) => ({
      ...index,
      columns: db.prepare('select seqno, name, "desc", coll, key from pragma_index_xinfo(?)').all(index.name),
      where: /\bwhere\b(.*)$/i.exec(oneLine(sqlOf(db, String(index.name))))?.[1]?.trim(),
    })),
  }
}

function sqlOf(db: Database.Database, name: string): string {
  return String(db.prepare('select sql from sqlite_master where name = ?').pluck().get(name) ?? '')
}

function checksOf(sql: string): string[] {
  return [...oneLine(sql).matchAll(/\bcheck \((.*?\))\)/gi)].map((found) => String(found[1])).sort()
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ')
}
