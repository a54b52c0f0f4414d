export { middleware, type Middleware, type MiddlewareOptions } from './node/middleware.js'
export { serveFakeReachFive, type ServedFake, type ServeOptions } from './node/serve.js'
export type { KeyAndCertificate } from './node/certificate.js'
export type { CorsOptions } from './node/cors.js'
