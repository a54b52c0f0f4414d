import type { StepUpClient } from '../client/types.js'

/** The React Query keys of the kit, for invalidation by the host. */
export const stepUpKeys = {
  all: (client: StepUpClient) => ['stepup-kit', client.id] as const,
  config: (client: StepUpClient) => ['stepup-kit', client.id, 'config'] as const,
  profile: (client: StepUpClient) => ['stepup-kit', client.id, 'profile'] as const,
  credentials: (client: StepUpClient) => ['stepup-kit', client.id, 'credentials'] as const,
  trustedDevices: (client: StepUpClient) => ['stepup-kit', client.id, 'trustedDevices'] as const,
}
