/** Where a secret could be found by another script, another tab, a log or a recorder of the session. */
export const places = [
  'attribute',
  'text',
  'value',
  'local storage',
  'session storage',
  'IndexedDB',
  'cache storage',
  'cookie',
  'query cache',
  'mutation cache',
  'dehydrated cache',
  'URL',
  'history',
  'performance entry',
  'console',
  'event',
  'error',
  'message',
] as const
export type Place = (typeof places)[number]

export interface Trace {
  place: Place
  /** The end of what was looked for, so that a report shows no secret either. */
  of: string
  around: string
}

export interface Traces {
  note(place: Place, value: unknown): void
  /** Reads what has no event of its own: storage, cookies, the address, live values. */
  look(): Promise<void>
  find(needles: readonly string[], where?: readonly Place[]): Trace[]
  /** The same by digits alone, for phone numbers, however they are written. */
  findDigits(needles: readonly string[], where: readonly Place[]): Trace[]
  /** How many different things were noted, by place. */
  counts(): Partial<Record<Place, number>>
  readonly violations: readonly string[]
}

declare global {
  interface Window {
    traces: Traces
  }
}

/**
 * Writes down everything that leaves the kit's closures, from before the first script of the page on. Runs in the
 * page: it must not use anything outside itself.
 */
export function record(): void {
  // A clock that a test moves takes its place later on, and has no entries.
  const { performance: timeline } = window
  const noted = new Map<Place, Set<string>>()
  const violations: string[] = []
  const typedIn = new WeakSet<EventTarget>()
  const textsOf = (place: Place) => {
    const texts = noted.get(place) ?? new Set()
    noted.set(place, texts)
    return texts
  }
  const note = (place: Place, value: unknown) => void textsOf(place).add(everythingOf(value))

  /** All that a console, a log or an error tracker could show of a value, hidden properties included. */
  function everythingOf(value: unknown, depth = 0, seen = new Set<unknown>()): string {
    if (typeof value === 'string') return value
    if (typeof value !== 'object' || value === null) return String(value)
    if (seen.has(value) || depth > 9) return ''
    seen.add(value)
    if (value instanceof Node) return value instanceof Element ? value.outerHTML : (value.textContent ?? '')
    const parts: string[] = depth === 0 ? [json(value)] : []
    if (value instanceof Error) parts.push(String(value), value.stack ?? '')
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      parts.push(new TextDecoder().decode(value))
      return parts.join(' ')
    }
    if (value instanceof Map || value instanceof Set) {
      for (const item of value) parts.push(everythingOf(item, depth + 1, seen))
    }
    for (const [key, { value: own }] of Object.entries(Object.getOwnPropertyDescriptors(value)))
      parts.push(key, everythingOf(own, depth + 1, seen))
    return parts.join(' ')
  }
  function json(value: unknown): string {
    try {
      return JSON.stringify(value) ?? ''
    } catch {
      return ''
    }
  }

  /** Calls `listener` before a method of the platform. */
  function tap(owner: object, name: string, listener: (self: unknown, input: unknown[]) => void): void {
    const method: unknown = Reflect.get(owner, name)
    if (typeof method !== 'function') return
    Reflect.set(owner, name, function (this: unknown, ...input: unknown[]): unknown {
      listener(this, input)
      const result: unknown = Reflect.apply(method, this ?? globalThis, input)
      return result
    })
  }

  for (const name of Object.keys(console)) tap(console, name, (_, input) => note('console', input))
  tap(Storage.prototype, 'setItem', (self, input) =>
    note(self === localStorage ? 'local storage' : 'session storage', input),
  )
  for (const name of ['pushState', 'replaceState'])
    tap(History.prototype, name, (_, input) => note('history', input))
  for (const name of ['put', 'add'])
    tap(IDBObjectStore.prototype, name, (_, input) => note('IndexedDB', input))
  tap(BroadcastChannel.prototype, 'postMessage', (self, input) =>
    note('message', [self instanceof BroadcastChannel ? self.name : '', input]),
  )
  for (const owner of [window, MessagePort.prototype, Worker.prototype])
    tap(owner, 'postMessage', (_, input) => note('message', input))
  tap(navigator, 'sendBeacon', (_, input) => note('message', input))

  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
  if (cookie?.set) {
    Object.defineProperty(document, 'cookie', {
      ...cookie,
      set(text: string) {
        note('cookie', text)
        cookie.set?.call(document, text)
      },
    })
  }

  window.addEventListener('error', (event) => note('error', [event.message, event.error]))
  window.addEventListener('unhandledrejection', (event) => note('error', event.reason))
  window.addEventListener('storage', ({ key, newValue }) => note('message', [key, newValue]))
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`)
  })
  document.addEventListener('input', ({ target }) => target && typedIn.add(target), true)

  const noteAttributes = (element: Element) => {
    for (const { name, value } of element.attributes) note('attribute', `${name}=${value}`)
  }
  const fields = () => document.querySelectorAll('input, textarea, select, output')
  const noteDocument = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT)
    let text = ''
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // The slots draw what the person is typing: it is there to be seen, and gone with the box.
      if (!node.parentElement?.closest('[data-component="otp-input"] [data-part="slots"]'))
        text += node.nodeValue ?? ''
    }
    note('text', text)
    for (const field of fields()) {
      const value: unknown = Reflect.get(field, 'value')
      if (!typedIn.has(field)) note('value', value)
    }
  }
  new MutationObserver((records) => {
    for (const { target, type, addedNodes, attributeName, oldValue } of records) {
      // Also what was there for a moment only.
      if (oldValue !== null)
        note(type === 'attributes' ? 'attribute' : 'text', `${attributeName} ${oldValue}`)
      if (type === 'attributes' && target instanceof Element) noteAttributes(target)
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        noteAttributes(node)
        for (const inner of node.querySelectorAll('*')) noteAttributes(inner)
      }
    }
    noteDocument()
  }).observe(document, {
    attributes: true,
    attributeOldValue: true,
    characterData: true,
    characterDataOldValue: true,
    childList: true,
    subtree: true,
  })

  async function noteDatabases(): Promise<void> {
    for (const { name = '' } of await indexedDB.databases()) {
      note('IndexedDB', name)
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => resolve(opening.result))
        opening.addEventListener('error', () => reject(new Error(`${name} does not open.`)))
      })
      for (const store of database.objectStoreNames) {
        const reading = database.transaction(store).objectStore(store).getAll()
        await new Promise((resolve) => reading.addEventListener('success', resolve))
        note('IndexedDB', [store, reading.result])
      }
      database.close()
    }
  }
  async function noteCaches(): Promise<void> {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const response = await cache.match(request)
        note('cache storage', [name, request.url, await response?.text()])
      }
    }
  }

  async function look(): Promise<void> {
    noteDocument()
    for (const element of document.querySelectorAll('*')) noteAttributes(element)
    for (const [place, storage] of [
      ['local storage', localStorage],
      ['session storage', sessionStorage],
    ] as const) {
      for (const entry of Object.entries(storage)) note(place, entry)
    }
    note('cookie', document.cookie)
    note('URL', [location.href, document.URL, document.baseURI, document.referrer])
    note('history', history.state)
    // Not in the library's types yet: all addresses of this tab, with what each of them keeps.
    const entries: unknown = Reflect.get(Reflect.get(window, 'navigation') ?? {}, 'entries')
    const visited: unknown =
      typeof entries === 'function' ? Reflect.apply(entries, Reflect.get(window, 'navigation'), []) : []
    if (Array.isArray(visited)) {
      for (const entry of visited) note('URL', String(Reflect.get(Object(entry), 'url')))
    }
    for (const entry of timeline.getEntries()) note('performance entry', json(entry))
    await noteDatabases()
    await noteCaches()
  }

  const around = (text: string, at: number, length: number) =>
    `${text.slice(Math.max(0, at - 40), at)}[here]${text.slice(at + length, at + length + 40)}`

  function search(
    needles: readonly string[],
    where: readonly Place[] | undefined,
    clean: (text: string) => string,
  ): Trace[] {
    const found: Trace[] = []
    for (const [place, texts] of noted) {
      if (where && !where.includes(place)) continue
      const all = [...texts].map(clean).join('\n')
      for (const needle of needles) {
        const at = all.indexOf(needle)
        if (at >= 0) found.push({ place, of: needle.slice(-4), around: around(all, at, needle.length) })
      }
    }
    return found
  }

  window.traces = {
    note,
    look,
    find: (needles, where) => search(needles, where, (text) => text),
    findDigits: (needles, where) => search(needles, where, (text) => text.replace(/[^\p{L}\p{N}]/gu, '')),
    counts: () => Object.fromEntries([...noted].map(([place, texts]) => [place, texts.size])),
    violations,
  }
}

/** Puts something into each place, as a careless kit would. Runs in the page: it must not use anything outside itself. */
export async function plant(prefix: string): Promise<void> {
  const secretOf = (place: Place) => prefix + place.replace(' ', '-')
  const hidden = document.createElement('input')
  hidden.value = secretOf('value')
  document.body.append(hidden, document.createTextNode(secretOf('text')))
  document.body.setAttribute('data-planted', `{"nested":"${secretOf('attribute')}"}`)
  document.body.removeAttribute('data-planted')

  localStorage['planted'] = JSON.stringify([secretOf('local storage')])
  sessionStorage.setItem('planted', secretOf('session storage'))
  sessionStorage.removeItem('planted')
  document.cookie = `planted=${secretOf('cookie')}; secure`
  const cache = await caches.open('planted')
  await cache.put('/planted', new Response(secretOf('cache storage')))
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('planted')
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('store'))
    opening.addEventListener('success', () => resolve(opening.result))
  })
  const writing = database.transaction('store', 'readwrite')
  writing.objectStore('store').put({ bytes: new TextEncoder().encode(secretOf('IndexedDB')) }, 1)
  await new Promise((resolve) => writing.addEventListener('complete', resolve))
  database.close()

  const { queryClient } = window
  queryClient.setQueryData(['planted'], { data: secretOf('query cache') })
  queryClient.setQueryData(['planted', 'dehydrated'], secretOf('dehydrated cache'))
  const mutationFn = (_: { typed: string }) => Promise.resolve()
  const mutation = queryClient.getMutationCache().build(queryClient, { mutationFn })
  await mutation.execute({ typed: secretOf('mutation cache') })

  history.replaceState({ kept: secretOf('history') }, '')
  window.location.hash = secretOf('URL')
  performance.mark(secretOf('performance entry'))
  console.debug('planted', { deep: [{ down: secretOf('console') }] })
  window.traces.note('event', { type: 'planted', target: secretOf('event') })
  const error = new Error('planted', { cause: new Error(secretOf('error')) })
  // Nobody waits for it.
  void Promise.reject(error)
  new BroadcastChannel('planted').postMessage({ planted: [secretOf('message')] })
}

/** Breaks each part of a strict policy once. Runs in the page: it must not use anything outside itself. */
export function offend(): void {
  document.body.setAttribute('style', 'color: red')
  const style = document.createElement('style')
  style.textContent = 'p { color: red }'
  document.head.append(style)
  const image = document.createElement('img')
  image.src = '/planted.png'
  document.body.append(image)
  const evaluated = [
    () => {
      document.body.innerHTML = '<p>planted</p>'
    },
    () => Reflect.construct(Function, ['return 1']),
    () => {
      const types: object = Object(Reflect.get(window, 'trustedTypes'))
      const create: unknown = Reflect.get(types, 'createPolicy')
      if (typeof create === 'function') Reflect.apply(create, types, ['planted', {}])
    },
  ]
  for (const offence of evaluated) {
    try {
      offence()
    } catch {
      // What is refused is told by an event as well.
    }
  }
}
