import { bandwidth } from '../../src/demo/speakers/bandwidth.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(bandwidth)
