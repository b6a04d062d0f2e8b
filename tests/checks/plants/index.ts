import { codePlants } from './codePlants.ts'
import { folderPlants } from './folderPlants.ts'
import type { Plant } from './plant.ts'
import { circlePlants, treePlants } from './treePlants.ts'
import { typePlants } from './typePlants.ts'

export { allowed, props } from './surroundings.ts'

/** Every planted violation. */
export const plants: readonly Plant[] = [
  ...folderPlants,
  ...codePlants,
  ...typePlants,
  ...circlePlants,
  ...treePlants,
]
