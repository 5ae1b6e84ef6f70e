import { vonage } from '../../src/demo/speakers/vonage.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(vonage)
