import { signalwire } from '../../src/demo/speakers/signalwire.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(signalwire)
