import { StepUpRuntime, type StepUpRuntimeProps } from '../../hooks/StepUpRuntime.js'
import { StepUpDialog } from '../StepUpDialog/index.js'

export interface StepUpProviderProps extends StepUpRuntimeProps {
  /** `false`: no `StepUpDialog` is rendered, and the host places a prompt of its own. @default true */
  dialog?: boolean
}

/**
 * Holds the client, the step-up and the texts for everything inside, and renders the one dialog.
 *
 * @example
 * <QueryClientProvider client={queryClient}>
 *   <StepUpProvider client={client} messages={en} codeLength={6}>
 *     <App />
 *   </StepUpProvider>
 * </QueryClientProvider>
 */
export function StepUpProvider({ dialog = true, children, ...runtime }: StepUpProviderProps) {
  return (
    <StepUpRuntime {...runtime}>
      {children}
      {dialog && <StepUpDialog />}
    </StepUpRuntime>
  )
}
