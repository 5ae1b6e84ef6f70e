/** As much of OpenAPI 3.1 as our document uses. Extensions of ours begin with `x-`. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: {
    readonly title: string
    readonly version: string
    readonly summary: string
    readonly description: string
    readonly license: { readonly name: string; readonly identifier: string }
  }
  readonly servers: readonly { readonly url: string; readonly description: string }[]
  readonly tags: readonly Tag[]
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
  }
  /** Every code that a refusal may carry: HTTP status and the sentence that goes with it. */
  readonly 'x-refusals': Readonly<Record<string, { readonly status: number; readonly message: string }>>
  /** OpenAPI has no words for a socket. */
  readonly 'x-desktop-socket': DesktopSocket
}

export interface Tag {
  readonly name: string
  readonly description: string
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
export type PathItem = Readonly<Partial<Record<Method, Operation>>>

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  /** Roles that may; `anyone` needs no session, `source` is a configured phone system. */
  readonly 'x-roles': readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, Answer>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}

export interface Answer {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>
  readonly content?: Content
  /** The codes of the refusals that this answer may carry. */
  readonly 'x-codes'?: readonly string[]
}

export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>

export interface SecurityScheme {
  readonly type: 'apiKey' | 'http'
  readonly description: string
  readonly in?: 'cookie' | 'header'
  readonly name?: string
  readonly scheme?: 'bearer'
}

export interface DesktopSocket {
  readonly path: string
  readonly description: string
  readonly versionRule: readonly string[]
  readonly events: readonly SocketEvent[]
}

export interface SocketEvent {
  readonly name: string
  readonly from: 'server' | 'desktop'
  readonly description: string
  /** Absent for an event that carries nothing. */
  readonly schema?: Schema
}

/** JSON Schema 2020-12, as far as zod writes it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly title?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema | false
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}
