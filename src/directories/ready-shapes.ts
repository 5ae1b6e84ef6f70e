import type { HttpLookup } from './http-directory.ts'

/** A system whose API is known here: the house says where it is and with what it may be asked. */
export interface ShapeSettings {
  readonly kind: ShapeKind
  readonly url: string
  readonly token?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** Odoo: where one server has several. */
  readonly database?: string | undefined
}

export const shapeKinds = ['espocrm', 'odoo', 'hubspot', 'salesforce'] as const
export type ShapeKind = (typeof shapeKinds)[number]

/** The request and the fields of a system that is known here. */
export function lookupOf(settings: ShapeSettings): HttpLookup {
  const url = settings.url.replace(/\/+$/, '')
  return shapes[settings.kind]({ ...settings, url })
}

const shapes: Readonly<Record<ShapeKind, (settings: ShapeSettings) => HttpLookup>> = {
  espocrm,
  odoo,
  hubspot,
  salesforce,
}

/**
 * EspoCRM's list of records (docs.espocrm.com, "API: Search params"): equality on the phone field looks into all numbers
 * of a contact, of which the answer has the first only; so it is believed.
 */
function espocrm({ url, token }: ShapeSettings): HttpLookup {
  const where = 'where[0][type]=equals&where[0][attribute]=phoneNumber&where[0][value]={e164}'
  return {
    method: 'GET',
    url: `${url}/api/v1/Contact?${where}&select=name,firstName,lastName,accountName,phoneNumber&maxSize=5`,
    headers: { 'x-api-key': token ?? '' },
    list: '/list',
    fields: {
      name: '/name',
      givenName: '/firstName',
      familyName: '/lastName',
      company: '/accountName',
      externalId: '/id',
      numbers: [],
    },
  }
}

/**
 * Odoo 19's JSON-2 API. `phone_sanitized` is E.164 and comes with the module Phone Numbers Validation, which CRM brings.
 * A many-to-one is an id with a name, an empty field is `false`.
 */
function odoo({ url, token, database }: ShapeSettings): HttpLookup {
  return {
    method: 'POST',
    url: `${url}/json/2/res.partner/search_read`,
    headers: {
      authorization: `bearer ${token ?? ''}`,
      ...(database === undefined ? {} : { 'x-odoo-database': database }),
    },
    body: {
      domain: [['phone_sanitized', '=', '{e164}']],
      fields: ['name', 'parent_id', 'function', 'lang', 'is_company', 'phone_sanitized'],
      limit: 5,
    },
    list: '',
    fields: {
      name: '/name',
      company: '/parent_id/1',
      role: '/function',
      language: '/lang',
      isCompany: '/is_company',
      externalId: '/id',
      numbers: ['/phone_sanitized'],
    },
  }
}

/**
 * HubSpot's search (developers.hubspot.com, "Search the CRM"): what it compares phone numbers by has neither country code
 * nor trunk prefix, so that other countries' numbers are found too; whose number it is not is sorted out by its numbers.
 */
function hubspot({ url, token }: ShapeSettings): HttpLookup {
  const group = (propertyName: string, value: string) => ({
    filters: [{ propertyName, operator: 'EQ', value }],
  })
  return {
    method: 'POST',
    url: `${url}/crm/v3/objects/contacts/search`,
    headers: { authorization: `Bearer ${token ?? ''}` },
    body: {
      filterGroups: [
        group('hs_searchable_calculated_phone_number', '{significant}'),
        group('hs_searchable_calculated_mobile_number', '{significant}'),
        group('phone', '{e164}'),
      ],
      properties: ['firstname', 'lastname', 'company', 'jobtitle', 'phone', 'mobilephone', 'hs_language'],
      limit: 10,
    },
    list: '/results',
    fields: {
      givenName: '/properties/firstname',
      familyName: '/properties/lastname',
      company: '/properties/company',
      role: '/properties/jobtitle',
      language: '/properties/hs_language',
      externalId: '/id',
      numbers: ['/properties/phone', '/properties/mobilephone'],
    },
  }
}

/**
 * Salesforce's search (SOSL, "FIND … IN PHONE FIELDS"), by the spellings that people write. Digits only: `+`, `(` and `-`
 * are operators there. It finds more than equal numbers, which are sorted out by what stands in the contact.
 */
function salesforce({ url, token, clientId, clientSecret }: ShapeSettings): HttpLookup {
  const numbers = ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone']
  const fields = ['Id', 'Name', 'FirstName', 'LastName', 'Title', 'Account.Name', ...numbers].join(', ')
  const query = `FIND {"{digits}" OR "{national}" OR "{significant}"} IN PHONE FIELDS RETURNING Contact(${fields} LIMIT 10)`
  return {
    method: 'GET',
    url: `${url}/services/data/v62.0/search/?q=${encodeURIComponent(query).replace(/%7B(digits|national|significant)%7D/g, '{$1}')}`,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    list: '/searchRecords',
    fields: {
      name: '/Name',
      givenName: '/FirstName',
      familyName: '/LastName',
      role: '/Title',
      company: '/Account/Name',
      externalId: '/Id',
      numbers: numbers.map((field) => `/${field}`),
    },
    ...(clientId === undefined || clientSecret === undefined
      ? {}
      : { token: { url: `${url}/services/oauth2/token`, clientId, clientSecret } }),
  }
}
