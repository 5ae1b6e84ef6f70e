import { plivo } from '../../src/demo/speakers/plivo.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(plivo)
