import { jambonz } from '../../src/speakers/jambonz.ts'
import { describeLegPlatform } from './leg-platform.ts'

describeLegPlatform(jambonz)
