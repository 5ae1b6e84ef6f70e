import { jambonz } from '../../src/demo/speakers/jambonz.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(jambonz)
