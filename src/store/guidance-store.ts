/** A topic of guidance as it stands; the body is JSON that the guidance room reads and writes. */
export interface StoredGuidance {
  readonly id: string
  readonly version: number
  readonly body: string
  readonly author: string
  readonly savedAt: number
}

export interface StoredGuidanceVersion {
  readonly version: number
  /** Null where the topic was taken away. */
  readonly body: string | null
  readonly author: string
  readonly savedAt: number
}

export interface GuidanceToSave {
  readonly id: string
  /** 0 for a topic that is new. */
  readonly expectedVersion: number
  /** Null takes it away. */
  readonly body: string | null
  readonly accountId: string
  readonly author: string
  readonly now: number
}

/** Every save is kept. */
export interface GuidanceStore {
  /** All that has not been taken away. */
  readAllGuidance(): Promise<readonly StoredGuidance[]>
  /** The newest first; none where there never was such a topic. */
  readGuidanceVersions(id: string): Promise<readonly StoredGuidanceVersion[]>
  /** The new version; null where the stored version is another than expected. */
  saveGuidance(save: GuidanceToSave): Promise<number | null>
}
