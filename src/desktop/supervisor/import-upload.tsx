import { Button, FileButton, Progress, SegmentedControl, TextInput } from '@mantine/core'
import { IconFileTypeCsv } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import type { ImportJobView } from '../../wire/customer-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'
import { type Imported, uploadCsv } from './upload-csv.ts'

export function ImportUpload({ onStarted }: { onStarted: (job: ImportJobView) => void }) {
  const { words } = useWords()
  const [what, setWhat] = useState<Imported>('importCustomers')
  const [file, setFile] = useState<File | null>(null)
  const [region, setRegion] = useState('')
  const [sent, setSent] = useState(0)
  const upload = useErrand(async (chosen: File) => {
    setSent(0)
    onStarted(await uploadCsv(what, chosen, region.toUpperCase(), setSent))
    setFile(null)
  })
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setFile(event.dataTransfer.files[0] ?? null)
  }
  return (
    <section
      className={styles.upload}
      aria-label={words.imports.choose}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <IconFileTypeCsv size={30} stroke={1.4} aria-hidden />
      <SegmentedControl<Imported>
        size="xs"
        aria-label={words.imports.what}
        disabled={upload.running}
        value={what}
        onChange={setWhat}
        data={[
          { value: 'importCustomers', label: words.imports.customers },
          { value: 'importInteractions', label: words.imports.contacts },
        ]}
      />
      <div className={styles.uploadFile}>
        {file ? (
          <strong>
            <bdi>{file.name}</bdi>
          </strong>
        ) : (
          <span>
            <FileButton onChange={setFile} accept=".csv,text/csv">
              {(props) => (
                <Button {...props} variant="default" size="xs">
                  {words.imports.choose}
                </Button>
              )}
            </FileButton>{' '}
            <span className={styles.quiet}>{words.imports.drop}</span>
          </span>
        )}
        {upload.running && (
          <Progress value={sent * 100} aria-label={words.imports.uploading} size="sm" animated />
        )}
      </div>
      <TextInput
        label={words.imports.region}
        placeholder={words.imports.regionHint}
        size="xs"
        maxLength={2}
        value={region}
        onChange={(event) => setRegion(event.currentTarget.value)}
      />
      <Button
        disabled={file === null || region.length === 1}
        loading={upload.running}
        onClick={() => file && upload.run(file)}
      >
        {words.imports.start}
      </Button>
      <RefusalNote refused={upload.refused} />
    </section>
  )
}
