import type { Answer, Method, OpenApiDocument, Operation, Parameter } from '../wire/openapi-document.ts'
import { curlExample, signedCurlExample } from './curl-example.ts'
import { type Html, html, inline, prose } from './html.ts'
import { schemaView } from './schema-view.ts'

export interface Listed {
  readonly method: Method
  readonly path: string
  readonly operation: Operation
}

/** One operation: who may, what goes in, what comes back, and a command that does it. */
export function operationView({ method, path, operation }: Listed, document: OpenApiDocument): Html {
  return html`<article class="card" id="${operation.operationId}">
<h3><a class="anchor" href="#${operation.operationId}">${inline(operation.summary)}</a></h3>
<div class="address"><span class="method ${method}">${method}</span><code class="path">${path}</code><span class="roles">${operation['x-roles'].map((role) => html`<span class="role">${role}</span>`)}</span></div>
<div class="columns"><div>${descriptionOf(operation)}${inputView(operation, document)}${answersView(operation, document)}</div>
<div>${examplesView({ method, path, operation }, document)}</div></div></article>`
}

/** Roles stand beside the address; they are not told twice. */
function descriptionOf({ description }: Operation): Html[] {
  return /^(Roles:|Anyone;)/.test(description) ? [] : prose(description)
}

function inputView(operation: Operation, { components }: OpenApiDocument): Html {
  const places = ['path', 'query', 'header'] as const
  const [mediaType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  return html`${places.map((place) => parametersView(place, operation.parameters ?? []))}${
    content && html`<h4>Body, ${mediaType}</h4>${schemaView(content.schema, components.schemas)}`
  }`
}

const titles = { path: 'In the path', query: 'In the query', header: 'Headers' } as const

function parametersView(place: Parameter['in'], parameters: readonly Parameter[]): Html | false {
  const here = parameters.filter((parameter) => parameter.in === place)
  if (here.length === 0) return false
  const properties = Object.fromEntries(
    here.map(({ name, schema, description }) => [
      name,
      description === undefined ? schema : { ...schema, description },
    ]),
  )
  const required = here.filter((parameter) => parameter.required).map(({ name }) => name)
  return html`<h4>${titles[place]}</h4>${schemaView({ type: 'object', properties, required }, {})}`
}

function answersView(operation: Operation, document: OpenApiDocument): Html {
  const answers = Object.entries(operation.responses)
  const good = answers.filter(([, answer]) => !answer['x-codes'])
  const refused = answers.filter(([, answer]) => answer['x-codes'])
  return html`${good.map(([status, answer]) => answerView(status, answer, document))}${
    refused.length > 0 && html`<h4>Refusals</h4><div class="refused">${refused.map(refusedView)}</div>`
  }`
}

function answerView(status: string, answer: Answer, { components }: OpenApiDocument): Html {
  const [content] = Object.values(answer.content ?? {})
  return html`<h4>${status} · ${answer.description.replace(/\.$/, '')}</h4>${
    content && schemaView(content.schema, components.schemas)
  }`
}

function refusedView([status, answer]: readonly [string, Answer]): Html {
  const codes = answer['x-codes'] ?? []
  return html`<span>${status} ${codes.map((code) => html`<a href="#code-${code}">${code}</a> `)}</span>`
}

function examplesView({ method, path, operation }: Listed, document: OpenApiDocument): Html {
  const server = serverOf(document)
  const isSigned = operation.security.some((way) => 'standardWebhooks' in way)
  return html`<h4>${isSigned ? 'With a bearer token' : 'Example'}</h4><pre>${curlExample(method, path, operation, server)}</pre>${
    isSigned && html`<h4>Signed</h4><pre>${signedCurlExample(path, operation, server)}</pre>`
  }${exampleAnswer(operation)}`
}

function exampleAnswer(operation: Operation): Html | false {
  const answer = Object.values(operation.responses).find((one) => !one['x-codes'])
  const example = Object.values(answer?.content ?? {})[0]?.example
  return (
    example !== undefined &&
    html`<h4>Answer</h4><pre>${typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</pre>`
  )
}

function serverOf({ servers }: OpenApiDocument): string {
  const url = servers[0]?.url ?? '/'
  return url === '/' ? 'http://localhost:8080' : url.replace(/\/$/, '')
}
