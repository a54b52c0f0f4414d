import type { Plugin } from 'vite'

/** Hooks, and what React has for browsers alone. */
const needsClient = /\buse[A-Z]\w*\(|\bfrom ["'](react|react-dom|@tanstack\/react-query|react-hook-form)["']/

/**
 * Marks the modules that hold components and hooks, each by itself: everything else of an entry, such as its error
 * guards and query keys, is of use in a React server component too.
 */
export function clientDirectives(): Plugin {
  return {
    name: 'stepup-kit:client-directives',
    apply: 'build',
    renderChunk(code) {
      // On the first line, so that the source map stays right.
      return needsClient.test(code) ? { code: `'use client';${code}`, map: null } : null
    },
  }
}
