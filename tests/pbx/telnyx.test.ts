import { telnyx } from '../../src/demo/speakers/telnyx.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(telnyx)
