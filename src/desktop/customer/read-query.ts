interface CustomerQuery {
  number?: string
  externalId?: string
  name?: string
}

/**
 * What a search field's text may mean. Digits with the marks that people put between them are a number or a customer
 * id; everything else is a name or an id.
 */
export function readQuery(text: string): CustomerQuery[] {
  const query = text.trim()
  const digits = query.replace(/\D/g, '').length
  if (digits >= 3 && /^[\d\s()+./-]+$/.test(query)) return [{ number: query }, { externalId: query }]
  return /^\S*\d\S*$/.test(query) ? [{ externalId: query }, { name: query }] : [{ name: query }]
}
