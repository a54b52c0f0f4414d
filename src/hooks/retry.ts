import type { UseMutationOptions } from '@tanstack/react-query'
import { isApiError, isNetworkError, isResponseShapeError, isStepUpKitError } from '../client/errors.js'

/** Asking again would get the same answer: the server's, which counts against its limits, or the person's. */
export function isAnswered(error: unknown): boolean {
  return (
    isStepUpKitError(error) &&
    !isNetworkError(error) &&
    !isResponseShapeError(error) &&
    !(isApiError(error) && error.status >= 500)
  )
}

/** What React Query's option says, but for what was answered. */
export function shouldRetry<TError>(
  retry: UseMutationOptions<unknown, TError>['retry'],
  count: number,
  error: TError,
): boolean {
  if (isAnswered(error)) return false
  if (typeof retry === 'function') return retry(count, error)
  return typeof retry === 'number' ? count < retry : retry === true
}
