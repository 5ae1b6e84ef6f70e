import { alertSettings } from './alert-settings.ts'
import { exportSettings } from './export-settings.ts'
import { liveSettings } from './live-settings.ts'
import { mysterySettings } from './mystery-settings.ts'
import { qualitySettings } from './quality-settings.ts'
import { reportSettings } from './report-settings.ts'

/** What supervisors' parts go by. Part of the configuration's file. */
export const supervisionSettings = {
  live: liveSettings,
  alerts: alertSettings,
  mysteryCalls: mysterySettings,
  exports: exportSettings,
  quality: qualitySettings,
  reports: reportSettings,
}
