import { signalwire } from '../../src/speakers/signalwire.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(signalwire)
