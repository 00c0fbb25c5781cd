import { addProgram } from './seedBuilder';
import { demoPrograms } from './seedDemo';
import { addManyPrograms, addManyRules } from './seedLarge';
import { addDemoRules } from './seedRules';
import { seedTenant } from './seedTenant';
import { seededRandom } from './ids';
import type { SandboxState } from './state';

export const seedNames = ['empty', 'demo', 'large'] as const;
export type SeedName = (typeof seedNames)[number];

const largeCount = 10_000;

/** A fresh tenant, the same for the same name but for its times, which lie before `now` (Unix seconds). */
export function seedState(name: SeedName, now: number): SandboxState {
  const random = seededRandom(20_261_121);
  const tenant = seedTenant(random, now);
  const { state } = tenant;
  if (name === 'empty') return state;
  const demo = demoPrograms(tenant);
  if (name === 'large') addManyPrograms({ state, random, now }, tenant, largeCount - demo.length);
  for (const plan of demo) addProgram({ state, random, now }, plan);
  if (name === 'large') addManyRules({ state, random, now }, tenant);
  addDemoRules({ state, random, now });
  return state;
}
