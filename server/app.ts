/**
 * 服务 — the HTTP server: strict headers, one door for who is signed in, problem+json for everything that goes wrong,
 * OpenAPI from the same schemas that validate. A route without a policy does not start.
 */
import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { Problem } from '@huying/contract/kernel/problem.ts'
import { administeredBy } from '@huying/core/account/policy.ts'
import { scopePrefixes } from '@huying/core/matter/policy.ts'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify'
import type { Actors, SignedIn } from './account/actor.ts'
import { registerLeaveRoutes } from './account/leave-routes.ts'
import { registerMeRoute } from './account/me-route.ts'
import { type AuthRoutes, registerAuth } from './account/routes.ts'
import { type Administration, registerAdministrationRoutes } from './administration/administration.ts'
import { registerUploadRoutes } from './attachment/routes.ts'
import { registerCatalogueRoutes } from './catalogue/routes.ts'
import { countChanges } from './feed/changes.ts'
import { registerFeedRoute } from './feed/routes.ts'
import type { Tail } from './feed/tail.ts'
import { registerSearchRoute } from './insight/search-route.ts'
import { failureOf } from './kernel/failure.ts'
import { newId } from './kernel/ids.ts'
import { registerJsonBody } from './kernel/json-body.ts'
import { errorForLog } from './kernel/log.ts'
import { type Metrics, registerMetrics } from './kernel/metrics.ts'
import { openApi, PROBLEMS } from './kernel/openapi.ts'
import { sendProblem } from './kernel/reply.ts'
import { registerMapRoutes } from './map/routes.ts'
import { registerAttachmentRoutes } from './matter/attachment-routes.ts'
import { registerFileRoute } from './matter/file/routes.ts'
import { registerLikenessRoutes } from './matter/like/likeness-routes.ts'
import { registerSuggestRoute } from './matter/like/suggest-route.ts'
import { registerListRoutes } from './matter/list/list-routes.ts'
import { registerPlaceRoutes } from './matter/place/place-routes.ts'
import { registerReporterRoutes } from './matter/reporter-routes.ts'
import { registerMatterRoutes } from './matter/routes.ts'
import { registerContextRoutes } from './matter/view/context-routes.ts'
import { registerOrganisationRoutes } from './organisation/routes.ts'
import { registerResidentRoutes } from './resident/routes.ts'
import type { Services } from './services.ts'
import type { Basemap } from './territory/basemap.ts'
import { registerTerritoryRoutes } from './territory/routes.ts'
import { registerTreeRoutes } from './territory/tree-routes.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Whoever sent the request; routes with a policy other than `public` always have it. */
export type Signed = SignedIn

/**
 * `public`: no sign-in. `signed-in`: the handler lists only what is the caller's. `matter`: the matter's own policy decides.
 * `administration`: whoever keeps accounts for some territory; the handler stays inside it, and to others there is nothing.
 */
export type Policy = 'public' | 'signed-in' | 'matter' | 'administration'

/** One route and who may come in. */
export type RoutePolicy = { readonly method: string; readonly url: string; readonly policy: Policy }

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the API, for whoever checks them all. */
    routePolicies: RoutePolicy[]
  }
  interface FastifyContextConfig {
    policy?: Policy
    /** Commands that are done once without a key, by a protocol of their own. */
    keyless?: boolean
  }
  interface FastifyRequest {
    signed: Signed
  }
}

export type AppOptions = {
  readonly services: Services
  readonly actors: Actors
  readonly auth: Omit<AuthRoutes, 'actors' | 'sendRefusal'>
  readonly tail: Tail
  readonly administration: Omit<Administration, 'services' | 'actors'>
  readonly metrics: Metrics
  /** Whether the database answers and the schema is there. */
  readonly ready: () => Promise<boolean>
  /** Built pages, or null where only the API is served. */
  readonly webFolder: string | null
  readonly log: boolean
  /** Raster tiles under the map; none where absent. */
  readonly basemap?: Basemap | null
  /** Proxies whose word is taken on where a request came from; nobody's where absent. */
  readonly proxies?: readonly string[]
  /** Requests a minute and address; generous, against floods only. */
  readonly rateLimit?: number
}

/** Largest body in bytes: reports are text; files have their own way. */
const BODY_LIMIT = 1024 * 1024

export async function buildApp(options: AppOptions): Promise<App> {
  const app: App = Fastify({
    logger: options.log ? { level: 'info', serializers: { err: errorForLog } } : false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.proxies?.length ? [...options.proxies] : false,
    requestIdHeader: false,
    genReqId: requestId,
    frameworkErrors: (error, request, reply) =>
      sendProblem(request as never, reply as never, failureOf(error)),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error)
    if (failure.code === 'system.bug' || failure.code === 'attachment.not_stored')
      request.log.error({ err: error, url: request.routeOptions.url }, 'bug')
    return sendProblem(request, reply, failure)
  })
  app.setNotFoundHandler((request, reply) => notFound(request, reply, options.webFolder))
  registerJsonBody(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    // What the API answers is somebody's own: no browser or proxy keeps it.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  app.addSchema(Problem)
  requirePolicies(app, options.actors)
  await registerShell(app, options)
  registerAuth(app as never, {
    ...options.auth,
    actors: options.actors,
    sendRefusal: (request, reply, refusal) => sendProblem(request, reply, refusal),
  })
  registerMeRoute(app, options.services)
  registerLeaveRoutes(app, { ...options, people: options.administration.people })
  await registerAdministrationRoutes(app, { ...options, ...options.administration })
  registerOrganisationRoutes(app, options.services)
  registerCatalogueRoutes(app, options.services)
  await registerUploadRoutes(app, options.services)
  registerTreeRoutes(app, options.services, scopePrefixes)
  const changes = countChanges(app, options.services, options.tail)
  registerMatterRoutes(app, options.services)
  registerSuggestRoute(app, options.services)
  registerListRoutes(app, options.services, options.auth.pool)
  registerPlaceRoutes(app, options.services, changes)
  registerReporterRoutes(app, options.services)
  registerAttachmentRoutes(app, options.services)
  registerLikenessRoutes(app, options.services)
  registerSearchRoute(app, options.services)
  registerContextRoutes(app, options.services)
  registerFileRoute(app, options.services)
  registerResidentRoutes(app, options.services)
  registerTerritoryRoutes(app, options.services, options.basemap?.tiles ?? null)
  registerMapRoutes(app, options.services, changes)
  registerFeedRoute(app, options)
  return app
}

const READS = ['GET', 'HEAD']

/** The id a client gave, where it is one: it goes into the log as it is. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : newId()
}

/** Deny by default: a route that names no policy is a bug found at start, and an API route needs somebody signed in. */
export function requirePolicies(app: App, actors: Pick<Actors, 'actorFor'>): void {
  app.decorate('routePolicies', [])
  app.decorateRequest('signed', null as unknown as Signed)
  app.addHook('onRoute', (route) => {
    const isApi =
      route.url.startsWith('/api/') &&
      !route.url.startsWith('/api/auth/') &&
      !route.url.startsWith('/api/docs')
    if (isApi && !route.config?.policy) throw new Error(`route ${route.method} ${route.url} has no policy`)
    if (isApi || route.url.startsWith('/api/auth/')) {
      const { response } = (route.schema ?? {}) as { response?: object }
      for (const method of [route.method].flat())
        app.routePolicies.push({ method, url: route.url, policy: route.config?.policy ?? 'public' })
      const security = (route.config?.policy ?? 'public') === 'public' ? [] : [{ session: [] }]
      route.schema = { ...route.schema, security, response: { ...response, ...PROBLEMS } }
    }
  })
  app.addHook('preValidation', async (request, reply) => {
    const { policy, keyless } = request.routeOptions.config
    if (policy === undefined || policy === 'public') return
    const signed = await actors.actorFor(request)
    if (!signed) return sendProblem(request, reply, { code: 'account.sign_in_required' })
    request.signed = signed
    if (signed.account.mustChangePassword && request.routeOptions.url !== '/api/me')
      return sendProblem(request, reply, { code: 'account.password_expired' })
    if (policy === 'administration' && administeredBy(signed.actor).length === 0)
      return sendProblem(request, reply, { code: 'not_found' })
    if (!keyless && !READS.includes(request.method) && !request.headers['idempotency-key'])
      return sendProblem(request, reply, { code: 'idempotency.key_missing' })
  })
}

async function registerShell(app: App, options: AppOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...(options.basemap?.hosts ?? [])],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...(options.basemap?.hosts ?? [])],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(rateLimit, {
    max: options.rateLimit ?? 6000,
    timeWindow: '1 minute',
    allowList: (request) => request.url === '/healthz' || request.url === '/readyz',
  })
  await app.register(swagger, openApi())
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
  registerMetrics(app, options.metrics)
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    if (await options.ready()) return { status: 'ready' }
    return sendProblem(request, reply, { code: 'system.unavailable' })
  })
  if (options.webFolder && existsSync(options.webFolder)) {
    await app.register(staticFiles, {
      root: options.webFolder,
      index: 'index.html',
      preCompressed: true,
      cacheControl: false,
      // What has its digest in its name never changes; the page that names them is asked for anew each time.
      setHeaders: (reply, path) => {
        const isLasting = path.includes('/assets/')
        reply.header('cache-control', isLasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
}

/** Pages of the desk are one page; everything else that does not exist is said so. */
function notFound(
  request: Parameters<typeof sendProblem>[0],
  reply: Parameters<typeof sendProblem>[1],
  webFolder: string | null,
) {
  // A filter may have a dot in it, as kinds and addresses do: only the end of the path says that a file is meant.
  const [path = ''] = request.url.split('?')
  const isPage = request.method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path)
  if (isPage && webFolder && existsSync(webFolder)) return reply.sendFile('index.html')
  return sendProblem(request, reply, { code: 'not_found' })
}
