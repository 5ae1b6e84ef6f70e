import type { ImportJobView } from '../../wire/customer-api.ts'
import type { RefusalBody } from '../../wire/refusal.ts'
import { addressOf, Refused, type WhyNot } from '../ask.ts'

/** What the rows of a file are. */
export type Imported = 'importCustomers' | 'importInteractions'

/**
 * Sends a CSV file and tells how far it is (0 to 1). XMLHttpRequest, because fetch does not tell of an upload's
 * progress. Resolves with the job; rejects with Refused.
 */
export function uploadCsv(
  what: Imported,
  file: File,
  region: string,
  onProgress: (part: number) => void,
): Promise<ImportJobView> {
  const query = { fileName: file.name.slice(-200), ...(region ? { region } : {}) }
  const { method, url } = addressOf(what, { query })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    request.setRequestHeader('content-type', 'text/csv')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0)
    request.onerror = () => reject(new Refused('unreachable'))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as ImportJobView)
      else reject(refusalOf(request.response))
    }
    request.send(file)
  })
}

function refusalOf(body: RefusalBody | null): Refused {
  return new Refused((body?.error.code ?? 'internal') as WhyNot, body?.error.faults ?? [])
}
