import { guidanceContract } from './contract-guidance.ts'
import { engines } from './engines.ts'

for (const [engine, open] of engines) guidanceContract(engine, () => open())
