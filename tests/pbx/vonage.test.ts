import { vonage } from '../../src/speakers/vonage.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(vonage)
