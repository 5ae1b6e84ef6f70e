import { operationsOf } from '../wire/openapi.ts'
import type { DesktopSocket, OpenApiDocument, SocketEvent } from '../wire/openapi-document.ts'
import { Html, html, inline, prose } from './html.ts'
import { type Listed, operationView } from './operation-view.ts'
import { pageStyle } from './page-style.ts'
import { bodyOf, schemaView } from './schema-view.ts'

/** The document as one page for people: no scripts, nothing loaded from anywhere. */
export function referencePage(document: OpenApiDocument): string {
  const operations = operationsOf(document)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API ${document.info.version}</title><style>${new Html(pageStyle)}</style></head>
<body><div class="page">${navigation(document, operations)}<main>
<h1>${document.info.title} API</h1><p class="lead">${inline(document.info.description)}</p>
${securityView(document)}
${document.tags.map((tag) => html`<section class="area" id="${anchorOf(tag.name)}"><h2>${tag.name}</h2><p>${inline(tag.description)}</p>${inArea(operations, tag.name).map((one) => operationView(one, document))}</section>`)}
${socketView(document)}${refusalsView(document)}${schemasView(document)}
</main></div></body></html>
`
  return page.text
}

function inArea(operations: readonly Listed[], area: string): readonly Listed[] {
  return operations.filter(({ operation }) => operation.tags.includes(area))
}

function anchorOf(area: string): string {
  return area.toLowerCase().replace(/[^a-z]+/g, '-')
}

function navigation(document: OpenApiDocument, operations: readonly Listed[]): Html {
  return html`<nav aria-label="Contents"><div class="brand">${document.info.title}<span>API ${document.info.version}</span></div>
${document.tags.map((tag) => html`<h2><a href="#${anchorOf(tag.name)}">${tag.name}</a></h2><ul>${inArea(operations, tag.name).map(entry)}</ul>`)}
<h2>More</h2><ul><li><a href="#socket">The desktop’s socket</a></li><li><a href="#refusals">Refusals</a></li><li><a href="#schemas">Schemas</a></li><li><a href="openapi.json">OpenAPI 3.1 as JSON</a></li></ul></nav>`
}

function entry({ method, operation }: Listed): Html {
  return html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method === 'delete' ? 'del' : method}</span><span>${wordsOf(operation.operationId)}</span></a></li>`
}

/** `readFollowUps` → `Read follow ups`. */
function wordsOf(operationId: string): string {
  const words = operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function securityView({ components }: OpenApiDocument): Html {
  return html`<article class="card"><h3>Who asks</h3><table>${Object.entries(components.securitySchemes).map(
    ([name, { description }]) => html`<tr><th scope="row">${name}</th><td>${inline(description)}</td></tr>`,
  )}</table></article>`
}

function socketView({ 'x-desktop-socket': socket, components }: OpenApiDocument): Html {
  const event = (one: SocketEvent) => html`<article class="card" id="socket-${one.name}"><h3>${one.name}</h3>
<div class="address"><span class="role">${one.from === 'server' ? 'server → desktop' : 'desktop → server'}</span></div>
${prose(one.description)}${one.schema && schemaView(one.schema, components.schemas)}</article>`
  return html`<section class="area" id="socket"><h2>The desktop’s socket</h2><p>What an agent sees, as it changes. The small client module speaks all of this.</p>
${ruleView(socket)}${socket.events.map(event)}</section>`
}

function ruleView({ path, description, versionRule }: DesktopSocket): Html {
  return html`<article class="card"><h3>The version rule</h3><div class="address"><span class="method get">socket</span><code class="path">${path}</code></div>
${prose(description)}<ol class="rule">${versionRule.map((rule) => html`<li>${inline(rule)}</li>`)}</ol></article>`
}

function refusalsView({ 'x-refusals': refusals, components }: OpenApiDocument): Html {
  const rows = Object.entries(refusals).map(
    ([code, { status, message }]) =>
      html`<tr id="code-${code}"><td><code>${code}</code></td><td class="status">${status}</td><td>${message}</td></tr>`,
  )
  return html`<section class="area" id="refusals"><h2>Refusals</h2><p>Every answer that is not a success has a code of this list. Decide by the code; the sentence is for people.</p>
<article class="card"><table class="codes">${rows}</table><h4>Shape</h4>${schemaView({ $ref: '#/components/schemas/Refusal' }, components.schemas)}</article></section>`
}

function schemasView({ components }: OpenApiDocument): Html {
  const cards = Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<article class="card" id="schema-${name}"><h3><a class="anchor" href="#schema-${name}">${name}</a></h3>${
        schema.description !== undefined && prose(schema.description)
      }${bodyOf(schema, components.schemas)}</article>`,
  )
  return html`<section class="area" id="schemas"><h2>Schemas</h2><p>What the operations refer to by name.</p>${cards}</section>`
}
