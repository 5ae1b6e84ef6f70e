import type { Logger } from 'pino'
import type { StoreMeters } from './metrics.ts'
import type { StoreNews } from './store/store-trouble.ts'

/** What happens to the store, for the log and the figures. */
export function tellStoreNews(log: Logger, meters: StoreMeters): (news: StoreNews) => void {
  return (news) => {
    switch (news.kind) {
      case 'trouble':
      case 'trouble-lasts':
        meters.storeWell(false)
        log.error({ since: new Date(news.trouble.since) }, `nothing can be stored: ${news.trouble.says}`)
        break
      case 'trouble-over':
        meters.storeWell(true)
        log.warn({ lastedMs: news.lastedMs }, `the store works again; it was: ${news.trouble.says}`)
        break
      case 'stopped-uncleanly':
        log.warn('the program was killed the last time; the database is checked')
        break
      case 'migrated':
        log.info({ version: news.to, name: news.name }, 'the database is brought to a newer version')
        break
      case 'reserve-used':
        log.error('the disk is full: its reserve is given up, and work goes on in its room')
        break
      case 'reserve-made':
        log.debug('a reserve for a full disk is kept')
        break
      case 'little-space':
        log.warn({ freePercent: Math.round(news.freeShare * 100) }, 'the disk is nearly full')
        break
      case 'space-again':
        log.info({ freePercent: Math.round(news.freeShare * 100) }, 'the disk has space again')
        break
      case 'disk':
        meters.diskFree(news.freeShare)
        break
      case 'checked':
        meters.checked(news.result.kind)
        if (news.result.kind === 'sound')
          log.info({ ms: Math.round(news.result.ms) }, 'the database was checked: it is sound')
        else log.error(news.result, 'the database was checked: it is not known to be sound')
    }
  }
}
