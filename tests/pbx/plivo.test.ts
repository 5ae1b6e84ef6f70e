import { plivo } from '../../src/speakers/plivo.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(plivo)
